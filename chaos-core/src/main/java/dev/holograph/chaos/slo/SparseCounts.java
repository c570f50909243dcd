package dev.holograph.chaos.slo;

import java.util.Arrays;

/** How often each of some numbers came, in order, with room for only those that did. */
final class SparseCounts {

    /** Takes a number and how often it came. */
    @FunctionalInterface
    interface Visitor {
        void visit(long number, long times);
    }

    private long[] numbers = new long[4];
    private long[] counts = new long[4];
    private int size;

    void add(long number, long times) {
        int at = Arrays.binarySearch(numbers, 0, size, number);
        if (at < 0) {
            at = -at - 1;
            insert(at, number);
        }
        counts[at] += times;
    }

    void addAll(SparseCounts other) {
        other.forEach(this::add);
    }

    /** From the smallest to the greatest. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < size; i++) {
            visitor.visit(numbers[i], counts[i]);
        }
    }

    /** The number with this rank in the order of all, from 1; the greatest where there are fewer. Must not be empty. */
    long ranked(long rank) {
        long passed = 0;
        for (int i = 0; i < size; i++) {
            passed += counts[i];
            if (passed >= rank) {
                return numbers[i];
            }
        }
        return numbers[size - 1];
    }

    /** How often this number or a greater one came. */
    long atLeast(long number) {
        long found = 0;
        for (int i = size - 1; i >= 0 && numbers[i] >= number; i--) {
            found += counts[i];
        }
        return found;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Must not be empty. */
    long least() {
        return numbers[0];
    }

    /** Must not be empty. */
    long greatest() {
        return numbers[size - 1];
    }

    private void insert(int at, long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        numbers[at] = number;
        counts[at] = 0;
        size++;
    }
}
