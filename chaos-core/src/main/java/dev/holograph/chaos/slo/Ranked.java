package dev.holograph.chaos.slo;

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
}
