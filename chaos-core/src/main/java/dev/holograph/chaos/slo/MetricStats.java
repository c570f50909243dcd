package dev.holograph.chaos.slo;

import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric in a window.
 *
 * @param seconds of the window from which samples can have come: less than the window where a run lasts
 * @param came whether the metric ever had a sample, in this window or elsewhere
 * @param total their numbers and sum
 * @param thresholds where a threshold stands among those that samples were counted against
 * @param values for display and for bounds that were not known before the run
 */
record MetricStats(
        Window window,
        double seconds,
        boolean came,
        MetricCell total,
        ToIntFunction<Double> thresholds,
        Supplier<SparseCounts> values) {

    long samples() {
        return total.samples;
    }

    /** {@code null} where the window has no length. */
    @Nullable Double perSecond() {
        return seconds <= 0 ? null : total.sum / seconds;
    }

    double mean() {
        return total.sum / total.samples;
    }

    double fraction() {
        return (double) total.notZero / total.samples;
    }

    /**
     * Whether the sample with this rank in the order of all, from 1, is at or above a threshold: exactly where that was
     * known before the run.
     */
    boolean reaches(long rank, double threshold) {
        int known = thresholds.applyAsInt(threshold);
        return known >= 0 ? total.reaching[known] > samples() - rank : ranked(rank) >= threshold;
    }

    /** The ⌈q·n⌉-th smallest, to one part in 2,000; there must be a sample. */
    double quantile(double quantile) {
        return ranked(rank(quantile, samples()));
    }

    private double ranked(long rank) {
        double near = MetricCell.value(values.get().ranked(rank));
        return Math.max(total.min, Math.min(total.max, near));
    }

    /** Which of so many samples in their order is the quantile: the ⌈q·n⌉-th smallest, at least the first. */
    static long rank(double quantile, long samples) {
        return Math.max(1, (long) Math.ceil(quantile * samples - 1e-9));
    }
}
