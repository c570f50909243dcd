package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The writes that the system said it has, in the order in which it said so. */
public final class Acknowledgements {

    private final List<String> ids;
    private final long[] times;

    Acknowledgements(List<String> ids, long[] times) {
        this.ids = List.copyOf(ids);
        this.times = times.clone();
    }

    /**
     * These ids with their times.
     *
     * @param times microseconds since the epoch, one for each id
     * @throws IllegalArgumentException if there are more of the one than of the other
     */
    public static Acknowledgements of(List<String> ids, long[] times) {
        if (ids.size() != times.length) {
            throw new IllegalArgumentException(ids.size() + " ids and " + times.length + " times");
        }
        return new Acknowledgements(ids, times);
    }

    public List<String> ids() {
        return ids;
    }

    /** When each of them was given, in microseconds since the epoch. */
    public long[] times() {
        return times.clone();
    }

    /** How many were given within this window. */
    public long during(Window window) {
        return Arrays.stream(times).filter(window::contains).count();
    }

    /** Grows while a run lasts. Guarded by its recorder's lock. */
    static final class Builder {
        private final List<String> ids = new ArrayList<>();
        private long[] times = new long[1024];

        void add(String id, long atMicros) {
            if (ids.size() == times.length) {
                times = Arrays.copyOf(times, times.length * 2);
            }
            times[ids.size()] = atMicros;
            ids.add(id);
        }

        Acknowledgements build() {
            return new Acknowledgements(ids, Arrays.copyOf(times, ids.size()));
        }
    }
}
