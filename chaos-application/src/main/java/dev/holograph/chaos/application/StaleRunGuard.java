package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.journal.JournalFile;
import dev.holograph.chaos.adapters.process.ProcessRecords;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.PendingUndos;
import dev.holograph.chaos.run.RunClock;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.UndoRecovery;
import dev.holograph.chaos.spi.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs whose process has died have left: found by their journals, and taken back by the drivers' own undo. */
final class StaleRunGuard {

    private final RunRegistry runs;
    private final ProviderRegistry tools;
    private final Log log;

    StaleRunGuard(RunRegistry runs, ProviderRegistry tools, Log log) {
        this.runs = runs;
        this.tools = tools;
        this.log = log;
    }

    /**
     * A run that has died, with what it has not taken back.
     *
     * @param problem why its journal does not say it; {@code null} if it does
     */
    private record Left(
            Path folder,
            List<PendingUndos.Open> open,
            @Nullable String problem) {

        String run() {
            return folder.getFileName().toString();
        }

        String words() {
            if (problem != null) {
                return problem;
            }
            List<String> names = open.stream().map(PendingUndos.Open::name).toList();
            return "run '" + run() + "' died and has not taken back: " + String.join(", ", names);
        }
    }

    /** Whether a run would be refused for them; nothing is touched. */
    Check check() {
        String name = "leftovers";
        try {
            List<Left> left = left();
            List<String> sentences =
                    left.stream().filter(this::isNeeded).map(Left::words).toList();
            return sentences.isEmpty()
                    ? Check.ok(name, nothingLeft(left))
                    : Check.fail(name, String.join("; ", sentences), "mvn chaos:recover");
        } catch (ChaosException e) {
            return Check.fail(name, String.valueOf(e.getMessage()), null);
        }
    }

    /** The faults that lived in dead processes are named, as {@link #takeBack()} names them. */
    private String nothingLeft(List<Left> left) {
        List<String> gone = left.stream()
                .flatMap(one -> one.open().stream()
                        .filter(open -> UndoRecovery.endedWithProcess(open, tools.drivers()))
                        .map(open -> open.name() + " of run " + one.run() + " was gone with its process"))
                .toList();
        return gone.isEmpty()
                ? "no run of this user has died with a fault on"
                : "no fault of a run that died is still on: " + String.join(", ", gone);
    }

    /** Services and load that still run, if there are any; a run with services here ends them before it starts its own. */
    Optional<Check> processes() {
        String name = "processes";
        try {
            List<String> orphans = records().orphans();
            return orphans.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Check.warn(
                            name,
                            "left running by runs that died: " + String.join(", ", orphans),
                            "mvn chaos:recover"));
        } catch (IOException e) {
            return Optional.of(Check.fail(name, unreadable(e), null));
        }
    }

    /**
     * Ends these, where their leash has not.
     *
     * @return how many
     * @throws ChaosException if it is not known which they are
     */
    int endProcesses() throws ChaosException {
        try {
            List<String> ended = records().sweep();
            ended.forEach(one -> log.info("ended " + one));
            return ended.size();
        } catch (IOException e) {
            throw new ChaosException(unreadable(e), e);
        }
    }

    private ProcessRecords records() {
        return new ProcessRecords(runs.state());
    }

    private String unreadable(IOException e) {
        return "the records of processes in " + runs.state() + " cannot be read: " + e.getMessage();
    }

    private boolean isNeeded(Left left) {
        return left.problem() != null || UndoRecovery.isNeeded(left.open(), tools.drivers());
    }

    /** A claim too, which no run is refused for. */
    private boolean isAnythingLeft(Left left) {
        return left.problem() != null
                || !left.open().stream().allMatch(open -> UndoRecovery.endedWithProcess(open, tools.drivers()));
    }

    /** @param takesBack whether what is left is taken back; if not, it is refused to start */
    void beforeARun(boolean takesBack) throws ChaosException {
        if (takesBack) {
            takeBack();
        } else {
            refuse();
        }
    }

    /**
     * Nothing is started on top of a fault that is still on.
     *
     * @throws ChaosException if a run has left such a fault
     */
    void refuse() throws ChaosException {
        List<String> sentences = new ArrayList<>();
        for (Left left : left()) {
            if (isNeeded(left)) {
                sentences.add(left.words());
            } else {
                takeBack(left); // claims alone: nothing is broken by them
            }
        }
        if (!sentences.isEmpty()) {
            throw new ChaosException(String.join("; ", sentences)
                    + ". Nothing was started. Take it back by `mvn chaos:recover`, or run with -Dchaos.recover=true");
        }
    }

    /**
     * Takes all of it back.
     *
     * @return how many runs had left something
     * @throws ChaosException if something could not be: with how to do it by hand
     */
    int takeBack() throws ChaosException {
        List<String> problems = new ArrayList<>();
        int found = 0;
        for (Left left : left()) {
            found += isAnythingLeft(left) ? 1 : 0;
            problems.addAll(takeBack(left));
        }
        if (!problems.isEmpty()) {
            throw new ChaosException("not everything could be taken back:\n" + String.join("\n", problems)
                    + "\nThe journals are kept in " + runs + "; mend it and call chaos:recover again");
        }
        return found;
    }

    /** Each by itself: one that fails keeps no other from it. */
    private List<String> takeBack(Left found) {
        Optional<String> problem = LiveRun.problem(found.folder());
        if (problem.isPresent()) {
            return List.of(problem.get());
        }
        try (LiveRun run = LiveRun.takeOver(found.folder()).orElse(null)) {
            // Read again: another process may have gone on with it before this one took it over.
            return run == null ? List.of() : takeBack(read(found.folder()), run);
        } catch (IOException e) {
            return List.of("run '" + found.run() + "' cannot be taken over: " + e.getMessage());
        }
    }

    private List<String> takeBack(Left left, LiveRun run) {
        if (left.problem() != null) {
            return List.of(left.problem());
        }
        RunContext context = tools.context(left.run(), 0);
        Path file = journal(left.folder());
        try (FileJournal journal = new FileJournal(file)) {
            Drivers drivers = tools.drivers(context);
            List<String> problems = new UndoRecovery(
                            drivers,
                            tools.claims(),
                            tools.engines(),
                            context,
                            journal,
                            RunClock.of(Clock.systemUTC(), System::nanoTime))
                    .takeBack(left.open(), log::info);
            if (problems.isEmpty()) {
                run.forget();
            }
            return problems;
        } catch (IOException e) {
            return List.of(file + " cannot be gone on with: " + e.getMessage());
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

    private List<Left> left() throws ChaosException {
        List<Left> left = new ArrayList<>();
        for (Path folder : runs.dead()) {
            left.add(read(folder));
        }
        return left;
    }

    private static Left read(Path folder) {
        Path file = journal(folder);
        Optional<String> problem = LiveRun.problem(folder);
        if (problem.isPresent()) {
            return new Left(folder, List.of(), problem.get());
        }
        try {
            return new Left(folder, Files.exists(file) ? PendingUndos.in(JournalFile.read(file)) : List.of(), null);
        } catch (IOException e) {
            return new Left(
                    folder,
                    List.of(),
                    "run '" + folder.getFileName() + "' died, and what it has left is unknown: " + e.getMessage()
                            + "; look at the file, take back by hand what it names, and delete " + folder);
        }
    }

    private static Path journal(Path folder) {
        return folder.resolve(Runs.JOURNAL);
    }
}
