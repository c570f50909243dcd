package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All results of a run, typed and worked out once. Verdict, reports, history and trend read it and compute nothing of
 * their own; {@link FindingFormatter} puts it into English.
 *
 * @param findings all that bears on the verdict, in the order in which reports list it
 * @param objectives each steady state, effect and SLO of the scenario, also those that were not judged
 * @param faults what speaks for each fault, in the order in which they were injected
 * @param recoveries after each episode of faults; empty if the run did not come to its end, or had no fault
 * @param ledger {@code null}: writes were not looked for
 * @param firstDue when the first request was due, from which offsets are counted; {@code null}: no load ever ran
 * @param metrics the names of all metrics that came
 */
public record Evaluation(
        List<RunFinding> findings,
        List<ObjectiveResult> objectives,
        List<FaultEvidence> faults,
        List<EpisodeRecovery> recoveries,
        @Nullable LedgerResult ledger,
        @Nullable Instant firstDue,
        List<String> metrics) {

    /** The keys under which objectives stand that are evaluated once a run has ended. */
    static final List<ObjectiveRole> ROLES =
            List.of(ObjectiveRole.STEADY_STATE, ObjectiveRole.EFFECT, ObjectiveRole.SLO);

    public Evaluation {
        findings = List.copyOf(findings);
        objectives = List.copyOf(objectives);
        faults = List.copyOf(faults);
        recoveries = List.copyOf(recoveries);
        metrics = List.copyOf(metrics);
    }

    /** Evaluates a run. */
    public static Evaluation of(RunObservations observed) {
        return new Evaluator(observed).evaluation();
    }

    /** The worst of the findings, PASS if there are none. */
    public Result result() {
        return findings.stream().map(RunFinding::result).reduce(Result.PASS, Result::and);
    }

    /** What became of one objective of the scenario. */
    public ObjectiveResult of(ObjectiveRole role, Objective objective) {
        return objectives.stream()
                .filter(one -> one.role() == role && one.objective().equals(objective))
                .findFirst()
                .orElseThrow();
    }
}
