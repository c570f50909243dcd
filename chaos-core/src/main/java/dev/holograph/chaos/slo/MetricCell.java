package dev.holograph.chaos.slo;

/**
 * The samples of a metric that were taken within one tenth of a second: their number, sum and extremes, and how many
 * reach each of its objectives' bounds, exactly; the values themselves to one part in 2,000, whatever their size or
 * sign. Guarded by the lock of its {@link Metrics}.
 */
final class MetricCell {

    /** Of the 52 bits of a double's fraction: 11 make steps of at most 1 in 2^11. */
    private static final int DROPPED_BITS = 52 - 11;

    private final double[] thresholds;
    long samples;
    long notZero;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;

    /** Samples at or above each threshold. */
    final long[] reaching;

    final SparseCounts values = new SparseCounts();

    MetricCell(double[] thresholds) {
        this.thresholds = thresholds;
        this.reaching = new long[thresholds.length];
    }

    void record(double value) {
        samples++;
        notZero += value == 0 ? 0 : 1;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        for (int i = 0; i < thresholds.length; i++) {
            reaching[i] += value >= thresholds[i] ? 1 : 0;
        }
        values.add(step(value), 1);
    }

    void addTo(MetricCell total) {
        total.samples += samples;
        total.notZero += notZero;
        total.sum += sum;
        total.min = Math.min(total.min, min);
        total.max = Math.max(total.max, max);
        for (int i = 0; i < reaching.length; i++) {
            total.reaching[i] += reaching[i];
        }
    }

    /** A number that is ordered as values are, the same for values that differ by less than one part in 2,000. */
    static long step(double value) {
        long bits = Double.doubleToLongBits(Math.abs(value)) >> DROPPED_BITS;
        return value < 0 ? -bits : bits;
    }

    /** The value of a step that is nearest to zero. */
    static double value(long step) {
        double size = Double.longBitsToDouble(Math.abs(step) << DROPPED_BITS);
        return step < 0 ? -size : size;
    }
}
