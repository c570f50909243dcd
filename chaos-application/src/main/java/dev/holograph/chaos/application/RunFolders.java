package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.report.MarkdownReportProvider;
import dev.holograph.chaos.report.ReportContext;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where runs leave what.
 *
 * @param state outlives {@code mvn clean}
 * @param report the report of all scenarios
 */
record RunFolders(Workspace workspace, Path state, Path report) {

    /** A run's own folder, kept. */
    Path of(String runId) {
        return workspace.output().resolve(runId);
    }

    /** Where a run's journal is until the run has ended and nothing is left to undo. */
    Path live(String runId) {
        return state.resolve("runs").resolve(runId);
    }

    /** The trend over all runs of the history, beside the report. */
    Path trend() {
        return beside(MarkdownReportProvider.TREND);
    }

    /** What scenarios come to over the values of a parameter, beside the report. */
    Path curves() {
        return beside(MarkdownReportProvider.CURVES);
    }

    private Path beside(String ending) {
        return new ReportContext(workspace.root(), workspace.output(), report, Map.of(), line -> {}).beside(ending);
    }
}
