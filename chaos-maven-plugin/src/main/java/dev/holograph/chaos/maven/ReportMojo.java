package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Judges and reports runs again from the files that they have left: the last one of each scenario; and writes the trend
 * over all runs of the history. Starts nothing, and does not fail for a verdict.
 */
@Mojo(name = "report", requiresProject = false, threadSafe = true)
final class ReportMojo extends ReportingMojo {

    /** The run to report: the name of its folder in {@code target/chaos}. Without it the last one of each scenario. */
    @Parameter(property = "chaos.run")
    private @Nullable String run;

    @Override
    void work(ChaosApplication chaos) throws ChaosException {
        chaos.report(run, reports());
    }
}
