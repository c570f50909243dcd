package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The samples of one metric by the tenth of a second in which they were taken. Values are kept as they came, eight bytes
 * each, and not in a histogram: metrics may be negative, tiny or without a scale, and only those that objectives name
 * are kept at all. Guarded by the lock of its {@link Metrics}.
 */
final class MetricSeries {

    private static final class Values {
        private double[] values = new double[4];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        double[] copy() {
            return Arrays.copyOf(values, size);
        }
    }

    private final NavigableMap<Long, Values> cells = new TreeMap<>();

    void record(long atMicros, double value) {
        cells.computeIfAbsent(Window.down(atMicros), start -> new Values()).add(value);
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    double[] within(Window window) {
        Map<Long, Values> found = cells.subMap(window.from(), true, window.to(), false);
        int size = found.values().stream().mapToInt(cell -> cell.size).sum();
        double[] all = new double[size];
        int at = 0;
        for (Values cell : found.values()) {
            System.arraycopy(cell.values, 0, all, at, cell.size);
            at += cell.size;
        }
        return all;
    }

    /** The values of each cell, by its start in microseconds. */
    NavigableMap<Long, double[]> cells() {
        NavigableMap<Long, double[]> copy = new TreeMap<>();
        cells.forEach((start, cell) -> copy.put(start, cell.copy()));
        return copy;
    }
}
