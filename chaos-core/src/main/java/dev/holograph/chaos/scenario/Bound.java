package dev.holograph.chaos.scenario;

import org.jspecify.annotations.Nullable;

/** What a measured value is held against. */
public sealed interface Bound {

    /** A fixed value. */
    record Absolute(Quantity value) implements Bound {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * The baseline's own value, times {@code factor}, plus {@code offset}, but never under {@code floor}: {@code 2x
     * baseline}, {@code baseline + 50ms}, {@code max(2x baseline, 1%)}.
     */
    record Relative(
            double factor,
            @Nullable Quantity offset,
            @Nullable Quantity floor) implements Bound {
        /** The bound for this value of the baseline, in the indicator's unit. */
        public double at(double baseline) {
            double value = factor * baseline + (offset == null ? 0 : offset.value());
            return floor == null ? value : Math.max(value, floor.value());
        }
    }
}
