package dev.holograph.chaos.slo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many events came in each tenth of a second. Guarded by its owner's lock while it is written to. */
public final class CellCounts {

    private static final int FIRST_LENGTH = 64;

    private long base;
    private long[] counts = new long[0];
    private int size;

    /** @param micros since the epoch */
    void add(long micros, long count) {
        long known = (micros - base) / Cell.LENGTH;
        if (micros >= base && known < size) {
            counts[(int) known] += count;
        } else {
            grow(micros, count);
        }
    }

    void add(CellCounts others) {
        for (int i = 0; i < others.size; i++) {
            if (others.counts[i] != 0) {
                add(others.base + i * Cell.LENGTH, others.counts[i]);
            }
        }
    }

    private void grow(long micros, long count) {
        long start = Window.down(micros);
        if (size == 0) {
            base = start;
        }
        if (start < base) {
            int more = (int) ((base - start) / Cell.LENGTH);
            long[] moved = new long[Math.max(FIRST_LENGTH, 2 * (size + more))];
            System.arraycopy(counts, 0, moved, more, size);
            counts = moved;
            size += more;
            base = start;
        }
        int index = (int) ((start - base) / Cell.LENGTH);
        if (index >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(FIRST_LENGTH, 2 * (index + 1)));
        }
        size = Math.max(size, index + 1);
        counts[index] += count;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** How many came in all. */
    long total() {
        return Arrays.stream(counts, 0, size).sum();
    }

    /** How many came in a window. */
    long over(Window window) {
        long sum = 0;
        for (int i = index(window.from()); i < index(window.to()); i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** The longest part of a window in which nothing came; {@code null} if something came in each of its cells. */
    @Nullable Window longestGap(Window window) {
        Window longest = null;
        long from = window.from();
        for (long at = window.from(); at <= window.to(); at += Cell.LENGTH) {
            if (at == window.to() || count(at) > 0) {
                if (at > from && (longest == null || at - from > longest.to() - longest.from())) {
                    longest = new Window(from, at);
                }
                from = at + Cell.LENGTH;
            }
        }
        return longest;
    }

    /** The first cell, in microseconds since the epoch. */
    public long start() {
        return base;
    }

    /** The end of the last cell in which something came, in microseconds since the epoch; 0: nothing came. */
    long end() {
        return base + size * Cell.LENGTH;
    }

    /** The count of each cell from {@link #start} on. */
    public long[] toArray() {
        return Arrays.copyOf(counts, size);
    }

    /**
     * Counts as {@link #start} and {@link #toArray} gave them.
     *
     * @throws IllegalArgumentException if the start is not that of a cell
     */
    public static CellCounts of(long start, long[] counts) {
        if (start % Cell.LENGTH != 0) {
            throw new IllegalArgumentException(start + " is not the start of a cell");
        }
        CellCounts read = new CellCounts();
        read.base = start;
        read.counts = counts.clone();
        read.size = counts.length;
        return read;
    }

    CellCounts copy() {
        return of(base, toArray());
    }

    private long count(long micros) {
        return micros < base || micros >= base + size * Cell.LENGTH ? 0 : counts[index(micros)];
    }

    private int index(long micros) {
        return (int) Math.max(0, Math.min(size, (micros - base) / Cell.LENGTH));
    }
}
