package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.slo.Measurement.Status;
import org.jspecify.annotations.Nullable;

/**
 * Holds the samples of a metric in one window against one bound. All samples are there, so that nothing is rounded; with
 * fewer than a bound needs nothing is proven, except where it would be breached even if all that are missing were good.
 */
final class MetricMeasure {

    private MetricMeasure() {}

    static Measurement of(OfMetric indicator, Comparison comparison, double bound, MetricStats stats) {
        long needed = indicator.neededSamples(comparison, bound);
        Double value = value(indicator, stats);
        if (value == null) {
            return new Measurement(Status.NO_DATA, null, 0, needed, 0, stats.window());
        }
        boolean holds = comparison.holds(value, bound);
        Status status = holds ? Status.HOLDS : Status.BREACHED;
        if (stats.samples() < needed && !isBreachedWhatever(indicator, comparison, bound, stats, needed)) {
            status = Status.TOO_FEW;
        }
        return new Measurement(
                status, value, stats.samples(), needed, badness(comparison, value, bound), stats.window());
    }

    /** {@code null} where there is none. A counter that came, but not in this window, was not increased in it: 0. */
    static @Nullable Double value(OfMetric indicator, MetricStats stats) {
        if (indicator.function().isOfCounter() ? !stats.came() : stats.samples() == 0) {
            return null;
        }
        return switch (indicator.function()) {
            case PERCENTILE -> stats.quantile(indicator.quantile());
            case MIN -> stats.quantile(0);
            case MAX -> stats.quantile(1);
            case MEAN -> stats.sum() / stats.samples();
            case COUNT -> stats.sum();
            case RATE -> stats.perSecond();
            case FRACTION -> (double) stats.ones() / stats.samples();
        };
    }

    /** Whether the samples that are missing, had they all been good, would still not have saved it. */
    private static boolean isBreachedWhatever(
            OfMetric indicator, Comparison comparison, double bound, MetricStats stats, long needed) {
        return switch (indicator.function()) {
            case FRACTION -> {
                long missing = needed - stats.samples();
                long ones = comparison.isUpperBound() ? stats.ones() : stats.ones() + missing;
                yield !comparison.holds((double) ones / needed, bound);
            }
            case PERCENTILE -> {
                long among = (long) Math.ceil(indicator.quantile() * needed - 1e-9);
                long allowed = needed - among;
                yield comparison.isUpperBound()
                        && stats.samples() > allowed
                        && !comparison.holds(stats.fromTop(allowed), bound);
            }
            case MIN, MAX, MEAN, COUNT, RATE -> true; // these need no number of samples
        };
    }

    private static double badness(Comparison comparison, double value, double bound) {
        return comparison == Comparison.EQUAL ? Math.abs(value - bound) : comparison.isUpperBound() ? value : -value;
    }
}
