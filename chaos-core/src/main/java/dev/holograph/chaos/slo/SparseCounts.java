package dev.holograph.chaos.slo;

import java.util.Arrays;

/**
 * How often each of some numbers came, with room for only those that did: a hash table while they come, since a sorted
 * one takes longer for each sample than the sample's way to it; in order and without a free place from then on.
 */
final class SparseCounts {

    /** Takes a number and how often it came. */
    @FunctionalInterface
    interface Visitor {
        void visit(long number, long times);
    }

    /** 2^64 divided by the golden ratio: neighbours go to places far apart. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private static final int FEWEST = 8;

    /**
     * A number, and in the lower half of the long how often it came; 0 is free. By the hash of the number, the next free
     * place where that is taken.
     */
    private long[] places = new long[FEWEST];

    private int size;
    private boolean settled;

    /**
     * @param times at least 1
     * @throws IllegalArgumentException if it came more than 2^31 times in all
     */
    void add(int number, long times) {
        if (settled) {
            addLate(number, times);
            return;
        }
        int at = place(number);
        if (places[at] == 0) {
            places[at] = entry(number, 0);
            size++;
        }
        places[at] = plus(places[at], times);
        if (size * 2 > places.length) {
            scatter(places.length * 2);
        }
    }

    /**
     * In the order of the numbers, to be read by {@link #number} and {@link #times}. More may come, at the price of
     * another table.
     */
    long[] settle() {
        if (!settled) {
            long[] entries = new long[size];
            int next = 0;
            for (long place : places) {
                if (place != 0) {
                    entries[next++] = place;
                }
            }
            Arrays.sort(entries);
            places = entries;
            settled = true;
        }
        return places;
    }

    /** What an entry counts. */
    static int number(long entry) {
        return (int) (entry >> Integer.SIZE);
    }

    /** How often it came. */
    static int times(long entry) {
        return (int) entry;
    }

    static long entry(int number, int times) {
        return (long) number << Integer.SIZE | times;
    }

    /** In no order. */
    void forEach(Visitor visitor) {
        for (long place : places) {
            if (place != 0) {
                visitor.visit(number(place), times(place));
            }
        }
    }

    private void addLate(int number, long times) {
        int found = Arrays.binarySearch(places, entry(number, 0));
        int at = found >= 0 ? found : -found - 1; // no entry has a count of 0: it stands before that of its number
        if (at < places.length && number(places[at]) == number) {
            places[at] = plus(places[at], times);
        } else {
            scatter(Math.max(FEWEST, Integer.highestOneBit(places.length + 1) * 4));
            settled = false;
            add(number, times);
        }
    }

    private static long plus(long entry, long times) {
        if (times < 1 || times > Integer.MAX_VALUE - times(entry)) {
            throw new IllegalArgumentException(times + " and " + times(entry) + " of a kind in a tenth of a second");
        }
        return entry + times;
    }

    private int place(int number) {
        int mask = places.length - 1;
        int at = (int) ((number * SCATTER) >>> Integer.SIZE) & mask;
        while (places[at] != 0 && number(places[at]) != number) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void scatter(int length) {
        long[] old = places;
        places = new long[length];
        for (long entry : old) {
            if (entry != 0) {
                places[place(number(entry))] = entry;
            }
        }
    }
}
