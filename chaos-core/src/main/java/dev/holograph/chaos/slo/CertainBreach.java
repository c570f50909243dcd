package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.RequestMix;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds, while the fault phase lasts, an SLO of it that is breached whatever comes later. It asks the evaluator that gives
 * the verdict, of a window in which all that is not known yet went as well as it can: good answers at once. What more good
 * answers can only make better, and is breached even so, stays breached.
 *
 * <p>Only absolute upper bounds of error rate and latency are looked at: a relative bound moves with answers to the
 * baseline that are still to come, and a throughput with requests that move to an injection.
 */
final class CertainBreach {

    /** A generator may tell of a request this much later than it gave a sign of life. */
    private static final long TOLD_LATE_MICROS = 500_000;

    /** Looked at once a second; windows are looked at again a little longer than their last request can be open. */
    private static final long LOOKED_AT_AGAIN_MICROS = 5_000_000;

    private final Scenario scenario;
    private final SeriesRecorder recorder;
    private final RequestIndicatorEvaluator evaluator;

    CertainBreach(Scenario scenario, SeriesRecorder recorder, LatencyBounds bounds) {
        this.scenario = scenario;
        this.recorder = recorder;
        this.evaluator = new RequestIndicatorEvaluator(bounds, PlannedRequests.of(scenario));
    }

    /** An objective with the window in which it cannot hold any more. */
    record Found(Objective objective, Window window) {}

    /**
     * @param from the first injection was requested
     * @param loadsEnd no request is due later, however long the phase lasts
     */
    Optional<Found> find(Instant from, Instant loadsEnd, Instant now) {
        long begins = Window.down(Window.micros(from));
        long known = Window.down(Math.min(recorder.knownUntil() - TOLD_LATE_MICROS, Window.micros(now)));
        for (Objective objective : scenario.slo()) {
            if (canBeCertain(objective)) {
                Optional<Window> breached = objective.span() instanceof WindowRule.Every every
                        ? inWindows(
                                objective,
                                WindowEvaluator.wholeCells(every.window().toNanos() / 1000),
                                begins,
                                known)
                        : inAll(
                                objective,
                                new Window(begins, Window.around(from, loadsEnd).to()),
                                known);
                if (breached.isPresent()) {
                    return Optional.of(new Found(objective, breached.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean canBeCertain(Objective objective) {
        Indicator indicator = objective.indicator();
        boolean isOfRequests = indicator instanceof Indicator.ErrorRate
                || indicator instanceof Indicator.Percentile
                || indicator instanceof Indicator.Statistic;
        boolean isUpper = objective.comparison() == Comparison.LESS || objective.comparison() == Comparison.AT_MOST;
        return isOfRequests
                && isUpper
                && objective.bound() instanceof Bound.Absolute
                && objective.moment() instanceof EvaluationPhase.During during
                && during.phase() == Phase.FAULT;
    }

    /**
     * A window that is over is one of the verdict's, however long the phase still lasts. The first one is before it is
     * over: if the phase ends within it, what was measured until then is judged in its place.
     */
    private Optional<Window> inWindows(Objective objective, long length, long begins, long known) {
        Window earliest = new Window(begins, begins + length);
        if (earliest.to() > known) {
            return inAll(objective, earliest, known);
        }
        long settled = known - length - recorder.timeoutMicros() - LOOKED_AT_AGAIN_MICROS;
        long first = begins + Math.max(0, (settled - begins) / Cell.LENGTH) * Cell.LENGTH;
        for (long at = first; at + length <= known; at += Cell.LENGTH) {
            Window window = new Window(at, at + length);
            if (isBreached(objective, window, known)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    /** How many requests will have been due in all is known of open loads alone. */
    private Optional<Window> inAll(Objective objective, Window longest, long known) {
        RequestSelection requests = objective.indicator().requests();
        boolean isOpen = scenario.loads().stream()
                .filter(load -> requests.isAll() || requests.shareOf(load) > 0)
                .allMatch(load -> load.arrivals() instanceof ArrivalModel.Open);
        return isOpen && isBreached(objective, longest, known) ? Optional.of(longest) : Optional.empty();
    }

    /** @param known what ended up to here has been reported */
    private boolean isBreached(Objective objective, Window window, long known) {
        RequestSelection requests = objective.indicator().requests();
        double bound = ((Bound.Absolute) objective.bound()).value().value();
        long tooOldBefore = objective.indicator() instanceof Indicator.Percentile
                ? known - LatencyBounds.firstBeyond(objective.comparison(), bound)
                : Long.MIN_VALUE;
        WindowStats best = recorder.atBest(requests, window, planned(requests, window), tooOldBefore);
        return evaluator
                        .decide(objective.indicator(), objective.comparison(), bound, best)
                        .status()
                == Status.BREACHED;
    }

    /** The most that can be due. */
    private long planned(RequestSelection requests, Window window) {
        long all = 0;
        for (Load load : scenario.loads()) {
            if (load.arrivals() instanceof ArrivalModel.Open open) {
                // Less a billionth: 0.1 s of 30/s are 3, and not 3.0000000000000004.
                double share = requests.shareOf(load);
                all += (long) Math.ceil(share * open.perSecond() * window.seconds() * (1 - 1e-9))
                        + (requests.isPartOf(load) ? RequestMix.ASTRAY : 0);
            }
        }
        return all;
    }
}
