package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** The running totals of a metric of which no more samples come: counts over any window are one subtraction. */
final class MetricTotals implements Ranked {

    /** Tenths of a second in a day. */
    private static final long MOST_SLOTS = 864_000;

    private final long[] starts;
    private final int[] slots;
    private final List<MetricCell> cells;
    private final long[] samples;
    private final long[][] reaching;
    private @Nullable SortedCounts values;

    private MetricTotals(long[] starts, List<MetricCell> cells, int thresholds) {
        this.starts = starts;
        this.slots = slots(starts);
        this.cells = cells;
        this.samples = running(cells.size(), cell -> cells.get(cell).samples);
        this.reaching = new long[thresholds][];
        for (int i = 0; i < thresholds; i++) {
            int threshold = i;
            reaching[i] = running(cells.size(), cell -> cells.get(cell).reaching[threshold]);
        }
    }

    /** @param cells by their start; only those that have samples */
    static MetricTotals of(NavigableMap<Long, MetricCell> cells, int thresholds) {
        return new MetricTotals(
                cells.keySet().stream().mapToLong(Long::longValue).toArray(), List.copyOf(cells.values()), thresholds);
    }

    private static long[] running(int cells, IntToLongFunction count) {
        long[] totals = new long[cells + 1];
        for (int i = 0; i < cells; i++) {
            totals[i + 1] = totals[i] + count.applyAsLong(i);
        }
        return totals;
    }

    @Override
    public long least() {
        return values().least();
    }

    @Override
    public long greatest() {
        return values().greatest();
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
        return values().reaching(number);
    }

    /** The first cell that does not begin before this. */
    @Override
    public int index(long micros) {
        if (starts.length == 0 || micros <= starts[0]) {
            return 0;
        }
        long slot = (micros - starts[0]) / Cell.LENGTH;
        if (slot < slots.length) {
            return slots[(int) slot];
        }
        int found = Arrays.binarySearch(starts, micros);
        return found >= 0 ? found : -found - 1;
    }

    /** For each tenth of a second from the first cell on, which cell begins then or next; those of a day at most. */
    private static int[] slots(long[] starts) {
        long length = starts.length == 0 ? 0 : (starts[starts.length - 1] - starts[0]) / Cell.LENGTH + 1;
        int[] slots = new int[(int) Math.min(length, MOST_SLOTS)];
        int cell = 0;
        for (int slot = 0; slot < slots.length; slot++) {
            while (starts[cell] < starts[0] + slot * Cell.LENGTH) {
                cell++;
            }
            slots[slot] = cell;
        }
        return slots;
    }

    @Override
    public long ranked(Window window, long rank) {
        return values().ranked(index(window.from()), index(window.to()), rank);
    }

    private synchronized SortedCounts values() {
        if (values == null) {
            values = new SortedCounts(cells.stream().map(cell -> cell.values).toList());
        }
        return values;
    }
}
