package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * How far a value is from a bound that was itself measured, positive on the good side. The two intervals are put together
 * by the method of variance estimates recovery (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008).
 *
 * @param interval of the margin, in about 95 of 100 runs; {@code null}: there is none
 * @param whyNone {@code null} where there is one
 * @param isUncertain whether the run does not show on which side of its bound the value lies
 */
public record Margin(
        double value, @Nullable Interval interval, @Nullable NoInterval whyNone, boolean isUncertain) {

    static Margin of(Comparison comparison, Bound.Relative bound, Estimate measured, Estimate baseline) {
        double limit = bound.at(baseline.value());
        double margin = comparison.isUpperBound() ? limit - measured.value() : measured.value() - limit;
        Interval value = measured.interval();
        Interval base = baseline.interval();
        if (value == null || base == null) {
            NoInterval why = value == null ? measured.whyNone() : ofBaseline(baseline.whyNone());
            return new Margin(margin, null, why, false);
        }
        double limitBelow = limit - bound.at(base.low());
        double limitAbove = bound.at(base.high()) - limit;
        double valueBelow = measured.value() - value.low();
        double valueAbove = value.high() - measured.value();
        boolean upper = comparison.isUpperBound();
        double down = upper ? Math.hypot(limitBelow, valueAbove) : Math.hypot(valueBelow, limitAbove);
        double up = upper ? Math.hypot(limitAbove, valueBelow) : Math.hypot(valueAbove, limitBelow);
        return new Margin(margin, new Interval(margin - down, margin + up), null, margin - down < 0 && margin + up > 0);
    }

    /**
     * Margin of the worst of many windows, which was chosen for its value: that makes it look worse than it is, never better. So
     * it is told how small the margin may be, and not how great.
     *
     * @param worst of that window
     */
    static Margin ofWorst(Comparison comparison, Bound.Relative bound, Estimate worst, Estimate baseline) {
        Margin both = of(comparison, bound, worst, baseline);
        if (both.interval != null) {
            boolean uncertain = both.value > 0 && both.interval.low() < 0;
            return new Margin(both.value, new Interval(both.interval.low(), Double.POSITIVE_INFINITY), null, uncertain);
        }
        // What the baseline alone leaves open is open all the more with a window of which nothing is known.
        Margin least = of(comparison, bound, Estimate.of(worst.value(), Interval.exactly(worst.value())), baseline);
        return new Margin(both.value, null, both.whyNone, both.value > 0 && least.isUncertain);
    }

    private static @Nullable NoInterval ofBaseline(@Nullable NoInterval why) {
        return why == null ? null : why.inBaseline();
    }
}
