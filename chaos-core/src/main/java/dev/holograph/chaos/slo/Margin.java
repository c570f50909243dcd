package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * How far a value is from a bound that was itself measured, positive on the good side. The two intervals are put together
 * by the method of variance estimates recovery (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008).
 *
 * @param interval of the margin, in about 95 of 100 runs; {@code null}: there is none
 * @param whyNone in words; empty where there is one
 */
record Margin(double value, @Nullable Interval interval, String whyNone) {

    static Margin of(Comparison comparison, Bound.Relative bound, Estimate measured, Estimate baseline) {
        double limit = bound.at(baseline.value());
        double margin = comparison.isUpperBound() ? limit - measured.value() : measured.value() - limit;
        Interval value = measured.interval();
        Interval base = baseline.interval();
        if (value == null || base == null) {
            String why = value == null ? measured.whyNone() : "of the baseline " + baseline.whyNone();
            return new Margin(margin, null, why);
        }
        double limitBelow = limit - bound.at(base.low());
        double limitAbove = bound.at(base.high()) - limit;
        double valueBelow = measured.value() - value.low();
        double valueAbove = value.high() - measured.value();
        boolean upper = comparison.isUpperBound();
        double down = upper ? Math.hypot(limitBelow, valueAbove) : Math.hypot(valueBelow, limitAbove);
        double up = upper ? Math.hypot(limitAbove, valueBelow) : Math.hypot(valueAbove, limitBelow);
        return new Margin(margin, new Interval(margin - down, margin + up), "");
    }

    /** Whether the run cannot tell on which side of its bound the value lies. */
    boolean isUncertain() {
        return interval != null && interval.low() < 0 && interval.high() > 0;
    }

    String words(Dimension dimension) {
        String text = "; its margin is " + new Quantity(value, dimension);
        return interval == null
                ? text + ", without an interval: " + whyNone
                : text + (isUncertain() ? ", within the measurement's own uncertainty: " : ", ")
                        + new Quantity(interval.low(), dimension) + " to " + new Quantity(interval.high(), dimension)
                        + " with 95 % confidence";
    }
}
