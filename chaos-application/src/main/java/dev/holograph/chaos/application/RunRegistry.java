package dev.holograph.chaos.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs of this user that have not ended in order: those that go on, and those whose process has died. */
final class RunRegistry {

    private final Path state;
    private final Path folder;

    /** @param state outlives {@code mvn clean} */
    RunRegistry(Path state) {
        this.state = state;
        this.folder = state.resolve("runs");
    }

    /** What outlives {@code mvn clean}. */
    Path state() {
        return state;
    }

    /** The folders of runs that go on. */
    List<Path> alive() throws ChaosException {
        return those(run -> LiveRun.problem(run).isEmpty() && LiveRun.isAlive(run));
    }

    /** The folders of runs whose process has died, and of those of which that {@linkplain LiveRun#problem is unknown}. */
    List<Path> dead() throws ChaosException {
        return those(run -> LiveRun.problem(run).isPresent() || !LiveRun.isAlive(run));
    }

    /** The ids of runs that go on, or may. */
    Set<String> aliveIds() throws ChaosException {
        return those(run -> LiveRun.problem(run).isPresent() || LiveRun.isAlive(run)).stream()
                .map(run -> run.getFileName().toString())
                .collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Which {
        boolean takes(Path run) throws IOException;
    }

    private List<Path> those(Which which) throws ChaosException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (RunsLock lock = RunsLock.take(folder)) {
            for (Path run : all()) {
                if (which.takes(run)) {
                    found.add(run);
                }
            }
        } catch (IOException e) {
            throw new ChaosException("the runs in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** Where they are. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
