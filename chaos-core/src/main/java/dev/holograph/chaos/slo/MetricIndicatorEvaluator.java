package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.slo.WindowResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Holds the samples of a metric in one window against one bound. A percentile is decided by exact counts where its bound
 * was known before the run; with fewer samples than a bound needs nothing is proven, except where it would be breached
 * even if all that are missing were good.
 */
final class MetricIndicatorEvaluator {

    private MetricIndicatorEvaluator() {}

    static WindowResult of(OfMetric indicator, Comparison comparison, double bound, MetricStats stats) {
        long needed = indicator.neededSamples(comparison, bound);
        Double value = value(indicator, stats);
        return value == null
                ? new WindowResult(Status.NO_DATA, null, 0, needed, 0, stats.window())
                : new WindowResult(
                        status(indicator, comparison, bound, stats),
                        value,
                        stats.samples(),
                        needed,
                        badness(comparison, value, bound),
                        stats.window());
    }

    /** The same but for the value: of a percentile whose bound was known before the run, only counts are looked at. */
    static Status status(OfMetric indicator, Comparison comparison, double bound, MetricStats stats) {
        long needed = indicator.neededSamples(comparison, bound);
        boolean holds;
        if (indicator.asQuantile().isPresent()) {
            if (stats.samples() == 0) {
                return Status.NO_DATA;
            }
            long rank = OrderStatistics.rank(indicator.asQuantile().getAsDouble(), stats.samples());
            holds = holds(comparison, bound, rank, stats);
        } else {
            Double value = value(indicator, stats);
            if (value == null) {
                return Status.NO_DATA;
            }
            holds = comparison.holds(value, bound);
        }
        if (stats.samples() < needed && !isBreachedWhatever(indicator, comparison, bound, stats, needed)) {
            return Status.TOO_FEW;
        }
        return holds ? Status.HOLDS : Status.BREACHED;
    }

    /** What {@link #status} says of any window of a run that is over, of a percentile or of the least or greatest. */
    static WorstWindow.Statuses statuses(OfMetric indicator, Comparison comparison, double bound, MetricTotals totals) {
        double quantile = indicator.asQuantile().orElseThrow();
        long needed = indicator.neededSamples(comparison, bound);
        long allowedOfNeeded = needed - OrderStatistics.rank(quantile, needed);
        long[] samples = totals.samples();
        boolean isUpper = comparison.isUpperBound();
        MetricTotals.Reaching reaching = totals.reaching(comparison.threshold(bound));
        return (from, to) -> {
            long count = samples[to] - samples[from];
            if (count == 0) {
                return Status.NO_DATA;
            }
            boolean isEnough = count >= needed;
            // With too few, those that are missing are good ones: so many may then lie beyond.
            long allowed = isEnough ? count - OrderStatistics.rank(quantile, count) : allowedOfNeeded;
            boolean holds = reaching.isByMoreThan(allowed, from, to) != isUpper;
            if (isEnough) {
                return holds ? Status.HOLDS : Status.BREACHED;
            }
            boolean breachedWhatever = isUpper && allowed < count && !holds;
            return breachedWhatever ? Status.BREACHED : Status.TOO_FEW;
        };
    }

    /** {@code null} where there is none. A counter that came, but not in this window, was not increased in it: 0. */
    static @Nullable Double value(OfMetric indicator, MetricStats stats) {
        if (indicator.function().isOfCounter() ? !stats.came() : stats.samples() == 0) {
            return null;
        }
        return switch (indicator.function()) {
            case PERCENTILE -> stats.quantile(indicator.quantile());
            case MIN -> stats.total().min;
            case MAX -> stats.total().max;
            case MEAN -> stats.mean();
            case COUNT -> stats.total().sum;
            case RATE -> stats.perSecond();
            case FRACTION -> stats.fraction();
        };
    }

    /** Whether the sample with this rank holds. */
    private static boolean holds(Comparison comparison, double bound, long rank, MetricStats stats) {
        return comparison == Comparison.EQUAL
                ? stats.reaches(rank, bound) && !stats.reaches(rank, Math.nextUp(bound))
                : stats.reaches(rank, comparison.threshold(bound)) != comparison.isUpperBound();
    }

    /** Whether the samples that are missing, had they all been good, would still not have saved it. */
    private static boolean isBreachedWhatever(
            OfMetric indicator, Comparison comparison, double bound, MetricStats stats, long needed) {
        return switch (indicator.function()) {
            case FRACTION -> {
                long missing = needed - stats.samples();
                long seen = stats.total().notZero;
                long ones = comparison.isUpperBound() ? seen : seen + missing;
                yield !comparison.holds((double) ones / needed, bound);
            }
            case PERCENTILE -> {
                long rank = stats.samples() - (needed - OrderStatistics.rank(indicator.quantile(), needed));
                yield comparison.isUpperBound() && rank > 0 && !holds(comparison, bound, rank, stats);
            }
            case MIN, MAX, MEAN, COUNT, RATE -> true; // these need no number of samples
        };
    }

    private static double badness(Comparison comparison, double value, double bound) {
        return comparison == Comparison.EQUAL ? Math.abs(value - bound) : comparison.isUpperBound() ? value : -value;
    }
}
