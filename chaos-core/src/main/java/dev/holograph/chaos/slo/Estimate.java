package dev.holograph.chaos.slo;

import org.jspecify.annotations.Nullable;

/**
 * A value with what is known of the one that lies behind it.
 *
 * @param interval which covers that in about 95 of 100 runs; {@code null}: there is none
 * @param whyNone {@code null} where there is one
 */
record Estimate(
        double value, @Nullable Interval interval, @Nullable NoInterval whyNone) {

    static Estimate of(double value, Interval interval) {
        return new Estimate(value, interval, null);
    }

    static Estimate without(double value, NoInterval why) {
        return new Estimate(value, null, why);
    }
}
