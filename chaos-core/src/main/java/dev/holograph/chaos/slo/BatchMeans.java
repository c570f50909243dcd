package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An indicator as the ratio of two sums over short windows: errors by requests, latencies by their number. */
final class BatchMeans {

    /** Long enough to hold a few samples of most loads, short enough for sixty of them in a minute. */
    static final long LENGTH = 1_000_000;

    /** What one window adds to the two sums. */
    record Batch(double numerator, double denominator) {}

    private final List<Batch> batches = new ArrayList<>();

    private BatchMeans() {}

    /**
     * Sums over every whole part of a window that has something to divide by.
     *
     * @param length microseconds of each
     */
    static BatchMeans of(Window range, long length, Function<Window, Batch> sums) {
        BatchMeans all = new BatchMeans();
        for (long from = range.from(); from + length <= range.to(); from += length) {
            Batch batch = sums.apply(new Window(from, from + length));
            if (batch.denominator > 0) {
                all.batches.add(batch);
            }
        }
        return all;
    }

    double denominator() {
        return batches.stream().mapToDouble(Batch::denominator).sum();
    }

    double ratio() {
        return batches.stream().mapToDouble(Batch::numerator).sum() / denominator();
    }

    /** Windows that add something. */
    long notZero() {
        return batches.stream().filter(batch -> batch.numerator != 0).count();
    }

    LongRunVariance variance() {
        double ratio = ratio();
        return LongRunVariance.of(batches.stream()
                .mapToDouble(batch -> batch.numerator - ratio * batch.denominator)
                .toArray());
    }
}
