package dev.holograph.chaos.slo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The samples of one metric in a window: all of them, so that every percentile and every count beyond a bound is exact. */
final class MetricStats {

    private final Window window;
    private final double seconds;
    private final boolean came;
    private final double[] values;
    private boolean sorted;

    /**
     * @param seconds of the window from which samples can have come: less than the window where a run lasts
     * @param came whether the metric ever had a sample, in this window or elsewhere
     * @param values belongs to this object from now on
     */
    MetricStats(Window window, double seconds, boolean came, double[] values) {
        this.window = window;
        this.seconds = seconds;
        this.came = came;
        this.values = values;
    }

    Window window() {
        return window;
    }

    boolean came() {
        return came;
    }

    int samples() {
        return values.length;
    }

    double sum() {
        return Arrays.stream(values).sum();
    }

    /** {@code null} where the window has no length. */
    @Nullable Double perSecond() {
        return seconds <= 0 ? null : sum() / seconds;
    }

    long ones() {
        return Arrays.stream(values).filter(value -> value != 0).count();
    }

    /** The value under which all but so many samples lie; there must be more samples than that. */
    double fromTop(long samples) {
        quantile(0);
        return values[values.length - 1 - (int) samples];
    }

    /** The ⌈q·n⌉-th smallest; there must be a sample. 0: the least, 1: the greatest. */
    double quantile(double quantile) {
        if (!sorted) {
            Arrays.sort(values);
            sorted = true;
        }
        int rank = (int) Math.ceil(quantile * values.length - 1e-9);
        return values[Math.max(1, rank) - 1];
    }
}
