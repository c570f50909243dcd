package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.history.Commit;
import dev.holograph.chaos.adapters.history.HistoryFile;
import dev.holograph.chaos.adapters.journal.JournalFile;
import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.adapters.report.MarkdownReport;
import dev.holograph.chaos.adapters.report.ReportTemplates;
import dev.holograph.chaos.adapters.report.TrendMarkdown;
import dev.holograph.chaos.adapters.report.html.HtmlReport;
import dev.holograph.chaos.adapters.report.html.TrendHtml;
import dev.holograph.chaos.adapters.report.junit.JunitReport;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.FailureRows;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells runs to people, to CI services and to later runs. */
final class Reports {

    private static final int FAILURES_TOLD = 3;

    private static final String JUNIT = "TEST-chaos.xml";

    private final RunFolders folders;
    private final HistoryFile history;
    private final int most;
    private final boolean html;
    private final ReportTemplates templates;
    private final Log log;

    /**
     * @param history {@code null}: none is kept
     * @param most how many earlier runs a run is compared with
     * @param html whether the report is written as HTML too
     * @param templates of ChaosReport.md
     */
    Reports(RunFolders folders, @Nullable Path history, int most, boolean html, ReportTemplates templates, Log log) {
        this.folders = folders;
        this.html = html;
        this.templates = templates;
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

    /** Puts the run into the report, or into both. */
    void write(RunResult result) throws IOException {
        DetailedReport report = DetailedReportBuilder.of(result, history.read(), most, journal(result));
        new MarkdownReport(templates, log::warn).write(folders.report(), report);
        if (html) {
            new HtmlReport().write(folders.htmlReport(), report);
        }
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
        TrendMarkdown.write(folders.trend(), trends);
        if (html) {
            new TrendHtml().write(folders.htmlTrend(), trends);
        }
        return true;
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

    /** Writes these runs as tests, from what they have left: also runs of an earlier execution in the same build. */
    void junit(List<Summary.Entry> entries, boolean notProvenFails) throws ChaosException {
        try {
            List<RunResult> results = results(entries);
            Workspace workspace = folders.workspace();
            JunitReport.write(
                    workspace.output().resolve(JUNIT), results, notProvenFails, workspace.shown(folders.report()));
        } catch (IOException e) {
            throw new ChaosException(JUNIT + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes what later goals of the same build and CI services read of the runs that have just ended. */
    void build(List<Summary.Entry> entries, Date build, boolean notProvenFails, @Nullable GitHubActions github)
            throws ChaosException {
        Path output = folders.workspace().output();
        Summary.append(output, build, entries);
        junit(Summary.of(output, build), notProvenFails);
        if (github != null) {
            github(entries, github);
        }
    }

    /** Tells GitHub, where this is a step of a workflow, of the runs that have just ended. */
    void github(List<Summary.Entry> entries, GitHubActions github) throws ChaosException {
        try {
            github.tell(results(entries), folders.workspace().shown(folders.report()));
        } catch (IOException e) {
            throw new ChaosException("GitHub cannot be told: " + e.getMessage(), e);
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
