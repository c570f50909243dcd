package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Span;
import dev.holograph.chaos.slo.Measurement.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verdict of what was observed: was there a steady state to start from, did the fault bite, did every objective
 * hold, is the system well again, is nothing lost, and was the generator itself in order.
 */
public final class Judge {

    private final Observed observed;
    private final Scenario scenario;
    private final List<Finding> findings = new ArrayList<>();

    private Judge(Observed observed) {
        this.observed = observed;
        this.scenario = observed.scenario();
    }

    /** The verdict, with everything that was found. */
    public static Verdict judge(Observed observed) {
        return Verdict.of(new Judge(observed).findings());
    }

    private List<Finding> findings() {
        findings.addAll(observed.findings());
        RunTimes times = observed.times();
        if (times == null || times.baseline() == null) {
            return findings;
        }
        Stretches stretches = new Stretches(times, observed.faults());
        Assessor assessor = new Assessor(
                observed.series().thresholds(),
                Readings.of(observed.series()),
                stretches.of(Phase.BASELINE),
                Words.plannedRate(scenario));
        generator(stretches);
        steadyState(assessor, stretches);
        if (times.fault() == null || times.end() == null) {
            return findings;
        }
        if (observed.faults().isEmpty()) {
            findings.add(Finding.note(Result.NOT_PROVEN, "effect", "no fault was injected"));
            return findings;
        }
        effect(assessor, stretches);
        RecoveryFinding recovery = new RecoveryFinding(observed, times, assessor);
        for (Objective objective : scenario.slo()) {
            if (objective.indicator() instanceof Indicator.RecoveryTime) {
                findings.add(recovery.of(objective));
            } else if (objective.indicator() instanceof Indicator.LostWrites) {
                findings.add(LostWritesFinding.of(objective, observed.ledger()));
            } else {
                slo(assessor, objective, stretches.of(objective.moment()));
            }
        }
        return findings;
    }

    private void generator(Stretches stretches) {
        Window load = stretches.load();
        for (Window silence : observed.series().silences()) {
            if (load == null || (silence.from() < load.to() && silence.to() > load.from())) {
                findings.add(Finding.note(
                        Result.NOT_PROVEN,
                        "load generator",
                        "the load generator gave no sign of life for " + Words.seconds(silence)
                                + " s; what it measured then is not the system's"));
            }
        }
        // An open load is due by the clock: a system that cannot keep up leaves requests unsent, but none of them
        // undue.
        List<String> missing = new ArrayList<>();
        for (Phase phase : List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY)) {
            Window stretch = stretches.of(phase);
            double planned = stretch == null ? 0 : Words.plannedRate(scenario) * stretch.seconds();
            long due = stretch == null ? 0 : observed.series().over(stretch).due();
            if (due < 0.95 * planned - 1) {
                missing.add(due + " of " + Math.round(planned) + " planned requests were made in the " + phase.word());
            }
        }
        if (!missing.isEmpty()) {
            findings.add(Finding.note(
                    Result.NOT_PROVEN,
                    "load generator",
                    "only " + String.join(", ", missing) + ": the generator fell short by itself"));
        }
    }

    private void steadyState(Assessor assessor, Stretches stretches) {
        for (Objective objective : scenario.steadyState()) {
            Window window = stretches.of(objective.moment());
            if (window == null) {
                continue;
            }
            Measurement found = assessor.assess(objective, window);
            Result result = found.passes(objective) ? Result.PASS : Result.NOT_PROVEN;
            findings.add(
                    finding(result, ObjectiveRole.STEADY_STATE, objective, objective.bound(), assessor, found, null));
        }
    }

    private void effect(Assessor assessor, Stretches stretches) {
        boolean seen = observed.faults().stream()
                .allMatch(fault -> fault.evidence().stream().anyMatch(one -> one.kind() == Evidence.Kind.OBSERVED));
        for (Objective objective : scenario.effect()) {
            Window window = stretches.effect(objective.moment());
            Measurement found = window == null || window.isEmpty()
                    ? new Measurement(Status.NO_DATA, null, 0, 1, 1, new Window(0, 0))
                    : assessor.assess(objective, window);
            boolean holds = found.status() == Status.HOLDS;
            Margin margin = window == null ? null : assessor.margin(objective, found, window);
            Result result = holds ? Result.PASS : Result.NOT_PROVEN;
            findings.add(finding(
                    unlessUncertain(result, margin),
                    ObjectiveRole.EFFECT,
                    objective,
                    objective.bound(),
                    assessor,
                    found,
                    margin));
        }
        if (!seen && scenario.effect().isEmpty()) {
            findings.add(Finding.note(
                    Result.NOT_PROVEN,
                    "effect",
                    "nothing shows that the fault was real: no effect was observed; give the scenario an effect:"
                            + " objective that only holds while the fault is on"));
        }
    }

    private void slo(Assessor assessor, Objective objective, @Nullable Window window) {
        if (window == null || window.isEmpty()) {
            findings.add(new Finding(
                    Result.NOT_PROVEN,
                    ObjectiveRole.SLO,
                    objective.name(),
                    Words.moment(objective),
                    Words.bound(objective, objective.bound(), null),
                    null,
                    objective.name() + ": the run never came to " + Words.moment(objective)));
            return;
        }
        Measurement found = assessor.assess(objective, window);
        Result result = found.passes(objective)
                ? Result.PASS
                : found.status() == Status.BREACHED ? Result.BREACH : Result.NOT_PROVEN;
        Bound bound = objective.bound();
        Margin margin = assessor.margin(objective, found, window);
        result = unlessUncertain(result, margin);
        if (result == Result.PASS && objective.warn() != null) {
            Measurement tighter = assessor.assess(objective, objective.warn(), window);
            if (tighter.status() == Status.BREACHED) {
                result = Result.WARN;
                bound = objective.warn();
                found = tighter;
                margin = null;
            }
        }
        findings.add(finding(result, ObjectiveRole.SLO, objective, bound, assessor, found, margin));
    }

    private static Result unlessUncertain(Result result, @Nullable Margin margin) {
        return result == Result.PASS && margin != null && margin.isUncertain() ? Result.WARN : result;
    }

    private Finding finding(
            Result result,
            ObjectiveRole role,
            Objective objective,
            Bound bound,
            Assessor assessor,
            Measurement found,
            @Nullable Margin margin) {
        String limit = Words.bound(objective, bound, assessor.limit(objective.indicator(), bound));
        String measured = found.valueIn(objective.indicator().dimension());
        String when = Words.moment(objective)
                + (objective.span() instanceof Span.Whole || observed.times() == null
                        ? ""
                        : ", worst window from " + Words.offset(observed.times(), found.window()));
        return new Finding(
                result,
                role,
                objective.name(),
                when,
                limit,
                measured.isEmpty() ? null : measured,
                Words.sentence(result, role, objective, limit, measured, when, found)
                        + assessor.whyNoData(objective, found)
                        + (margin == null
                                ? ""
                                : margin.words(objective.indicator().dimension())));
    }
}
