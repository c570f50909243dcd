package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.adapters.journal.RunArchive.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs whose folders are still there. */
final class KeptRuns {

    private final Path output;

    /** @param output holds a folder for each run */
    KeptRuns(Path output) {
        this.output = output;
    }

    boolean isEmpty() throws ChaosException {
        return folders().isEmpty();
    }

    /**
     * The run of this name, or the last one of each selected scenario.
     *
     * @throws ChaosException if there is none, or one is damaged: to take an older one would mislead
     */
    List<Kept> take(@Nullable String run, Selection selection) throws ChaosException {
        List<Path> all = folders();
        List<Path> meant = run == null
                ? all
                : all.stream()
                        .filter(folder -> folder.getFileName().toString().equals(run))
                        .toList();
        if (meant.isEmpty()) {
            throw new ChaosException((run == null ? "no run" : "no run '" + run + "'") + " is kept in " + output
                    + (all.isEmpty()
                            ? ": mvn clean deletes runs, and only a run that has ended can be reported"
                            : ". There are: "
                                    + String.join(
                                            ", ",
                                            all.stream()
                                                    .map(folder ->
                                                            folder.getFileName().toString())
                                                    .toList())));
        }
        Map<String, Kept> last = new TreeMap<>();
        for (Path folder : meant) {
            Kept kept = read(folder);
            String scenario = kept.result().plan().scenario().name();
            if (selection.takes(kept.result().plan().scenario())) {
                last.merge(scenario, kept, KeptRuns::later);
            }
        }
        if (last.isEmpty()) {
            throw new ChaosException("no run in " + output + " is of a selected scenario");
        }
        return List.copyOf(last.values());
    }

    private static Kept later(Kept one, Kept other) {
        return Comparator.comparing((Kept kept) -> kept.result().started())
                                .thenComparing(kept -> kept.result().plan().runId())
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }

    private static Kept read(Path folder) throws ChaosException {
        try {
            return RunArchive.read(folder);
        } catch (IOException e) {
            throw new ChaosException(
                    e.getMessage() + ". Delete the run's folder, or name another run by -Dchaos.run=ID.", e);
        }
    }

    private List<Path> folders() throws ChaosException {
        if (!Files.isDirectory(output)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(output)) {
            return folders.filter(folder -> Files.exists(folder.resolve(RunArchive.FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ChaosException("the folder " + output + " cannot be read: " + e.getMessage(), e);
        }
    }
}
