package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each value came in each row of {@link MetricColumns}: in the last rows as tables, since samples come to them;
 * before these in order, one row after the other in one array; and beside it what comes to these all the same.
 */
final class MetricValues {

    /** Six seconds: those who write samples write them late, but seldom so late. */
    private static final int OPEN = 64;

    /** Where each settled row ends among the entries. */
    private int[] ends = new int[OPEN];

    private int settled;
    private long[] entries = new long[OPEN];
    private final List<SparseCounts> open = new ArrayList<>();

    /** By the time at which a settled row begins. */
    private final Map<Long, SparseCounts> late = new TreeMap<>();

    /** A row begins here; those behind it move on. */
    void insert(int row) {
        if (row < settled) {
            makeRoomFor(settled + 1);
            System.arraycopy(ends, row, ends, row + 1, settled - row);
            ends[row] = row == 0 ? 0 : ends[row - 1];
            settled++;
        } else {
            open.add(row - settled, new SparseCounts());
            settleAllBut(OPEN);
        }
    }

    /** @param start when the row begins */
    void add(int row, long start, int step, long times) {
        SparseCounts counts = row < settled
                ? late.computeIfAbsent(start, settledBefore -> new SparseCounts())
                : open.get(row - settled);
        counts.add(step, times);
    }

    private void settleAllBut(int last) {
        while (open.size() > last) {
            long[] row = open.remove(0).settle();
            makeRoomFor(settled + 1);
            int begin = settled == 0 ? 0 : ends[settled - 1];
            if (begin + row.length > entries.length) {
                entries = Arrays.copyOf(entries, Math.max(begin + row.length, entries.length * 2));
            }
            System.arraycopy(row, 0, entries, begin, row.length);
            ends[settled++] = begin + row.length;
        }
    }

    private void makeRoomFor(int rows) {
        if (rows > ends.length) {
            ends = Arrays.copyOf(ends, rows * 2);
        }
    }

    /** Merges the values of some rows. */
    PagedCounts merged(MetricColumns columns, int from, int to) {
        PagedCounts merged = new PagedCounts(-MetricCell.GREATEST, MetricCell.GREATEST);
        SparseCounts.Visitor adding = (step, times) -> merged.add((int) step, times);
        for (int row = from; row < to; row++) {
            if (row >= settled) {
                open.get(row - settled).forEach(adding);
                continue;
            }
            for (int i = row == 0 ? 0 : ends[row - 1]; i < ends[row]; i++) {
                merged.add(SparseCounts.number(entries[i]), SparseCounts.times(entries[i]));
            }
            SparseCounts more = late.get(columns.start(row));
            if (more != null) {
                more.forEach(adding);
            }
        }
        return merged;
    }

    /** All of them. */
    SortedCounts sorted(MetricColumns columns) {
        settleAllBut(0);
        if (!late.isEmpty()) {
            return withLate(columns);
        }
        int[] starts = new int[settled + 1];
        System.arraycopy(ends, 0, starts, 1, settled);
        return new SortedCounts(starts, entries);
    }

    private SortedCounts withLate(MetricColumns columns) {
        List<SparseCounts> rows = new ArrayList<>();
        for (int row = 0; row < settled; row++) {
            SparseCounts counts = new SparseCounts();
            for (int i = row == 0 ? 0 : ends[row - 1]; i < ends[row]; i++) {
                counts.add(SparseCounts.number(entries[i]), SparseCounts.times(entries[i]));
            }
            SparseCounts more = late.get(columns.start(row));
            if (more != null) {
                more.forEach((step, times) -> counts.add((int) step, times));
            }
            rows.add(counts);
        }
        return SortedCounts.of(rows);
    }
}
