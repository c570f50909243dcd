package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Span;
import dev.holograph.chaos.slo.Measurement.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds objectives against stretches of a series: the whole stretch, or each sliding window in it. */
final class Assessor {

    private final Measure measure;
    private final Function<Window, WindowStats> stats;
    private final @Nullable Window baseline;

    /** @param baseline what relative bounds are relative to; {@code null} while there is none */
    Assessor(Thresholds thresholds, Function<Window, WindowStats> stats, @Nullable Window baseline) {
        this.measure = new Measure(thresholds);
        this.stats = stats;
        this.baseline = baseline;
    }

    Measurement assess(Objective objective, Window stretch) {
        return assess(objective, objective.bound(), stretch);
    }

    Measurement assess(Objective objective, Bound bound, Window stretch) {
        Double limit = limit(objective.indicator(), bound);
        if (limit == null) {
            return new Measurement(Status.NO_DATA, null, 0, 1, 1, stretch);
        }
        Indicator indicator = objective.indicator();
        Comparison comparison = objective.comparison();
        Function<Window, Measurement> one = window -> measure.of(indicator, comparison, limit, stats.apply(window));
        Span span = objective.span();
        Measurement found;
        if (span instanceof Span.Every every) {
            found = Measure.worst(
                    sliding(stretch, every.window().toNanos() / 1000),
                    one,
                    new Measurement(Status.NOTHING_DUE, null, 0, 0, Double.NEGATIVE_INFINITY, stretch));
            found = found.value() == null ? found : shown(indicator, found);
        } else {
            found = one.apply(stretch);
        }
        boolean empty = found.status() == Status.NO_DATA;
        return empty && objective.noDataPasses() ? new Measurement(Status.NOTHING_DUE, null, 0, 0, 0, stretch) : found;
    }

    /** Whether the objective holds in some sliding window of its span: for abort conditions. */
    @Nullable Measurement anyHolding(Objective objective, long windowMicros, Window stretch) {
        Double limit = limit(objective.indicator(), objective.bound());
        if (limit == null) {
            return null;
        }
        for (Window window : sliding(stretch, windowMicros)) {
            Measurement found = measure.of(objective.indicator(), objective.comparison(), limit, stats.apply(window));
            if (found.status() == Status.HOLDS && window.to() - window.from() >= windowMicros) {
                return found;
            }
        }
        return null;
    }

    @Nullable Double value(Indicator indicator, Window stretch) {
        return measure.value(indicator, stats.apply(stretch));
    }

    /** The bound as a number in the indicator's unit; {@code null} if it is relative to a baseline without samples. */
    @Nullable Double limit(Indicator indicator, Bound bound) {
        if (bound instanceof Bound.Absolute absolute) {
            return absolute.value().value();
        }
        Double base = baseline == null ? null : measure.value(indicator, stats.apply(baseline));
        return base == null ? null : ((Bound.Relative) bound).at(base);
    }

    private Measurement shown(Indicator indicator, Measurement found) {
        return new Measurement(
                found.status(),
                measure.value(indicator, stats.apply(found.window())),
                found.samples(),
                found.needed(),
                found.badness(),
                found.window());
    }

    /** Every window of this length in steps of one cell; the stretch itself where it is shorter. */
    static List<Window> sliding(Window stretch, long lengthMicros) {
        long length = Math.max(Cell.LENGTH, lengthMicros / Cell.LENGTH * Cell.LENGTH);
        if (stretch.to() - stretch.from() <= length) {
            return List.of(stretch);
        }
        List<Window> windows = new ArrayList<>();
        for (long from = stretch.from(); from + length <= stretch.to(); from += Cell.LENGTH) {
            windows.add(new Window(from, from + length));
        }
        return windows;
    }
}
