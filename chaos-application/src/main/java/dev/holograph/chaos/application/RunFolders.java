package dev.holograph.chaos.application;

import java.nio.file.Path;

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
        String name = report.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return report.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-trend.md");
    }

    /** The same as HTML. */
    Path htmlTrend() {
        return trend().resolveSibling(trend().getFileName().toString().replaceFirst("\\.md$", ".html"));
    }

    /** The same report as HTML, beside the other. */
    Path htmlReport() {
        String name = report.getFileName().toString();
        String html = name.replaceFirst("(\\.[^.]*)?$", ".html");
        return report.resolveSibling(html.equals(name) ? name + ".html" : html);
    }
}
