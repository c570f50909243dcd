package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Moment;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

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
        Stretches stretches =
                new Stretches(times, observed.faults(), observed.scenario().recovery());
        Assessor assessor = new Assessor(
                observed.series().thresholds(),
                Readings.of(observed.series()),
                stretches.of(Phase.BASELINE),
                Words.plannedRate(scenario));
        findings.addAll(LoadCheck.of(observed, stretches));
        steadyState(assessor, stretches);
        if (times.fault() == null || times.end() == null) {
            return findings;
        }
        if (observed.faults().isEmpty()) {
            findings.add(Finding.note(Result.NOT_PROVEN, "effect", "no fault was injected"));
            return findings;
        }
        effect(assessor, stretches);
        RecoveryFinding recovery = new RecoveryFinding(observed, times.end(), assessor);
        if (scenario.slo().stream().noneMatch(one -> one.indicator() instanceof Indicator.RecoveryTime)) {
            recovery.atTheEnd().ifPresent(finding -> findings.add(0, finding));
        }
        for (Objective objective : scenario.slo()) {
            if (objective.indicator() instanceof Indicator.RecoveryTime) {
                findings.add(recovery.of(objective));
            } else if (objective.indicator() instanceof Indicator.LostWrites) {
                findings.add(LostWritesFinding.of(objective, observed.ledger()));
            } else {
                findings.add(new ObjectiveFinding(assessor, times)
                        .of(ObjectiveRole.SLO, objective, stretches.of(objective.moment())));
            }
        }
        return findings;
    }

    private void steadyState(Assessor assessor, Stretches stretches) {
        ObjectiveFinding found = new ObjectiveFinding(assessor, observed.times());
        for (Objective objective : scenario.steadyState()) {
            List<Stretch> where = stretches.of(objective.moment());
            if (!where.isEmpty()) {
                findings.add(found.of(ObjectiveRole.STEADY_STATE, objective, where));
            }
        }
    }

    private void effect(Assessor assessor, Stretches stretches) {
        ObjectiveFinding found = new ObjectiveFinding(assessor, observed.times());
        for (Objective objective : scenario.effect()) {
            findings.add(found.of(ObjectiveRole.EFFECT, objective, stretches.effect(objective.moment())));
        }
        for (String fault : notSeen()) {
            findings.add(Finding.note(
                    Result.NOT_PROVEN,
                    "effect",
                    "nothing shows that " + fault + " was real: no effect was observed; give the scenario an effect:"
                            + " objective that only holds while "
                            + (observed.faults().size() == 1 ? "the fault" : "it")
                            + " is on"));
        }
    }

    /** Faults that no driver saw at work, and that no objective under {@code effect:} looks at. */
    private List<String> notSeen() {
        List<FaultRecord> faults = observed.faults();
        List<String> names = FaultNames.of(faults);
        List<String> notSeen = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            FaultRecord fault = faults.get(i);
            boolean seen = fault.evidence().stream().anyMatch(one -> one.kind() == Evidence.Kind.OBSERVED);
            boolean lookedAt = scenario.effect().stream()
                    .anyMatch(objective -> !(objective.moment() instanceof Moment.DuringFault during)
                            || during.fault().equals(fault.name()));
            if (!seen && !lookedAt) {
                notSeen.add(faults.size() == 1 ? "the fault" : "fault " + names.get(i));
            }
        }
        return notSeen;
    }
}
