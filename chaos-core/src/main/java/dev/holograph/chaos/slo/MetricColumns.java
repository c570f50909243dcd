package dev.holograph.chaos.slo;

import java.util.Arrays;

/**
 * Number, sum and extremes of a metric's samples in each tenth of a second in which there were any, in the order of time,
 * and how many reach each of its thresholds, exactly: in arrays, since an hour of twenty metrics is 720,000 such cells.
 */
final class MetricColumns {

    private static final int FEWEST = 16;

    private final double[] thresholds;
    private int size;
    private long[] starts = new long[FEWEST];
    private long[] samples = new long[FEWEST];
    private long[] notZero = new long[FEWEST];
    private double[] sum = new double[FEWEST];
    private double[] min = new double[FEWEST];
    private double[] max = new double[FEWEST];
    private final long[][] reaching;

    /** @param thresholds in their order */
    MetricColumns(double[] thresholds) {
        this.thresholds = thresholds;
        this.reaching = new long[thresholds.length][FEWEST];
    }

    int size() {
        return size;
    }

    long start(int row) {
        return starts[row];
    }

    /** The first row that does not begin before this. */
    int first(long micros) {
        if (size == 0 || micros > starts[size - 1]) {
            return size;
        }
        int found = Arrays.binarySearch(starts, 0, size, micros);
        return found >= 0 ? found : -found - 1;
    }

    boolean has(int row, long start) {
        return row < size && starts[row] == start;
    }

    /** Makes room for what began then. */
    void insert(int row, long start) {
        if (size == starts.length) {
            grow(size * 2);
        }
        int behind = size - row;
        System.arraycopy(starts, row, starts, row + 1, behind);
        System.arraycopy(samples, row, samples, row + 1, behind);
        System.arraycopy(notZero, row, notZero, row + 1, behind);
        System.arraycopy(sum, row, sum, row + 1, behind);
        System.arraycopy(min, row, min, row + 1, behind);
        System.arraycopy(max, row, max, row + 1, behind);
        for (long[] column : reaching) {
            System.arraycopy(column, row, column, row + 1, behind);
            column[row] = 0;
        }
        starts[row] = start;
        samples[row] = 0;
        notZero[row] = 0;
        sum[row] = 0;
        min[row] = Double.POSITIVE_INFINITY;
        max[row] = Double.NEGATIVE_INFINITY;
        size++;
    }

    private void grow(int length) {
        starts = Arrays.copyOf(starts, length);
        samples = Arrays.copyOf(samples, length);
        notZero = Arrays.copyOf(notZero, length);
        sum = Arrays.copyOf(sum, length);
        min = Arrays.copyOf(min, length);
        max = Arrays.copyOf(max, length);
        for (int i = 0; i < reaching.length; i++) {
            reaching[i] = Arrays.copyOf(reaching[i], length);
        }
    }

    void record(int row, double value) {
        samples[row]++;
        notZero[row] += value == 0 ? 0 : 1;
        sum[row] += value;
        min[row] = Math.min(min[row], value);
        max[row] = Math.max(max[row], value);
        for (int i = 0; i < thresholds.length; i++) {
            reaching[i][row] += value >= thresholds[i] ? 1 : 0;
        }
    }

    /** What was written of a row, as it was. */
    void restore(int row, MetricRow from) {
        samples[row] = from.samples();
        notZero[row] = from.notZero();
        sum[row] = from.sum();
        min[row] = from.min();
        max[row] = from.max();
        for (int i = 0; i < thresholds.length; i++) {
            Long count = from.reaching().get(thresholds[i]);
            if (count == null) {
                throw new IllegalArgumentException("it counts against other bounds");
            }
            reaching[i][row] = count;
        }
    }

    /** Some rows together. */
    MetricCell total(int from, int to) {
        MetricCell total = new MetricCell();
        for (int row = from; row < to; row++) {
            total.samples += samples[row];
            total.notZero += notZero[row];
            total.sum += sum[row];
            total.min = Math.min(total.min, min[row]);
            total.max = Math.max(total.max, max[row]);
        }
        return total;
    }

    long samples(int from, int to) {
        long all = 0;
        for (int row = from; row < to; row++) {
            all += samples[row];
        }
        return all;
    }

    long reaching(int threshold, int from, int to) {
        long all = 0;
        for (int row = from; row < to; row++) {
            all += reaching[threshold][row];
        }
        return all;
    }

    double[] thresholds() {
        return thresholds;
    }

    /** Where this threshold stands, negative if it is none of them. */
    int indexOf(double threshold) {
        return Arrays.binarySearch(thresholds, threshold);
    }

    /** Samples of all rows before each. */
    long[] runningSamples() {
        return running(samples);
    }

    /** For each threshold, how many reach it in all rows before each. */
    long[][] runningReaching() {
        return Arrays.stream(reaching).map(this::running).toArray(long[][]::new);
    }

    private long[] running(long[] column) {
        long[] totals = new long[size + 1];
        for (int row = 0; row < size; row++) {
            totals[row + 1] = totals[row] + column[row];
        }
        return totals;
    }

    /** How many rows before each have a sample below a threshold. */
    int[] runningBelow(double threshold) {
        int[] totals = new int[size + 1];
        for (int row = 0; row < size; row++) {
            totals[row + 1] = totals[row] + (min[row] < threshold ? 1 : 0);
        }
        return totals;
    }

    /** How many rows before each have a sample at or above a threshold. */
    int[] runningSome(double threshold) {
        int[] totals = new int[size + 1];
        for (int row = 0; row < size; row++) {
            totals[row + 1] = totals[row] + (max[row] >= threshold ? 1 : 0);
        }
        return totals;
    }
}
