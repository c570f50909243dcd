package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.List;

/** The counts of many cells, each in the order of its numbers, one cell after the other so that all are read at a run. */
final class SortedCounts {

    /** Where each cell begins, and the end. */
    private final int[] starts;

    /** As those of {@link SparseCounts#settle}. */
    private final long[] entries;

    private final int least;
    private final int greatest;

    /**
     * @param starts where each cell begins among the entries, and the end
     * @param entries as those of {@link SparseCounts#settle}, cell by cell
     */
    SortedCounts(int[] starts, long[] entries) {
        this.starts = starts;
        this.entries = entries;
        int from = Integer.MAX_VALUE;
        int to = Integer.MIN_VALUE;
        for (int cell = 0; cell + 1 < starts.length; cell++) {
            if (starts[cell] < starts[cell + 1]) {
                from = Math.min(from, SparseCounts.number(entries[starts[cell]]));
                to = Math.max(to, SparseCounts.number(entries[starts[cell + 1] - 1]));
            }
        }
        least = from <= to ? from : 0;
        greatest = from <= to ? to : 0;
    }

    static SortedCounts of(List<SparseCounts> cells) {
        int[] starts = new int[cells.size() + 1];
        for (int i = 0; i < cells.size(); i++) {
            starts[i + 1] = starts[i] + cells.get(i).settle().length;
        }
        long[] entries = new long[starts[cells.size()]];
        for (int i = 0; i < cells.size(); i++) {
            System.arraycopy(cells.get(i).settle(), 0, entries, starts[i], starts[i + 1] - starts[i]);
        }
        return new SortedCounts(starts, entries);
    }

    /** No number is less; 0 where there is none. */
    int least() {
        return least;
    }

    /** No number is greater; 0 where there is none. */
    int greatest() {
        return greatest;
    }

    /** Where a cell begins among the entries; of the number of cells, where they end. */
    int start(int cell) {
        return starts[cell];
    }

    /** To be read by {@link SparseCounts#number} and {@link SparseCounts#times}. */
    long entry(int at) {
        return entries[at];
    }

    /** How many in all cells before this one are at or above a number, for each cell and for the end. */
    long[] reaching(long number) {
        long[] totals = new long[starts.length];
        for (int cell = 0; cell + 1 < starts.length; cell++) {
            totals[cell + 1] = totals[cell] + reaching(number, cell, cell + 1);
        }
        return totals;
    }

    /** How many in some cells are at or above a number. */
    long reaching(long number, int fromCell, int toCell) {
        long reaching = 0;
        for (int cell = fromCell; cell < toCell; cell++) {
            for (int i = starts[cell + 1] - 1; i >= starts[cell] && SparseCounts.number(entries[i]) >= number; i--) {
                reaching += SparseCounts.times(entries[i]);
            }
        }
        return reaching;
    }

    /**
     * The numbers at some quantiles of a few cells; -1 where the cells are empty. Sorts what they hold: for many
     * cells {@link #merged} is faster.
     *
     * @param quantiles in their order
     */
    int[] quantiles(int fromCell, int toCell, double[] quantiles) {
        int[] found = new int[quantiles.length];
        Arrays.fill(found, -1);
        long[] sorted = Arrays.copyOfRange(entries, starts[fromCell], starts[toCell]);
        Arrays.sort(sorted);
        long all = 0;
        for (long entry : sorted) {
            all += SparseCounts.times(entry);
        }
        long passed = 0;
        int next = 0;
        for (long entry : sorted) {
            passed += SparseCounts.times(entry);
            while (next < found.length && passed >= OrderStatistics.rank(quantiles[next], all)) {
                found[next++] = SparseCounts.number(entry);
            }
        }
        return found;
    }

    /** All of some cells together. */
    PagedCounts merged(int fromCell, int toCell) {
        PagedCounts merged = new PagedCounts(least, greatest);
        merged.addAll(entries, starts[fromCell], starts[toCell]);
        return merged;
    }
}
