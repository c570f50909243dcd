package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric by the tenth of a second in which they were taken: as much memory as the run is long, however
 * many they are. Guarded by the lock of its {@link Metrics}.
 */
final class MetricSeries {

    private final double[] thresholds;
    private final NavigableMap<Long, MetricCell> cells = new TreeMap<>();
    private @Nullable MetricTotals totals;

    /** @param thresholds that samples are counted against, in any order */
    MetricSeries(double... thresholds) {
        this.thresholds = Arrays.stream(thresholds).sorted().distinct().toArray();
    }

    void record(long atMicros, double value) {
        cells.computeIfAbsent(Window.down(atMicros), start -> new MetricCell(thresholds))
                .record(value);
    }

    /** No more will come: from here on windows are looked up by running totals. */
    void end() {
        totals = MetricTotals.of(cells, thresholds.length);
    }

    @Nullable Ranked ranked() {
        return totals;
    }

    long samples(Window window) {
        return totals != null
                ? totals.samples(window)
                : within(window).stream().mapToLong(cell -> cell.samples).sum();
    }

    /** How many samples of a window are at or above the threshold with this index. */
    long reaching(int threshold, Window window) {
        return totals != null
                ? totals.reaching(threshold, window)
                : within(window).stream()
                        .mapToLong(cell -> cell.reaching[threshold])
                        .sum();
    }

    private Collection<MetricCell> within(Window window) {
        return totals != null
                ? totals.within(window)
                : cells.subMap(window.from(), window.to()).values();
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** All of a window but for {@link MetricCell#values}. */
    MetricCell total(Window window) {
        MetricCell total = new MetricCell(thresholds);
        within(window).forEach(cell -> cell.addTo(total));
        return total;
    }

    SparseCounts values(Window window) {
        SparseCounts all = new SparseCounts();
        within(window).forEach(cell -> all.addAll(cell.values));
        return all;
    }

    /** Where this threshold stands, negative if it is none of them. */
    int indexOf(double threshold) {
        return Arrays.binarySearch(thresholds, threshold);
    }

    /** Every cell that has samples, for a file from which the series can be made again. */
    List<MetricRow> rows(String metric) {
        List<MetricRow> rows = new ArrayList<>();
        cells.forEach((start, cell) -> {
            SortedMap<Double, Long> reaching = new TreeMap<>();
            for (int i = 0; i < thresholds.length; i++) {
                reaching.put(thresholds[i], cell.reaching[i]);
            }
            SortedMap<Double, Long> values = new TreeMap<>();
            cell.values.forEach((step, times) -> values.put(MetricCell.value(step), times));
            rows.add(new MetricRow(
                    metric, start, cell.samples, cell.notZero, cell.sum, cell.min, cell.max, reaching, values));
        });
        return rows;
    }

    /** @throws IllegalArgumentException if the row cannot be one of this series */
    void restore(MetricRow row) {
        MetricCell cell = new MetricCell(thresholds);
        cell.samples = row.samples();
        cell.notZero = row.notZero();
        cell.sum = row.sum();
        cell.min = row.min();
        cell.max = row.max();
        for (int i = 0; i < thresholds.length; i++) {
            Long reaching = row.reaching().get(thresholds[i]);
            if (reaching == null) {
                throw new IllegalArgumentException("it counts against other bounds");
            }
            cell.reaching[i] = reaching;
        }
        row.values().forEach((value, times) -> cell.values.add(MetricCell.step(value), times));
        long samples = row.values().values().stream().mapToLong(Long::longValue).sum();
        if (samples != row.samples() || samples < 1 || row.start() % Cell.LENGTH != 0) {
            throw new IllegalArgumentException("it is no whole cell");
        }
        if (cells.put(row.start(), cell) != null) {
            throw new IllegalArgumentException("it comes twice");
        }
    }
}
