package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The running totals of a metric of which no more samples come: counts over any window are one subtraction. A cell of it
 * is a tenth of a second in which there were samples. Thread-safe.
 */
final class MetricTotals implements OrderStatistics {

    /** Tenths of a second in a day. */
    private static final long MOST_SLOTS = 864_000;

    private final MetricColumns columns;
    private final int[] slots;
    private final long[] samples;
    private final long[][] reaching;
    private final SortedCounts values;
    private final Map<Double, Reaching> near = new ConcurrentHashMap<>();

    MetricTotals(MetricColumns columns, SortedCounts values) {
        this.columns = columns;
        this.slots = slots(columns);
        this.samples = columns.runningSamples();
        this.reaching = columns.runningReaching();
        this.values = values;
    }

    /**
     * Against one threshold.
     *
     * @param reaching how many samples are at or above it, in all cells before each
     * @param below cells in which some sample is below it; {@code null} where the samples themselves were counted
     * @param some cells in which some sample is not
     */
    record Reaching(long[] reaching, int @Nullable [] below, int @Nullable [] some) {

        /** Whether more than so many samples reach it, or can be told to by the least and the greatest of them. */
        boolean isByMoreThan(long allowed, int from, int to) {
            boolean more = reaching[to] - reaching[from] > allowed;
            if (below == null || some == null) {
                return more;
            }
            return below[to] == below[from] || (some[to] > some[from] && more);
        }
    }

    @Override
    public long[] samples() {
        return samples;
    }

    @Override
    public SortedCounts values() {
        return values;
    }

    /** How many samples of a window are at or above the threshold with this index. */
    long reaching(int threshold, int from, int to) {
        return reaching[threshold][to] - reaching[threshold][from];
    }

    /** Against any threshold: by counts where it was known before the run, else to one part in 2,000. */
    Reaching reaching(double threshold) {
        int known = columns.indexOf(threshold);
        return known >= 0
                ? new Reaching(reaching[known], null, null)
                : near.computeIfAbsent(
                        threshold,
                        wanted -> new Reaching(
                                values.reaching(MetricCell.firstAtLeast(wanted)),
                                columns.runningBelow(wanted),
                                columns.runningSome(wanted)));
    }

    /** How many samples lie above a step. */
    long above(int step, int from, int to) {
        return values.reaching(step + 1L, from, to);
    }

    /** The first cell that does not begin before this. */
    @Override
    public int index(long micros) {
        if (columns.size() == 0 || micros <= columns.start(0)) {
            return 0;
        }
        long slot = (micros - columns.start(0)) / Cell.LENGTH;
        return slot < slots.length ? slots[(int) slot] : columns.first(micros);
    }

    /** For each tenth of a second from the first cell on, which cell begins then or next; those of a day at most. */
    private static int[] slots(MetricColumns columns) {
        int size = columns.size();
        long length = size == 0 ? 0 : (columns.start(size - 1) - columns.start(0)) / Cell.LENGTH + 1;
        int[] slots = new int[(int) Math.min(length, MOST_SLOTS)];
        if (length == size) { // there is none without samples
            Arrays.setAll(slots, slot -> slot);
            return slots;
        }
        int cell = 0;
        for (int slot = 0; slot < slots.length; slot++) {
            while (columns.start(cell) < columns.start(0) + slot * Cell.LENGTH) {
                cell++;
            }
            slots[slot] = cell;
        }
        return slots;
    }
}
