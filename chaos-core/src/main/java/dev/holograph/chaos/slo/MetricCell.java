package dev.holograph.chaos.slo;

/**
 * The samples of a metric that were taken within one tenth of a second, or within several together: their number, sum
 * and extremes. Of the values themselves what is kept is true to one part in 2,000, whatever their size or sign.
 */
final class MetricCell {

    /** Bits dropped of the 52 of a double's fraction: 11 make steps of at most 1 in 2^11. */
    private static final int DROPPED_BITS = 52 - 11;

    /** No step is greater, and none is less than what is as far below 0. */
    static final int GREATEST = step(Double.MAX_VALUE);

    long samples;
    long notZero;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;

    /** A number that is ordered as values are, the same for values that differ by less than one part in 2,000. */
    static int step(double value) {
        int size = (int) (Double.doubleToLongBits(Math.abs(value)) >> DROPPED_BITS);
        return value < 0 ? -size : size;
    }

    /** The value of a step that is nearest to zero. */
    static double value(long step) {
        double size = Double.longBitsToDouble(Math.abs(step) << DROPPED_BITS);
        return step < 0 ? -size : size;
    }

    /** The least step whose {@link #value} is at or above a threshold. */
    static int firstAtLeast(double threshold) {
        int step = step(threshold);
        return value(step) >= threshold ? step : step + 1;
    }
}
