package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known after a run: enough to write any report of it.
 *
 * @param times {@code null} if no load ever ran
 * @param series of the load; empty if none ever ran
 * @param ledger {@code null} if writes were not looked for
 * @param findings of the run itself, which the evaluation holds as well: an abort, an interrupt, an undo that failed
 * @param evaluation worked out once; whatever reports the run only reads it
 * @param loadEngine name and version
 * @param versions of what ran, one line each
 * @param services what they printed about trouble, where their logs can be read
 */
public record RunResult(
        Plan plan,
        Instant started,
        Instant ended,
        @Nullable RunTimes times,
        Series series,
        List<FaultRecord> faults,
        @Nullable LedgerResult ledger,
        List<Finding> findings,
        Evaluation evaluation,
        String loadEngine,
        List<String> versions,
        List<ServiceLog> services) {

    public RunResult {
        faults = List.copyOf(faults);
        findings = List.copyOf(findings);
        versions = List.copyOf(versions);
        services = List.copyOf(services);
    }

    /** The evaluation in English. */
    public Verdict verdict() {
        return Verdict.of(evaluation);
    }

    /** What the evaluation was made of. */
    public RunObservations observed() {
        return new RunObservations(plan.scenario(), series, times, faults, ledger, findings);
    }
}
