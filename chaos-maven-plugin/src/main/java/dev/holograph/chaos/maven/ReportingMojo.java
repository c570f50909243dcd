package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ReportOptions;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of the goals that write reports. */
abstract class ReportingMojo extends ChaosMojo {

    /** Where ChaosReport.md is written, relative to the project. By default {@code target/chaos/ChaosReport.md}. */
    @Parameter(property = "chaos.report")
    private @Nullable String report;

    /**
     * The file to which each run adds a line, and which later runs are compared with; relative to the project. Empty
     * ({@code -Dchaos.history=}): none is kept.
     */
    @Parameter(property = "chaos.history", defaultValue = ".chaos/history.ndjson")
    private @Nullable String history;

    /** Whether the report is also written as HTML beside ChaosReport.md: one file with charts, which loads nothing. */
    @Parameter(property = "chaos.html", defaultValue = "true")
    private boolean html;

    /** How many earlier runs a report compares with. */
    @Parameter(property = "chaos.trend", defaultValue = "10")
    private int trend;

    /** What a run that proved nothing does to the build: {@code fail} or {@code warn}. */
    @Parameter(property = "chaos.notProven", defaultValue = "fail")
    private String notProven;

    final ReportOptions reports() {
        return new ReportOptions(report, history, html, trend, notProven);
    }
}
