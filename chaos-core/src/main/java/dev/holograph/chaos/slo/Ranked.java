package dev.holograph.chaos.slo;

import java.util.stream.Stream;

/** Values by the tenth of a second, each as a whole number of the same order, to be found by their rank. */
interface Ranked {

    /** No value is less than this. */
    long least();

    /** No value is greater than this. */
    long greatest();

    /** How many values a window has. */
    long samples(Window window);

    /** How many values in all cells before this one are at or above a number, for each cell and for the end. */
    long[] reaching(long number);

    /** The cell that begins here; the first or the end where there is none. */
    int index(long micros);

    /** The value with this rank in the order of a window's, from 1. */
    long ranked(Window window, long rank);

    /** Which of so many values in their order is the quantile: the ⌈q·n⌉-th smallest, at least the first. */
    static long rank(double quantile, long samples) {
        return Math.max(1, (long) Math.ceil(quantile * samples - 1e-9));
    }

    /** The running totals of something that each cell has. */
    interface CellCount {
        long of(int cell);
    }

    static long[] running(int cells, CellCount count) {
        long[] totals = new long[cells + 1];
        for (int i = 0; i < cells; i++) {
            totals[i + 1] = totals[i] + count.of(i);
        }
        return totals;
    }

    static long least(Stream<SparseCounts> cells) {
        return cells.filter(cell -> !cell.isEmpty())
                .mapToLong(SparseCounts::least)
                .min()
                .orElse(0);
    }

    static long greatest(Stream<SparseCounts> cells) {
        return cells.filter(cell -> !cell.isEmpty())
                .mapToLong(SparseCounts::greatest)
                .max()
                .orElse(0);
    }
}
