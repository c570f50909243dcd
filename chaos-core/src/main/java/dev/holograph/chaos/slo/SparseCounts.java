package dev.holograph.chaos.slo;

import java.util.List;

/**
 * How often each of some numbers came, with room for only those that did: a hash table, since a sorted one takes longer
 * for each sample than the sample's way to it.
 */
final class SparseCounts {

    /** Takes a number and how often it came. */
    @FunctionalInterface
    interface Visitor {
        void visit(long number, long times);
    }

    /** 2^64 divided by the golden ratio: neighbours go to places far apart. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    /** By the hash of the number, the next free place where that is taken; a place whose count is 0 is free. */
    private long[] numbers = new long[8];

    private long[] counts = new long[8];
    private int size;

    void add(long number, long times) {
        int at = place(number);
        if (counts[at] == 0) {
            numbers[at] = number;
            size++;
        }
        counts[at] += times;
        if (size * 2 > numbers.length) {
            grow();
        }
    }

    void addAll(SparseCounts other) {
        other.forEach(this::add);
    }

    /** In no order. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < numbers.length; i++) {
            if (counts[i] != 0) {
                visitor.visit(numbers[i], counts[i]);
            }
        }
    }

    /** How many different numbers came. */
    int size() {
        return size;
    }

    /** The number with this rank in the order of all, from 1; the greatest where there are fewer. Must not be empty. */
    long ranked(long rank) {
        SortedCounts sorted = new SortedCounts(List.of(this));
        return sorted.ranked(0, 1, rank);
    }

    private int place(long number) {
        int mask = numbers.length - 1;
        int at = (int) ((number * SCATTER) >>> 32) & mask;
        while (counts[at] != 0 && numbers[at] != number) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        long[] oldCounts = counts;
        numbers = new long[oldNumbers.length * 2];
        counts = new long[oldCounts.length * 2];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldNumbers[i]);
                numbers[at] = oldNumbers[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}
