package dev.holograph.chaos.slo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The latencies of a run that is over, by their {@link Latencies#bucket}. Thread-safe. */
final class LatencyTotals implements OrderStatistics {

    /** Entries up to which a histogram is faster than pages. */
    private static final int FEW = 5_000;

    private static final int KEPT = 4;

    private final Series series;
    private final List<Cell> cells;
    private final long[] samples;

    /** Counts near bounds that were not known before the run: a few. */
    private final Map<Integer, long[]> near = new ConcurrentHashMap<>();

    private @Nullable SortedCounts values;

    /** The last ones that were asked for: objectives ask for the same few phases again and again. */
    private final Deque<Merged> merged = new ArrayDeque<>();

    private record Merged(int from, int to, Histogram latencies) {}

    LatencyTotals(Series series, List<Cell> cells) {
        this.series = series;
        this.cells = cells;
        this.samples = new long[cells.size() + 1];
        for (int i = 0; i < cells.size(); i++) {
            samples[i + 1] = samples[i] + cells.get(i).measured();
        }
    }

    @Override
    public int index(long micros) {
        return series.index(micros);
    }

    @Override
    public long[] samples() {
        return samples;
    }

    @Override
    public synchronized SortedCounts values() {
        if (values == null) {
            values = SortedCounts.of(
                    cells.stream().map(cell -> cell.latencies.counts()).toList());
        }
        return values;
    }

    /** In microseconds; not to be written to. */
    synchronized Histogram merged(int from, int to) {
        for (Merged one : merged) {
            if (one.from == from && one.to == to) {
                return one.latencies;
            }
        }
        Histogram latencies = merge(from, to);
        merged.addFirst(new Merged(from, to, latencies));
        if (merged.size() > KEPT) {
            merged.removeLast();
        }
        return latencies;
    }

    private Histogram merge(int from, int to) {
        SortedCounts all = values();
        Histogram latencies = new Histogram(Latencies.DIGITS);
        if (all.start(to) - all.start(from) > FEW) {
            all.merged(from, to)
                    .forEach((bucket, times) -> latencies.recordValueWithCount(Latencies.least((int) bucket), times));
            return latencies;
        }
        for (int i = all.start(from); i < all.start(to); i++) {
            long entry = all.entry(i);
            latencies.recordValueWithCount(Latencies.least(SparseCounts.number(entry)), SparseCounts.times(entry));
        }
        return latencies;
    }

    /**
     * Some quantiles of a few cells, in microseconds, as a histogram of them would say; 0 where there is nothing.
     *
     * @param quantiles in their order
     */
    long[] quantiles(int from, int to, double[] quantiles) {
        int[] buckets = values().quantiles(from, to, quantiles);
        long[] found = new long[buckets.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = buckets[i] < 0 ? 0 : Latencies.greatest(buckets[i]);
        }
        return found;
    }

    /** How many requests were due. */
    long[] due() {
        return series.due();
    }

    /** How many latencies are at or beyond a threshold of the series, by its index. */
    long[] beyond(int threshold) {
        return series.beyond(threshold);
    }

    /** How many requests were given up before a threshold. */
    long[] undecided(int threshold) {
        return series.undecided(threshold);
    }

    /** The same as {@link #near(long)} of one window. */
    long near(long micros, int from, int to) {
        int bucket = Latencies.bucket(micros);
        long[] totals = near.get(bucket);
        return totals != null ? totals[to] - totals[from] : values().reaching(bucket, from, to);
    }

    /** How many latencies are at or beyond any number of microseconds, or nearer to it than a histogram can tell. */
    long[] near(long micros) {
        return near.computeIfAbsent(Latencies.bucket(micros), bucket -> values().reaching(bucket));
    }
}
