package dev.holograph.chaos.slo;

import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric in a window.
 *
 * @param seconds of the window from which samples can have come: less than the window where a run lasts
 * @param came whether the metric ever had a sample, in this window or elsewhere
 * @param samples how many there are
 * @param reaching how many are at or above each threshold that samples were counted against, by its index
 * @param thresholds where a threshold stands among those, negative if it is none of them
 * @param sums their numbers, sum and extremes
 * @param values for display and for bounds that were not known before the run, by {@link MetricCell#step}
 * @param above how many lie above a step
 */
record MetricStats(
        Window window,
        double seconds,
        boolean came,
        long samples,
        IntToLongFunction reaching,
        ToIntFunction<Double> thresholds,
        Supplier<MetricCell> sums,
        Supplier<PagedCounts> values,
        IntToLongFunction above) {

    MetricCell total() {
        return sums.get();
    }

    /** {@code null} where the window has no length. */
    @Nullable Double perSecond() {
        return seconds <= 0 ? null : total().sum / seconds;
    }

    double mean() {
        return total().sum / samples;
    }

    double fraction() {
        return (double) total().notZero / samples;
    }

    /**
     * Whether the sample with this rank in the order of all, from 1, is at or above a threshold: exactly where that was
     * known before the run.
     */
    boolean reaches(long rank, double threshold) {
        int known = thresholds.applyAsInt(threshold);
        return known >= 0 ? reaching.applyAsLong(known) > samples - rank : ranked(rank) >= threshold;
    }

    /** The ⌈q·n⌉-th smallest, to one part in 2,000; there must be a sample. */
    double quantile(double quantile) {
        return ranked(OrderStatistics.rank(quantile, samples));
    }

    private double ranked(long rank) {
        MetricCell total = total();
        double near = MetricCell.value(values.get().ranked(rank));
        return Math.max(total.min, Math.min(total.max, near));
    }
}
