package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.journal.JournalFile;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.Recover;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.Unfinished;
import dev.holograph.chaos.spi.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/** What runs whose process has died have left: found by their journals, and taken back by the drivers' own undo. */
final class Leftovers {

    private final KnownRuns runs;
    private final Toolbox tools;
    private final Log log;

    Leftovers(KnownRuns runs, Toolbox tools, Log log) {
        this.runs = runs;
        this.tools = tools;
        this.log = log;
    }

    /** A run that has died, with what it has not taken back. */
    private record Left(Path folder, List<Unfinished.Open> open) {

        String run() {
            return folder.getFileName().toString();
        }

        String words() {
            List<String> names = open.stream().map(Unfinished.Open::name).toList();
            return "run '" + run() + "' died and has not taken back: " + String.join(", ", names);
        }
    }

    /** @param unreadable a sentence for each run whose journal cannot be read */
    private record Found(List<Left> left, List<String> unreadable) {}

    /** Whether a run would be refused for them; nothing is touched. */
    Check check() {
        String name = "leftovers";
        try {
            Found found = found();
            List<String> sentences = new ArrayList<>(found.unreadable());
            found.left().stream().filter(this::isNeeded).map(Left::words).forEach(sentences::add);
            return sentences.isEmpty()
                    ? Check.ok(name, "no run of this user has died with a fault on")
                    : Check.fail(name, String.join("; ", sentences), "mvn chaos:recover");
        } catch (MojoExecutionException e) {
            return Check.fail(name, String.valueOf(e.getMessage()), null);
        }
    }

    private boolean isNeeded(Left left) {
        return Recover.isNeeded(left.open(), tools.drivers());
    }

    /**
     * Nothing is started on top of a fault that is still on.
     *
     * @throws MojoExecutionException if a run has left such a fault
     */
    void refuse() throws MojoExecutionException {
        Found found = found();
        List<String> sentences = new ArrayList<>(found.unreadable());
        for (Left left : found.left()) {
            if (isNeeded(left)) {
                sentences.add(left.words());
            } else {
                takeBackOne(left); // claims alone: nothing is broken by them
            }
        }
        if (!sentences.isEmpty()) {
            throw new MojoExecutionException(String.join("; ", sentences)
                    + ". Nothing was started. Take it back by `mvn chaos:recover`, or run with -Dchaos.recover=true");
        }
    }

    /**
     * Takes all of it back: each run's by itself, also beside one whose journal cannot be read.
     *
     * @return how many runs had left something
     * @throws MojoExecutionException if something could not be: with how to do it by hand
     */
    int takeBack() throws MojoExecutionException {
        Found found = found();
        List<String> problems = new ArrayList<>(found.unreadable());
        int runsWithFaults = 0;
        for (Left left : found.left()) {
            runsWithFaults += left.open().isEmpty() ? 0 : 1;
            problems.addAll(takeBackOne(left));
        }
        if (!problems.isEmpty()) {
            throw new MojoExecutionException("not everything could be taken back:\n" + String.join("\n", problems)
                    + "\nThe journals are kept in " + runs + "; mend it and call chaos:recover again");
        }
        return runsWithFaults;
    }

    private List<String> takeBackOne(Left left) {
        RunContext context = tools.context(left.run(), 0);
        Path file = journal(left.folder());
        try (FileJournal journal = new FileJournal(file)) {
            Drivers drivers = tools.drivers(context);
            List<String> problems = new Recover(drivers, tools.claims(), context, journal, new WallClock())
                    .takeBack(left.open(), log::info);
            if (problems.isEmpty()) {
                journal.close();
                KnownRuns.forget(left.folder());
            }
            return problems;
        } catch (IOException e) {
            return List.of("run '" + left.run() + "': its journal " + file + " cannot be continued: " + e.getMessage());
        } finally {
            close(context);
        }
    }

    private void close(RunContext context) {
        try {
            context.shared().close();
        } catch (Exception e) {
            log.warn("after the undo: " + e.getMessage());
        }
    }

    private Found found() throws MojoExecutionException {
        List<Left> left = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path folder : runs.dead()) {
            Path file = journal(folder);
            try {
                left.add(new Left(folder, Files.exists(file) ? Unfinished.in(JournalFile.read(file)) : List.of()));
            } catch (IOException e) {
                unreadable.add("a run died, and what it has left cannot be told: " + e.getMessage()
                        + "; look at the file, take back by hand what it names, and delete " + folder);
            }
        }
        return new Found(left, unreadable);
    }

    private static Path journal(Path folder) {
        return folder.resolve(Runs.JOURNAL);
    }
}
