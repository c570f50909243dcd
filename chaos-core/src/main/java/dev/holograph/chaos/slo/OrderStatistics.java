package dev.holograph.chaos.slo;

/**
 * Values of a run that is over by the tenth of a second, each as a whole number of the same order. Every array is one of
 * running totals: of all cells before each, and at its end of all.
 */
interface OrderStatistics {

    /** The cell that begins here; the first or the end where there is none. */
    int index(long micros);

    /** How many values there are. */
    long[] samples();

    SortedCounts values();

    /** Which of so many values in their order is the quantile: the ⌈q·n⌉-th smallest, at least the first. */
    static long rank(double quantile, long samples) {
        return Math.max(1, (long) Math.ceil(quantile * samples - 1e-9));
    }
}
