package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one run: was there a steady state to start from, was the fault observed, did every objective hold, is the
 * system healthy again, is nothing lost, and was the generator itself in order.
 */
final class Evaluator {

    private final RunObservations observed;
    private final Scenario scenario;
    private final @Nullable RunTimes times;
    private final List<RunFinding> findings = new ArrayList<>();
    private final List<ObjectiveResult> objectives = new ArrayList<>();
    private final List<FaultEvidence> faults = new ArrayList<>();
    private List<EpisodeRecovery> recoveries = List.of();

    Evaluator(RunObservations observed) {
        this.observed = observed;
        this.scenario = observed.scenario();
        this.times = observed.times();
    }

    Evaluation evaluation() {
        observed.findings().forEach(finding -> findings.add(new RunFinding.Note(finding)));
        if (times != null) {
            judge(times);
        }
        return new Evaluation(
                findings,
                inOrder(),
                faults,
                recoveries,
                observed.ledger(),
                times == null ? null : times.firstDue(),
                observed.series().metrics().names());
    }

    private void judge(RunTimes times) {
        RunTimeline timeline = new RunTimeline(times, observed.faults(), scenario.recovery());
        WindowEvaluator assessor = new WindowEvaluator(
                observed.series().thresholds(),
                SampleSource.of(observed.series()),
                timeline.of(Phase.BASELINE),
                PlannedRequests.of(scenario));
        ObjectiveEvaluator evaluator = new ObjectiveEvaluator(assessor, new PhaseValues(assessor, timeline)::of);
        if (times.baseline() != null) {
            findings.addAll(LoadCheck.of(observed, timeline));
            steadyState(evaluator, timeline);
            if (times.fault() != null && times.end() != null) {
                if (observed.faults().isEmpty()) {
                    findings.add(new RunFinding.NoFault());
                } else {
                    effect(evaluator, timeline, new PhaseValues(assessor, timeline));
                    slo(evaluator, timeline, assessor, times.end());
                }
            }
        }
        notJudged(evaluator);
    }

    private void steadyState(ObjectiveEvaluator evaluator, RunTimeline timeline) {
        for (Objective objective : scenario.steadyState()) {
            List<MeasurementWindow> where = timeline.of(objective.moment());
            if (!where.isEmpty()) {
                judged(evaluator.of(ObjectiveRole.STEADY_STATE, objective, where));
            }
        }
    }

    private void effect(ObjectiveEvaluator evaluator, RunTimeline timeline, PhaseValues values) {
        List<Objective> heldBefore = new ArrayList<>();
        for (Objective objective : scenario.effect()) {
            judged(evaluator.of(ObjectiveRole.EFFECT, objective, timeline.effect(objective.moment())));
            ObjectiveResult before = evaluator.of(
                    ObjectiveRole.EFFECT, objective, timeline.of(new EvaluationPhase.During(Phase.BASELINE)));
            if (before.status() == Status.HOLDS) {
                heldBefore.add(objective);
            }
        }
        List<String> names = FaultNames.of(observed.faults());
        for (int i = 0; i < names.size(); i++) {
            FaultRecord fault = observed.faults().get(i);
            List<Objective> about = scenario.effect().stream()
                    .filter(objective -> !(objective.moment() instanceof EvaluationPhase.DuringFault during)
                            || during.fault().equals(fault.name()))
                    .toList();
            List<Objective> looking = about.stream()
                    .filter(objective -> !heldBefore.contains(objective))
                    .toList();
            Set<RequestSelection> judged = judgedRequests();
            boolean isFelt = looking.stream().anyMatch(one -> isOfLoad(one) && isSeenOnJudged(one))
                    || judged.stream().anyMatch(requests -> LoadFeeling.isFelt(requests, values::of));
            FewRequests requests = new FewRequests(observed.series().witnesses(), timeline.whileOn(i));
            boolean isUnasked = isUnasked(fault.name(), requests);
            FaultEvidence evidence = new FaultEvidence(
                    names.get(i),
                    names.size() == 1,
                    fault.evidence(),
                    !looking.isEmpty(),
                    about.stream().filter(heldBefore::contains).toList(),
                    isFelt ? null : onlyAskedBy(fault.name(), requests),
                    isUnasked);
            faults.add(evidence);
            if (evidence.result() != Result.PASS) {
                findings.add(evidence);
            }
        }
        findings.addAll(UnreadTraffic.of(observed, timeline));
        notBack();
    }

    /** A fault that is repeated is looked at once, at the end. */
    private void notBack() {
        for (FaultRecord fault : observed.faults()) {
            fault.evidence().stream()
                    .map(Evidence::notBack)
                    .filter(Objects::nonNull)
                    .map(what -> new RunFinding.NotBack(fault.name(), what))
                    .filter(finding -> !findings.contains(finding))
                    .forEach(findings::add);
        }
    }

    /**
     * Who asks the target of a network fault, if that is a probe alone which no slo is about, or loads with few of all
     * requests. A target behind the system, which nothing in the scenario asks, is left to what the driver saw.
     */
    private @Nullable String onlyAskedBy(String fault, FewRequests requests) {
        Optional<FaultStep> step = scenario.faults().stream()
                .filter(one -> one.name().equals(fault) && one.fault().type().isOfNetwork())
                .findFirst();
        if (step.isEmpty()) {
            return null;
        }
        String target = step.get().target();
        Ledger ledger = scenario.ledger();
        List<Probe> probes = scenario.probes().stream()
                .filter(probe -> probe.target().equals(target))
                .toList();
        if ((ledger != null && ledger.target().equals(target))
                || probes.stream().anyMatch(this::isJudged)) {
            return null;
        }
        List<Load> loads = scenario.loads().stream()
                .filter(load -> load.profile().target().equals(target))
                .toList();
        if (!loads.isEmpty() && loads.stream().noneMatch(this::isJudged)) {
            return "the load '" + loads.get(0).name() + "', which no slo is about,";
        }
        if (!loads.isEmpty()) {
            return requests.of(loads, scenario.loads()).orElse(null);
        }
        return probes.isEmpty() ? null : "the probe '" + probes.get(0).name() + "'";
    }

