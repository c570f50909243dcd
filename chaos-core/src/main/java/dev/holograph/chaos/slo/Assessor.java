package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
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
        this(thresholds, stats, baseline, 0);
    }

    /** @param planned requests each second that are due by the clock alone, whatever the system does */
    Assessor(Thresholds thresholds, Function<Window, WindowStats> stats, @Nullable Window baseline, double planned) {
        this.measure = new Measure(thresholds, planned);
        this.stats = stats;
        this.baseline = baseline;
    }

    Measurement assess(Objective objective, Window stretch) {
        return assess(objective, objective.bound(), stretch);
    }

    Measurement assess(Objective objective, Bound bound, Window stretch) {
        Indicator indicator = objective.indicator();
        Double limit = limit(indicator, bound);
        if (limit == null) {
            return new Measurement(Status.NO_BASELINE, null, 0, 1, 0, stretch);
        }
        List<Window> windows = objective.span() instanceof Span.Every every
                ? sliding(stretch, every.window().toNanos() / 1000)
                : List.of(stretch);
        Measurement worst = new Measurement(Status.NOTHING_DUE, null, 0, 0, 0, stretch);
        for (Window window : windows) {
            Measurement next = measure.of(indicator, objective.comparison(), limit, stats.apply(window));
            worst = next.isWorseThan(worst) ? next : worst;
        }
        boolean empty = worst.status() == Status.NO_DATA;
        return empty && objective.noDataPasses() ? new Measurement(Status.NOTHING_DUE, null, 0, 0, 0, stretch) : worst;
    }

    /** Whether the objective holds in some sliding window of its span: for abort conditions. */
    @Nullable Measurement anyHolding(Objective objective, long windowMicros, Window stretch) {
        Double limit = limit(objective.indicator(), objective.bound());
        if (limit == null) {
            return null;
        }
        for (Window window : sliding(stretch, windowMicros)) {
            Measurement found = measure.of(objective.indicator(), objective.comparison(), limit, stats.apply(window));
            boolean whole = window.to() - window.from() >= windowMicros;
            if (whole && found.status() == Status.HOLDS) {
                return found;
            }
        }
        return null;
    }

    @Nullable Double value(Indicator indicator, Window stretch) {
        return measure.value(indicator, stats.apply(stretch));
    }

    /**
     * The bound as a number in the indicator's unit; {@code null} if it is relative to a baseline that has too few
     * samples to be relative to.
     */
    @Nullable Double limit(Indicator indicator, Bound bound) {
        if (bound instanceof Bound.Absolute absolute) {
            return absolute.value().value();
        }
        if (baseline == null) {
            return null;
        }
        WindowStats before = stats.apply(baseline);
        Double base = measure.value(indicator, before);
        boolean tooFew =
                indicator instanceof Indicator.Percentile percentile && before.measured() < percentile.neededSamples();
        return base == null || tooFew ? null : ((Bound.Relative) bound).at(base);
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
