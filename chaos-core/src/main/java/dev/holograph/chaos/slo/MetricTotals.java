package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;

/** The running totals of a metric of which no more samples come: counts over any window are one subtraction. */
final class MetricTotals implements Ranked {

    private final long[] starts;
    private final List<MetricCell> cells;
    private final long[] samples;
    private final long[][] reaching;

    private MetricTotals(long[] starts, List<MetricCell> cells, int thresholds) {
        this.starts = starts;
        this.cells = cells;
        this.samples = Ranked.running(cells.size(), cell -> cells.get(cell).samples);
        this.reaching = new long[thresholds][];
        for (int i = 0; i < thresholds; i++) {
            int threshold = i;
            reaching[i] = Ranked.running(cells.size(), cell -> cells.get(cell).reaching[threshold]);
        }
    }

    /** @param cells by their start; only those that have samples */
    static MetricTotals of(NavigableMap<Long, MetricCell> cells, int thresholds) {
        return new MetricTotals(
                cells.keySet().stream().mapToLong(Long::longValue).toArray(), List.copyOf(cells.values()), thresholds);
    }

    @Override
    public long least() {
        return Ranked.least(cells.stream().map(cell -> cell.values));
    }

    @Override
    public long greatest() {
        return Ranked.greatest(cells.stream().map(cell -> cell.values));
    }

    @Override
    public long samples(Window window) {
        return samples[index(window.to())] - samples[index(window.from())];
    }

    long reaching(int threshold, Window window) {
        return reaching[threshold][index(window.to())] - reaching[threshold][index(window.from())];
    }

    List<MetricCell> within(Window window) {
        return cells.subList(index(window.from()), Math.max(index(window.from()), index(window.to())));
    }

    @Override
    public long[] reaching(long number) {
        return Ranked.running(cells.size(), cell -> cells.get(cell).values.atLeast(number));
    }

    /** The first cell that does not begin before this. */
    @Override
    public int index(long micros) {
        int found = Arrays.binarySearch(starts, micros);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public long ranked(Window window, long rank) {
        SparseCounts all = new SparseCounts();
        within(window).forEach(cell -> all.addAll(cell.values));
        return all.ranked(rank);
    }
}
