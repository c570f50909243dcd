package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.journal.RunArchive.Kept;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
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
    void work() throws MojoExecutionException {
        boolean strict = Judgement.isStrict(notProven());
        Reports reports = reports();
        KeptRuns runs = new KeptRuns(workspace().output());
        boolean hasTrend = trend(reports);
        if (run == null && hasTrend && runs.isEmpty()) {
            getLog().info("No run is kept in " + workspace().shown(workspace().output())
                    + ": only the trend is written, from the history.");
            return;
        }
        List<Summary.Entry> entries = new ArrayList<>();
        for (Kept kept : runs.take(run, selection())) {
            try {
                reports.write(kept.result());
                entries.add(reports.entry(kept.result()));
            } catch (IOException e) {
                throw new MojoExecutionException("the report cannot be written: " + e.getMessage(), e);
            }
            Result now = kept.result().verdict().result();
            if (now != kept.judgedThen()) {
                getLog().warn("When it ran, " + kept.result().plan().runId() + " was judged "
                        + kept.judgedThen().words() + ". Judged again by this version it is " + now.words() + ".");
            }
        }
        reports.writeAll(entries, strict);
        Judgement judgement = new Judgement(strict);
        entries.forEach(entry -> judgement.tell(entry, getLog()));
        OutcomeTable.of(entries, workspace().root()).forEach(getLog()::info);
    }

    private boolean trend(Reports reports) throws MojoExecutionException {
        try {
            boolean isWritten = reports.writeTrend();
            if (isWritten) {
                getLog().info("Trend: " + workspace().shown(reports.folders().trend()));
            }
            return isWritten;
        } catch (IOException e) {
            throw new MojoExecutionException("the trend cannot be written: " + e.getMessage(), e);
        }
    }
}
