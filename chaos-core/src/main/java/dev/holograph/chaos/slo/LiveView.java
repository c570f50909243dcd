package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Span;
import dev.holograph.chaos.slo.Measurement.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a run stands while it lasts: for the gate before the fault, for abort conditions and for the progress line. */
public final class LiveView {

    private final Scenario scenario;
    private final SeriesRecorder recorder;
    private final Thresholds thresholds;
    private @Nullable Instant lastAsked;

    public LiveView(Scenario scenario, SeriesRecorder recorder, Thresholds thresholds) {
        this.scenario = scenario;
        this.recorder = recorder;
        this.thresholds = thresholds;
    }

    /** What stands in the way of a fault: each steady state objective that does not hold in the baseline. */
    public List<String> notSteady(Instant baselineFrom, Instant now) {
        Window baseline = Window.within(baselineFrom, now);
        Assessor assessor = live(now, baseline);
        List<String> wrong = new ArrayList<>();
        for (Objective objective : scenario.steadyState()) {
            Measurement found = assessor.assess(objective, baseline);
            boolean nothingAnswered = found.status() == Status.NOTHING_DUE && recorder.dueIn(baseline) > 0;
            if (nothingAnswered) {
                wrong.add(objective.name() + ": " + recorder.dueIn(baseline)
                        + " requests were due, and nothing was answered");
            } else if (found.status() != Status.HOLDS && found.status() != Status.NOTHING_DUE) {
                String bound = Words.bound(objective, objective.bound(), null);
                wrong.add(Words.sentence(
                        Result.NOT_PROVEN,
                        ObjectiveRole.STEADY_STATE,
                        objective,
                        bound,
                        found.valueIn(objective.indicator().dimension()),
                        Words.moment(objective),
                        found));
            }
        }
        return wrong;
    }

    /** The abort condition that holds now, told in a sentence. */
    public Optional<String> abort(Instant from, Instant now) {
        for (Objective objective : scenario.abortIf()) {
            long window = objective.span() instanceof Span.Any any
                    ? any.window().toNanos() / 1000
                    : Duration.between(from, now).toNanos() / 1000;
            // Only the newest windows: the earlier ones were looked at when they were new.
            long start = Math.max(Window.micros(from), Window.micros(now) - window - 2_000_000);
            Window stretch = Window.within(Window.instant(start), now);
            if (stretch.to() - stretch.from() < window / Cell.LENGTH * Cell.LENGTH) {
                continue;
            }
            Measurement found = live(now, null).anyHolding(objective, window, stretch);
            if (found != null) {
                return Optional.of(objective.text() + ": "
                        + found.valueIn(objective.indicator().dimension()));
            }
            if (objective.indicator() instanceof Indicator.ErrorRate
                    && objective.comparison().holds(1, limit(objective))
                    && nothingAnswered(
                            new Window(stretch.to() - window / Cell.LENGTH * Cell.LENGTH, stretch.to()), now)) {
                return Optional.of(objective.text() + ": requests are due, and nothing is answered");
            }
        }
        return Optional.empty();
    }

    private boolean nothingAnswered(Window window, Instant now) {
        return recorder.live(window, Window.micros(now)).due() == 0 && recorder.dueIn(window) > 0;
    }

    private double limit(Objective objective) {
        Double limit = live(Instant.EPOCH, null).limit(objective.indicator(), objective.bound());
        return limit == null ? Double.MAX_VALUE : limit;
    }

    /** What has come since this was last asked. */
    public Standing standing(Instant now) {
        Cell arrived = recorder.takeArrived();
        double seconds =
                lastAsked == null ? 1 : Duration.between(lastAsked, now).toNanos() / 1e9;
        lastAsked = now;
        long all = arrived.ok + arrived.failed + arrived.timedOut + arrived.unsent;
        Duration p95 =
                arrived.latencies == null ? null : Duration.ofNanos(arrived.latencies.getValueAtPercentile(95) * 1000);
        return new Standing(
                arrived.ok / Math.max(seconds, 1e-3), all == 0 ? 0 : (double) (all - arrived.ok) / all, p95);
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

    private Assessor live(Instant now, @Nullable Window baseline) {
        return new Assessor(thresholds, window -> recorder.live(window, Window.micros(now)), baseline);
    }
}
