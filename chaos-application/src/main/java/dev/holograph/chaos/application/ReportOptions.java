package dev.holograph.chaos.application;

import org.jspecify.annotations.Nullable;

/**
 * How runs are reported.
 *
 * @param report where ChaosReport.md is written, relative to the project; {@code null}: among the runs' folders
 * @param history the file of all runs, relative to the project; {@code null} or blank: none is kept
 * @param html whether the report is written as HTML too
 * @param trend how many earlier runs a run is compared with
 * @param notProven what a run that proved nothing does to the build: {@code fail} or {@code warn}
 */
public record ReportOptions(
        @Nullable String report, @Nullable String history, boolean html, int trend, String notProven) {}
