package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric by the tenth of a second in which they were taken: as much memory as the run is long, however
 * many they are. Guarded by the lock of its {@link Metrics}.
 */
final class MetricSeries {

    private final MetricColumns columns;
    private final MetricValues values = new MetricValues();
    private int last;
    private @Nullable MetricTotals totals;

    /** @param thresholds that samples are counted against, in any order */
    MetricSeries(double... thresholds) {
        columns =
                new MetricColumns(Arrays.stream(thresholds).sorted().distinct().toArray());
    }

    void record(long atMicros, double value) {
        long start = Window.down(atMicros);
        int row = row(start);
        columns.record(row, value);
        values.add(row, start, MetricCell.step(value), 1);
    }

    private int row(long start) {
        if (!columns.has(last, start)) {
            last = columns.first(start);
            if (!columns.has(last, start)) {
                columns.insert(last, start);
                values.insert(last);
            }
        }
        return last;
    }

    /** No more will come: from here on windows are looked up by running totals. */
    void end() {
        totals = new MetricTotals(columns, values.sorted(columns));
    }

    /** Once no more will come; {@code null} before. */
    @Nullable MetricTotals totals() {
        return totals;
    }

    long samples(Window window) {
        return totals != null
                ? totals.samples()[totals.index(window.to())] - totals.samples()[totals.index(window.from())]
                : columns.samples(from(window), to(window));
    }

    /** How many samples of a window are at or above the threshold with this index. */
    long reaching(int threshold, Window window) {
        return totals != null
                ? totals.reaching(threshold, from(window), to(window))
                : columns.reaching(threshold, from(window), to(window));
    }

    /** How many samples of a window lie above a step. */
    long above(int step, Window window) {
        if (totals != null) {
            return totals.above(step, from(window), to(window));
        }
        long[] found = new long[1];
        values(window).forEach((number, times) -> found[0] += number > step ? times : 0);
        return found[0];
    }

    private int from(Window window) {
        return totals != null ? totals.index(window.from()) : columns.first(window.from());
    }

    private int to(Window window) {
        return totals != null ? totals.index(window.to()) : columns.first(window.to());
    }

    boolean isEmpty() {
        return columns.size() == 0;
    }

    /** All of a window but for its values. */
    MetricCell total(Window window) {
        return columns.total(from(window), to(window));
    }

    /** How often each {@link MetricCell#step} came in a window. */
    PagedCounts values(Window window) {
        return totals != null
                ? totals.values().merged(from(window), to(window))
                : values.merged(columns, from(window), to(window));
    }

    /** A quantile of a few cells, once no more will come; NaN where there is no sample. */
    double quantile(double quantile, Window window) {
        if (totals == null || samples(window) == 0) {
            return Double.NaN;
        }
        MetricCell total = total(window);
        int step = totals.values().quantiles(from(window), to(window), new double[] {quantile})[0];
        return Math.max(total.min, Math.min(total.max, MetricCell.value(step)));
    }

    /** Where this threshold stands, negative if it is none of them. */
    int indexOf(double threshold) {
        return columns.indexOf(threshold);
    }

    /** Every cell that has samples, for a file from which the series can be made again. */
    List<MetricRow> rows(String metric) {
        SortedCounts sorted = totals == null ? values.sorted(columns) : totals.values();
        List<MetricRow> rows = new ArrayList<>();
        for (int row = 0; row < columns.size(); row++) {
            MetricCell cell = columns.total(row, row + 1);
            SortedMap<Double, Long> reaching = new TreeMap<>();
            for (int i = 0; i < columns.thresholds().length; i++) {
                reaching.put(columns.thresholds()[i], columns.reaching(i, row, row + 1));
            }
            SortedMap<Double, Long> counts = new TreeMap<>();
            for (int i = sorted.start(row); i < sorted.start(row + 1); i++) {
                long entry = sorted.entry(i);
                counts.put(MetricCell.value(SparseCounts.number(entry)), (long) SparseCounts.times(entry));
            }
            rows.add(new MetricRow(
                    metric,
                    columns.start(row),
                    cell.samples,
                    cell.notZero,
                    cell.sum,
                    cell.min,
                    cell.max,
                    reaching,
                    counts));
        }
        return rows;
    }

    /** @throws IllegalArgumentException if the row cannot be one of this series */
    void restore(MetricRow row) {
        long samples = row.values().values().stream().mapToLong(Long::longValue).sum();
        if (samples != row.samples() || samples < 1 || row.start() % Cell.LENGTH != 0) {
            throw new IllegalArgumentException("it is no whole cell");
        }
        int at = columns.first(row.start());
        if (columns.has(at, row.start())) {
            throw new IllegalArgumentException("it comes twice");
        }
        columns.insert(at, row.start());
        values.insert(at);
        columns.restore(at, row);
        row.values().forEach((value, times) -> values.add(at, row.start(), MetricCell.step(value), times));
    }
}
