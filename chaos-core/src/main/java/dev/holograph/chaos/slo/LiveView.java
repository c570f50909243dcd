package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.WindowRule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How a run stands while it lasts: for the gate before the fault, for abort conditions and for the progress line. */
public final class LiveView {

    /** Asked once a second; a second more where the machine is busy. */
    private static final Duration LOOKED_AT_LATEST = Duration.ofSeconds(2);

    private final Scenario scenario;
    private final SeriesRecorder recorder;
    private final LatencyBounds bounds;
    private @Nullable Instant lastAsked;

    public LiveView(Scenario scenario, SeriesRecorder recorder, LatencyBounds bounds) {
        this.scenario = scenario;
        this.recorder = recorder;
        this.bounds = bounds;
    }

    /** What stands in the way of a fault: each steady state objective that does not hold in the baseline. */
    public List<String> notSteady(Instant baselineFrom, Instant now) {
        Window baseline = Window.within(baselineFrom, now);
        WindowEvaluator evaluator = live(now, baseline);
        List<String> wrong = new ArrayList<>();
        for (Objective objective : scenario.steadyState()) {
            if (WindowResult.passes(evaluator.status(objective, baseline), objective)) {
                continue; // without merging latencies, for which the load engine would have to wait
            }
            WindowResult found = evaluator.evaluate(objective, baseline);
            if (!found.passes(objective)) {
                String bound = FindingFormatter.bound(objective, objective.bound(), null);
                wrong.add(FindingFormatter.sentence(
                                Result.NOT_PROVEN,
                                ObjectiveRole.STEADY_STATE,
                                objective,
                                bound,
                                FindingFormatter.value(objective, found.value()),
                                FindingFormatter.moment(objective),
                                found)
                        + (evaluator.neverCame(objective, found)
                                ? FindingFormatter.neverCame(
                                        objective, recorder.metrics().names())
                                : ""));
            }
        }
        return wrong;
    }

    /**
     * The abort condition that holds now, as a sentence.
     *
     * @param from when the first fault was to come; windows that were over before do not count
     */
    public Optional<String> abort(Instant from, Instant now) {
        for (Objective objective : scenario.abortIf()) {
            WindowRule.Any any = (WindowRule.Any) objective.span(); // the parser lets nothing else pass
            Duration window = any.window();
            // Older windows were looked at before; but one is not settled until its last request has timed out.
            Instant settled = now.minus(window)
                    .minus(recorder.timeoutMicros(), ChronoUnit.MICROS)
                    .minus(LOOKED_AT_LATEST);
            Instant start = from.minus(window).isAfter(settled) ? from.minus(window) : settled;
            WindowResult found =
                    live(now, null).anyHolding(objective, window.toNanos() / 1000, Window.within(start, now));
            if (found != null) {
                return Optional.of(objective.text() + ": " + FindingFormatter.value(objective, found.value()));
            }
        }
        return Optional.empty();
    }

    /**
     * An SLO of the fault phase that is breached whatever comes later, as a sentence.
     *
     * @param from the first injection was requested
     * @param loadsEnd no request is due later, however long the phase lasts
     */
    public Optional<String> certainBreach(Instant from, Instant loadsEnd, Instant now) {
        return new CertainBreach(scenario, recorder, bounds)
                .find(from, loadsEnd, now)
                .map(found -> told(found, now));
    }

    /**
     * Up to where the recovery after the last fault was seen, if it is believed by then. What was due before that moment
     * has its outcome.
     *
     * @param times so far; the run is in its recovery phase
     * @param faults that were injected
     */
    public Optional<Instant> believedRecovery(RunTimes times, List<FaultRecord> faults, Instant now) {
        return new BelievedRecovery(scenario, recorder).find(times, faults, now, baseline -> live(now, baseline));
    }

    /** An objective for which the recovery phase must last as long as it says, in its own words. */
    public static Optional<String> needsAllOfTheRecovery(Scenario scenario) {
        return BelievedRecovery.needsAllOfIt(scenario).map(Objective::text);
    }

    private String told(CertainBreach.Found found, Instant now) {
        Double value = live(now, null).value(found.objective().indicator(), found.window());
        return found.objective().text() + ": " + FindingFormatter.value(found.objective(), value);
    }

    /** What has come since the last call; {@code null} where no request counts. */
    public @Nullable Standing standing(Instant now) {
        if (!scenario.countsRequests()) {
            return null;
        }
        Cell arrived = recorder.takeArrived();
        double seconds =
                lastAsked == null ? 1 : Duration.between(lastAsked, now).toNanos() / 1e9;
        lastAsked = now;
        long all = arrived.ok + arrived.failed + arrived.timedOut + arrived.unsent;
        return new Standing(
                arrived.ok / Math.max(seconds, 1e-3),
                all == 0 ? 0 : (double) (all - arrived.ok) / all,
                arrived.measured() == 0 ? null : p95(arrived.latencies));
    }

    private static Duration p95(Latencies latencies) {
        Histogram histogram = new Histogram(Latencies.DIGITS);
        latencies.addTo(histogram);
        return Duration.ofNanos(histogram.getValueAtPercentile(95) * 1000);
    }

    /**
     * What has come in a while, by the time it came and not by the time it was due.
     *
     * @param rate good answers each second
     * @param errors share of the outcomes that are none
     * @param p95 {@code null} where nothing was answered
     */
    public record Standing(
            double rate, double errors, @Nullable Duration p95) {}

    private WindowEvaluator live(Instant now, @Nullable Window baseline) {
        return new WindowEvaluator(bounds, readings(now), baseline, PlannedRequests.of(scenario));
    }

    private SampleSource readings(Instant now) {
        return readings(RequestSelection.ALL, now);
    }

    private SampleSource readings(RequestSelection selected, Instant now) {
        return new SampleSource() {
            @Override
            public WindowStats over(Window window) {
                return recorder.live(selected, window, Window.micros(now));
            }

            @Override
            public SampleSource only(RequestSelection requests) {
                return requests.equals(selected) ? this : readings(requests, now);
            }

            @Override
            public Metrics metrics() {
                return recorder.metrics();
            }

            @Override
            public MetricStats over(Metric metric, Window window) {
                return recorder.metrics().live(metric, window);
            }
        };
    }
}