    /** Whether the loads that are to ask the target of a fault made requests while it was on, but none to it. */
    private boolean isUnasked(String fault, FewRequests requests) {
        return scenario.faults().stream()
                .filter(one -> one.name().equals(fault))
                .map(FaultStep::target)
                .anyMatch(target -> requests.isUnasked(scenario.loads().stream()
                        .filter(load -> load.profile().target().equals(target))
                        .toList()));
    }

    /** An effect on a probe shows that the fault is on, not that the load feels it; an slo makes it what is judged. */
    private boolean isJudged(Probe probe) {
        return scenario.slo().stream().anyMatch(objective -> isOf(probe, objective));
    }

    /** The requests that the slo is about; all of them if it does not choose. */
    private Set<RequestSelection> judgedRequests() {
        Set<RequestSelection> judged = scenario.slo().stream()
                .map(Objective::indicator)
                .filter(Indicator::isOfRequests)
                .map(Indicator::requests)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return judged.isEmpty() || judged.contains(RequestSelection.ALL) ? Set.of(RequestSelection.ALL) : judged;
    }

    /** Whether the slo is about requests of this load. */
    private boolean isJudged(Load load) {
        return judgedRequests().stream().anyMatch(requests -> requests.isAll() || requests.shareOf(load) > 0);
    }

    /** Whether an effect is seen on requests of no other loads than those that the slo is about. */
    private boolean isSeenOnJudged(Objective effect) {
        RequestSelection seen = effect.indicator().requests();
        return scenario.loads().stream().filter(load -> seen.shareOf(load) > 0).allMatch(this::isJudged);
    }

    private boolean isOfLoad(Objective objective) {
        return scenario.probes().stream().noneMatch(probe -> isOf(probe, objective));
    }

    private static boolean isOf(Probe probe, Objective objective) {
        return objective.indicator() instanceof Indicator.OfMetric metric
                && probe.metrics().contains(metric.metric().name());
    }

    private void slo(ObjectiveEvaluator evaluator, RunTimeline timeline, WindowEvaluator assessor, Instant end) {
        recoveries = EpisodeRecovery.of(scenario, observed.faults(), end, assessor);
        if (scenario.slo().stream().noneMatch(one -> one.indicator() instanceof Indicator.RecoveryTime)) {
            List<RunFinding> unsteady = new ArrayList<>();
            recoveries
                    .get(recoveries.size() - 1)
                    .unsteadyAtEnd()
                    .forEach(one -> unsteady.add(new RunFinding.NotSteadyAtEnd(one)));
            findings.addAll(0, unsteady); // nothing else in a report matters as much to who reads it
        }
        findings.addAll(UnjudgedFailures.of(observed, timeline));
        findings.addAll(SilentProbes.of(observed, timeline));
        for (Objective objective : scenario.slo()) {
            if (objective.indicator() instanceof Indicator.RecoveryTime) {
                judged(RecoveryTimeEvaluator.of(objective, recoveries, scenario.recovery()));
            } else if (objective.indicator() instanceof Indicator.LostWrites) {
                judged(LostWritesEvaluator.of(objective, observed.ledger()));
            } else {
                judged(evaluator.of(ObjectiveRole.SLO, objective, timeline.of(objective.moment())));
            }
        }
    }

    private void judged(ObjectiveResult result) {
        findings.add(result);
        objectives.add(result);
    }

    private void notJudged(ObjectiveEvaluator evaluator) {
        for (ObjectiveRole role : Evaluation.ROLES) {
            for (Objective objective : scenario.objectives(role)) {
                if (find(role, objective) == null) {
                    objectives.add(evaluator.notJudged(role, objective));
                }
            }
        }
    }

    /** As the scenario lists them. */
    private List<ObjectiveResult> inOrder() {
        List<ObjectiveResult> ordered = new ArrayList<>();
        for (ObjectiveRole role : Evaluation.ROLES) {
            for (Objective objective : scenario.objectives(role)) {
                ObjectiveResult found = find(role, objective);
                ordered.add(
                        found == null ? ObjectiveResult.without(role, objective, Status.NOT_JUDGED, Map.of()) : found);
            }
        }
        return ordered;
    }

    private @Nullable ObjectiveResult find(ObjectiveRole role, Objective objective) {
        return objectives.stream()
                .filter(one -> one.role() == role && one.objective().equals(objective))
                .findFirst()
                .orElse(null);
    }

    /** An indicator's value over each whole phase; each indicator is measured once. */
    private static final class PhaseValues {

        private final WindowEvaluator assessor;
        private final RunTimeline timeline;
        private final Map<Indicator, Map<Phase, Double>> known = new HashMap<>();

        PhaseValues(WindowEvaluator assessor, RunTimeline timeline) {
            this.assessor = assessor;
            this.timeline = timeline;
        }

        Map<Phase, Double> of(Indicator indicator) {
            return known.computeIfAbsent(indicator, this::measured);
        }

        private Map<Phase, Double> measured(Indicator indicator) {
            Map<Phase, Double> values = new HashMap<>();
            for (Phase phase : List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY)) {
                Window window = timeline.of(phase);
                Double value = window == null ? null : assessor.value(indicator, window);
                if (value != null) {
                    values.put(phase, value);
                }
            }
            return values;
        }
    }
}
