package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.WindowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for requests that failed and that no objective sees: a kind that is dead while many good answers of others dilute
 * it, failures where only latencies are judged, since what fails at once has none, and outages in which the users of a
 * closed load ask little.
 *
 * <p>In the fault phase only what an slo is about counts: a scenario may mean to break the rest.
 */
final class UnjudgedFailures {

    private static final List<Phase> JUDGED = List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY);

    /** Fewer in a row may be chance. */
    private static final int FEWEST_DEAD = 3;

    /** As many more than usual: fewer may be chance, too. */
    private static final int FEWEST_FAILED = 5;

    private static final double MORE_ERRORS = 0.01;

    private static final long SHORTEST_OUTAGE_MICROS = 1_000_000;

    private final Scenario scenario;
    private final RunTimeline timeline;
    private final List<Requests> requests;
    private final Metrics metrics;

    /** One kind of requests of one load. */
    private record Requests(String load, RequestOutcomes outcomes) {
        boolean areMeant(Objective objective) {
            return objective.indicator().isOfRequests()
                    && objective.indicator().requests().selects(load, outcomes.request());
        }
    }

    private UnjudgedFailures(RunObservations observed, RunTimeline timeline) {
        this.scenario = observed.scenario();
        this.timeline = timeline;
        this.metrics = observed.series().metrics();
        this.requests = observed.series().witnesses().loads().stream()
                .flatMap(load -> load.requests().stream().map(outcomes -> new Requests(load.load(), outcomes)))
                .toList();
    }

    static List<RunFinding.UnjudgedFailure> of(RunObservations observed, RunTimeline timeline) {
        UnjudgedFailures check = new UnjudgedFailures(observed, timeline);
        List<RunFinding.UnjudgedFailure> found = new ArrayList<>();
        for (Requests some : check.requests) {
            check.dead(some).or(() -> check.failed(some)).ifPresent(found::add);
        }
        for (Load load : check.scenario.loads()) {
            if (load.arrivals() instanceof ArrivalModel.Closed) {
                check.fewAsked(load).ifPresent(found::add);
            }
        }
        for (Load load : check.scenario.loads()) {
            if (load.isObserved()) {
                check.ofScript(load.name()).ifPresent(found::add);
            }
        }
        return found;
    }

    /** All of them failed for a long time. */
    private Optional<RunFinding.UnjudgedFailure> dead(Requests some) {
        List<RunFinding.FailedPhase> dead = new ArrayList<>();
        for (Phase phase : JUDGED) {
            Window range = timeline.of(phase);
            if (range == null
                    || objectives(phase)
                            .anyMatch(isOfFailures().and(this::isOfOneKind).and(some::areMeant))
                    || isMeantToBreak(some, phase)) {
                continue;
            }
            Window window = some.outcomes().longestWithoutAnswer(range, FEWEST_DEAD);
            if (window == null) {
                continue;
            }
            long errors = some.outcomes().errors(window);
            long needed = Math.min(scenario.recovery().proof().toNanos() / 1000, (range.to() - range.from()) / 2);
            if (window.to() - window.from() >= needed) {
                dead.add(new RunFinding.FailedPhase(phase, window, errors, errors));
            }
        }
        return finding(some, dead, RunFinding.WhyUnjudged.DILUTED);
    }

    /** More of them failed at once than before, where nothing is said of failures at all. */
    private Optional<RunFinding.UnjudgedFailure> failed(Requests some) {
        List<RunFinding.FailedPhase> all = new ArrayList<>();
        Window baseline = timeline.of(Phase.BASELINE);
        for (Phase phase : JUDGED) {
            Window range = phase == Phase.RECOVERY ? endOfRecovery() : timeline.of(phase);
            if (range == null
                    || objectives(phase).anyMatch(isOfFailures().and(some::areMeant))
                    || (isMeantToBreak(some, phase) && !areCountedByScript(phase))) {
                continue;
            }
            long failed = some.outcomes().failed().over(range);
            long due = some.outcomes().all(range);
            Window usual = phase == Phase.BASELINE ? null : baseline;
            double more = failed - (usual == null ? 0 : some.outcomes().failedShare(usual)) * due;
            if (more - MORE_ERRORS * due >= FEWEST_FAILED
                    && ofMetrics(phase).noneMatch(one -> one.sees(ifOneOfSeveral(some.load()), usual, range, more))) {
                all.add(new RunFinding.FailedPhase(phase, range, failed, due));
            }
        }
        return finding(some, all, RunFinding.WhyUnjudged.AT_ONCE);
    }

    /**
     * In a closed load an outage is a smaller share of the requests than of the time: a user that is refused asks again
     * after a while, and one that is answered at once.
     */
    private Optional<RunFinding.UnjudgedFailure> fewAsked(Load load) {
        Requests all = new Requests(
                load.name(),
                RequestOutcomes.together(requests.stream()
                        .filter(one -> one.load().equals(load.name()))
                        .map(Requests::outcomes)
                        .toList()));
        List<RunFinding.FailedPhase> found = new ArrayList<>();
        for (Phase phase : JUDGED) {
            Window range = phase == Phase.RECOVERY ? endOfRecovery() : timeline.of(phase);
            if (range == null
                    || objectives(phase)
                            .anyMatch(one -> one.indicator() instanceof Indicator.Throughput && all.areMeant(one))) {
                continue;
            }
            Window outage = all.outcomes().longestWithoutAnswer(range, FEWEST_DEAD);
            long length = outage == null ? 0 : outage.to() - outage.from();
            if (outage != null
                    && length >= SHORTEST_OUTAGE_MICROS
                    && objectives(phase).filter(all::areMeant).anyMatch(one -> length > forgiven(one, range))) {
                long errors = all.outcomes().errors(outage);
                found.add(new RunFinding.FailedPhase(phase, outage, errors, errors));
            }
        }
        return finding(all, found, RunFinding.WhyUnjudged.FEW_ASKED);
    }

    /** The same of scripts, of whose requests only k6's own count of failures is known. */
    private Optional<RunFinding.UnjudgedFailure> ofScript(String load) {
        Metric metric = Metrics.failuresOf(load, scenario);
        List<RunFinding.FailedPhase> found = new ArrayList<>();
        Window baseline = timeline.of(Phase.BASELINE);
        double before = baseline == null ? 0 : share(metrics.over(metric, baseline));
        for (Phase phase : JUDGED) {
            Window range = phase == Phase.RECOVERY ? endOfRecovery() : timeline.of(phase);
            if (range == null
                    || (phase == Phase.FAULT && objectives(phase).findAny().isEmpty())) {
                continue;
            }
            MetricStats requests = metrics.over(metric, range);
            long failed = Math.round(share(requests) * requests.samples());
            double usual = phase == Phase.BASELINE ? 0 : before;
            double more = failed - usual * requests.samples();
            // What always fails may be meant: k6 counts a 404 that the script expects.
            boolean isJudged = ofMetrics(phase)
                    .anyMatch(one -> phase == Phase.BASELINE || one.sees(ifOneOfSeveral(load), baseline, range, more));
            if (!isJudged && more - MORE_ERRORS * requests.samples() >= FEWEST_FAILED) {
                found.add(new RunFinding.FailedPhase(phase, range, failed, requests.samples()));
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunFinding.UnjudgedFailure(
                        ifOneOfSeveral(load), null, found, RunFinding.WhyUnjudged.OF_A_SCRIPT));
    }

    private static double share(MetricStats stats) {
        return stats.samples() == 0 ? 0 : stats.fraction();
    }

    private Stream<MetricObjective> ofMetrics(Phase phase) {
        return objectives(phase)
                .map(one -> MetricObjective.of(one, scenario, metrics))
                .filter(Objects::nonNull);
    }

    /** How long an outage an objective on errors forgives where requests come evenly. */
    private static double forgiven(Objective objective, Window range) {
        if (!(objective.indicator() instanceof Indicator.ErrorRate)
                || !objective.comparison().isUpperBound()
                || !(objective.bound() instanceof Bound.Absolute absolute)) {
            return Double.MAX_VALUE;
        }
        long phase = range.to() - range.from();
        long window = objective.span() instanceof WindowRule.Every every
                ? Math.min(phase, every.window().toNanos() / 1000)
                : phase;
        return absolute.value().value() * window;
    }

    private Optional<RunFinding.UnjudgedFailure> finding(
            Requests some, List<RunFinding.FailedPhase> phases, RunFinding.WhyUnjudged why) {
        return phases.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunFinding.UnjudgedFailure(
                        ifOneOfSeveral(some.load()), some.outcomes().request(), phases, why));
    }

    private @Nullable String ifOneOfSeveral(String load) {
        return scenario.loads().size() == 1 ? null : load;
    }

    /** The time by which a recovery is believed: what failed before it is what recovery is about. */
    private @Nullable Window endOfRecovery() {
        Window recovery = timeline.of(Phase.RECOVERY);
        long proof = scenario.recovery().proof().toNanos() / 1000;
        return recovery == null ? null : new Window(Math.max(recovery.from(), recovery.to() - proof), recovery.to());
    }

    /** Whether the scenario leaves them out of what it demands under the fault. */
    private boolean isMeantToBreak(Requests some, Phase phase) {
        return phase == Phase.FAULT && objectives(phase).noneMatch(some::areMeant);
    }

    /** Whether the one load that there is has objectives on what its script counts: they are about its requests too. */
    private boolean areCountedByScript(Phase phase) {
        return scenario.loads().size() == 1 && ofMetrics(phase).findAny().isPresent();
    }

    /** What judges requests in a phase; recovery is measured by the steady state. */
    private Stream<Objective> objectives(Phase phase) {
        Stream<Objective> slo = scenario.slo().stream().filter(one -> isIn(one, phase));
        return phase == Phase.FAULT
                ? slo
                : Stream.concat(
                        slo,
                        scenario.steadyState().stream().filter(one -> phase == Phase.RECOVERY || isIn(one, phase)));
    }

    private static boolean isIn(Objective objective, Phase phase) {
        return objective.moment() instanceof EvaluationPhase.During during
                ? during.phase() == phase
                : objective.moment() instanceof EvaluationPhase.DuringFault && phase == Phase.FAULT;
    }

    private boolean isOfOneKind(Objective objective) {
        return requests.stream().filter(one -> one.areMeant(objective)).count() == 1;
    }

    private static Predicate<Objective> isOfFailures() {
        return one -> one.indicator() instanceof Indicator.ErrorRate || one.indicator() instanceof Indicator.Throughput;
    }
}
