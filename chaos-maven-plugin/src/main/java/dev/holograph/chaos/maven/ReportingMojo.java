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
     * The history file, relative to the project. Each run appends a line; reports compare a run with the earlier ones.
     * Empty ({@code -Dchaos.history=}): keep no history.
     */
    @Parameter(property = "chaos.history", defaultValue = ".chaos/history.ndjson")
    private @Nullable String history;

    /** Also write ChaosReport.html beside ChaosReport.md: a single file with charts that loads nothing from the network. */
    @Parameter(property = "chaos.html", defaultValue = "true")
    private boolean html;

    /** Number of earlier runs that a report compares a run with. */
    @Parameter(property = "chaos.trend", defaultValue = "10")
    private int trend;

    /** Effect of a NOT PROVEN run on the build: {@code fail} or {@code warn}. */
    @Parameter(property = "chaos.notProven", defaultValue = "fail")
    private String notProven;

    final ReportOptions reports() {
        return new ReportOptions(report, history, html, trend, notProven);
    }
}
