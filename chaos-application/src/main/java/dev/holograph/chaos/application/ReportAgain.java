package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.journal.RunArchive.Kept;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges and reports runs again from the files that they have left. Starts nothing, and does not fail for a verdict. */
final class ReportAgain {

    private final Setup setup;
    private final ReportOptions options;

    ReportAgain(Setup setup, ReportOptions options) {
        this.setup = setup;
        this.options = options;
    }

    /** @param run to report; {@code null}: the last one of each selected scenario */
    void write(@Nullable String run) throws ChaosException {
        boolean strict = BuildOutcome.isStrict(options.notProven());
        Reports reports = setup.reports(options);
        Workspace workspace = setup.workspace();
        Log log = setup.log();
        KeptRuns runs = new KeptRuns(workspace.output());
        boolean hasTrend = trend(reports);
        if (run == null && hasTrend && runs.isEmpty()) {
            log.info("No run is kept in " + workspace.shown(workspace.output())
                    + ": only the trend is written, from the history.");
            return;
        }
        List<Summary.Entry> entries = new ArrayList<>();
        for (Kept kept : runs.take(run, setup.selection())) {
            try {
                reports.write(kept.result());
                entries.add(reports.entry(kept.result()));
            } catch (IOException e) {
                throw new ChaosException("the report cannot be written: " + e.getMessage(), e);
            }
            Result now = kept.result().verdict().result();
            if (now != kept.judgedThen()) {
                log.warn("When it ran, " + kept.result().plan().runId() + " was judged "
                        + kept.judgedThen().words() + ". Judged again by this version it is " + now.words() + ".");
            }
        }
        reports.writeAll(entries, strict);
        reports.curves(entries);
        BuildOutcome outcome = new BuildOutcome(strict);
        entries.forEach(entry -> outcome.tell(entry, log));
        OutcomeTable.of(entries, workspace.root()).forEach(log::info);
    }

    private boolean trend(Reports reports) throws ChaosException {
        try {
            boolean isWritten = reports.writeTrend();
            if (isWritten) {
                setup.log()
                        .info("Trend: "
                                + setup.workspace().shown(reports.folders().trend()));
            }
            return isWritten;
        } catch (IOException e) {
            throw new ChaosException("the trend cannot be written: " + e.getMessage(), e);
        }
    }
}
