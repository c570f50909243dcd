package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.history.Commit;
import dev.holograph.chaos.adapters.history.HistoryFile;
import dev.holograph.chaos.adapters.journal.JournalFile;
import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.report.CurveReport;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.FailureRows;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells runs to people, to CI services and to later runs. */
final class Reports {

    private static final int FAILURES_TOLD = 3;

    private final RunFolders folders;
    private final HistoryFile history;
    private final int most;
    private final List<RunReport> reports;
    private final Log log;

    /**
     * @param history {@code null}: none is kept
     * @param most how many earlier runs a run is compared with
     * @param reports that are written of the runs
     */
    Reports(RunFolders folders, @Nullable Path history, int most, List<RunReport> reports, Log log) {
        this.folders = folders;
        this.reports = List.copyOf(reports);
        this.log = log;
        this.history = new HistoryFile(history, log::warn);
        this.most = most;
    }

    RunFolders folders() {
        return folders;
    }

    /** A run that has just ended becomes part of the history. */
    void remember(RunResult result) {
        history.append(PastRun.of(result, Commit.of(folders.workspace().root(), System::getenv)));
    }

    /** All runs that the history holds. */
    List<PastRun> past() {
        return history.read();
    }

    /** Puts the run into all reports. */
    void write(RunResult result) throws IOException {
        DetailedReport run = DetailedReportBuilder.of(result, history.read(), most, journal(result));
        each(report -> report.add(run));
    }

    /**
     * Writes the trend over all runs that the history holds: their own files may be gone.
     *
     * @return whether there was any run; else nothing is written
     */
    boolean writeTrend() throws IOException {
        List<TrendReport> trends = TrendReport.of(history.read());
        if (trends.isEmpty()) {
            return false;
        }
        each(report -> report.trend(trends));
        return true;
    }

    /** What a report is made to write. */
    private interface Telling {
        void by(RunReport report) throws IOException;
    }

    /** All of them, each even when another fails; the first failure is thrown with the others suppressed. */
    private void each(Telling telling) throws IOException {
        IOException failure = null;
        for (RunReport report : reports) {
            try {
                telling.by(report);
            } catch (IOException e) {
                failure = with(failure, e);
            } catch (RuntimeException e) {
                // A report may be anybody's, and must not keep the others from being written.
                failure = with(failure, new IOException(report.getClass().getName() + " failed: " + e, e));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static IOException with(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    /**
     * Writes what these scenarios come to over the values of a parameter, by the last kept run with each value: of a build
     * that ran some of them again, the others are of an earlier one.
     *
     * @param entries of runs; those of no matrix are left out
     */
    void writeCurves(List<Summary.Entry> entries) throws IOException {
        Set<String> families = new TreeSet<>();
        entries.stream()
                .map(Summary.Entry::scenario)
                .filter(name -> !Selection.family(name).equals(name))
                .forEach(name -> families.add(Selection.family(name)));
        if (families.isEmpty()) {
            return;
        }
        List<CurveReport> curves = CurveReport.of(keptOf(families));
        if (curves.isEmpty()) {
            return;
        }
        each(report -> report.curves(curves));
        curves.forEach(curve -> curve.sentences().forEach(log::info));
        log.info("Curves: " + folders.workspace().shown(folders.curves()));
    }

    private List<RunResult> keptOf(Set<String> families) throws IOException {
        List<RunResult> results = new ArrayList<>();
        List<Path> all;
        try (Stream<Path> list = Files.list(folders.workspace().output())) {
            all = list.filter(folder -> Files.exists(folder.resolve(RunArchive.FILE)))
                    .filter(folder -> families.stream()
                            .anyMatch(family -> RunIds.isOf(folder.getFileName().toString(), family)))
                    .sorted()
                    .toList();
        }
        for (Path folder : all) {
            try {
                RunResult result = RunArchive.read(folder).result();
                if (families.contains(result.plan().scenario().family())) {
                    results.add(result);
                }
            } catch (IOException e) {
                log.warn("left out of the curves: " + e.getMessage());
            }
        }
        return results;
    }

    /** As the run has left it in its folder; empty where somebody took it away. */
    private List<JournalEntry> journal(RunResult result) throws IOException {
        Path file = folders.of(result.plan().runId()).resolve(Runs.JOURNAL);
        return Files.exists(file) ? JournalFile.read(file) : List.of();
    }

    /** What the run came to, in short. */
    Summary.Entry entry(RunResult result) {
        Workspace workspace = folders.workspace();
        return new Summary.Entry(
                result.plan().scenario().name(),
                result.plan().runId(),
                result.verdict().result(),
                result.verdict().result() == Result.PASS ? List.of() : reasons(result),
                workspace.shown(folders.report()),
                workspace.shown(folders.of(result.plan().runId())));
    }

    /** Reports these runs of a build as a whole, from what they have left: also those of an earlier execution. */
    void writeAll(List<Summary.Entry> entries, boolean notProvenFails) throws ChaosException {
        try {
            List<RunResult> results = results(entries);
            each(report -> report.build(results, notProvenFails));
        } catch (IOException e) {
            throw new ChaosException("the report of all runs cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes what later goals of the same build and CI services read of the runs that have just ended. */
    void build(List<Summary.Entry> entries, Date build, boolean notProvenFails, @Nullable GitHubActions github)
            throws ChaosException {
        Path output = folders.workspace().output();
        Summary.append(output, build, entries);
        curves(entries);
        writeAll(Summary.of(output, build), notProvenFails);
        if (github != null) {
            github(entries, github);
        }
    }

    /** The same, where nothing worse than a missing file may come of it: the verdicts are printed already. */
    void curves(List<Summary.Entry> entries) {
        try {
            writeCurves(entries);
        } catch (IOException e) {
            log.warn("the curves cannot be written: " + e.getMessage());
        }
    }

    /** Tells GitHub, where this is a step of a workflow, of the runs that have just ended. */
    void github(List<Summary.Entry> entries, GitHubActions github) throws ChaosException {
        try {
            github.tell(results(entries), folders.workspace().shown(folders.report()));
        } catch (IOException e) {
            throw new ChaosException("GitHub's files cannot be written: " + e.getMessage(), e);
        }
    }

    private List<RunResult> results(List<Summary.Entry> entries) throws IOException {
        List<RunResult> results = new ArrayList<>();
        for (Summary.Entry entry : entries) {
            results.add(RunArchive.read(folders.of(entry.run())).result());
        }
        return results;
    }

    /** What made the verdict, and why requests failed. */
    private static List<String> reasons(RunResult result) {
        return Stream.concat(result.verdict().reasons().stream(), FailureRows.sentences(result, FAILURES_TOLD).stream())
                .distinct()
                .toList();
    }
}
