package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.RequestSelection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a load engine saw, by the tenth of a second in which each request was due. Counts over any window come from
 * running totals; latencies are merged exactly.
 */
public final class Series {

    /** Microseconds in 31 days: a time beyond it is damage, and its empty cells would fill the memory. */
    private static final long LONGEST_RUN = 31L * 24 * 3600 * 1_000_000;

    private static final int DUE = 0;
    private static final int OK = 1;
    private static final int FAILED = 2;
    private static final int TIMED_OUT = 3;
    private static final int UNSENT = 4;
    private static final int LATENCY_SUM = 5;
    private static final int MOVED = 6;
    private static final int BORDER_DUE = 7;
    private static final int BORDER_OK = 8;
    private static final int FIRST_THRESHOLD = 9;

    /** p50, p95, p99, and the greatest. */
    private static final double[] CHARTED = {0.5, 0.95, 0.99, 1};

    private final LatencyBounds thresholds;
    private final long base;
    private final List<Cell> cells;
    private final Acknowledgements acknowledgements;
    private final Witnesses witnesses;
    private final Metrics metrics;
    private final Map<RequestSelection, Series> parts;

    /** {@code totals[k][i]}: the sum of column k over the first i cells. */
    private final long[][] totals;

    private final LatencyTotals latencies;

    Series(
            LatencyBounds thresholds,
            long base,
            List<Cell> cells,
            Acknowledgements acknowledgements,
            Witnesses witnesses,
            Metrics metrics,
            Map<RequestSelection, Series> parts) {
        this.metrics = metrics;
        this.parts = new LinkedHashMap<>(parts);
        this.thresholds = thresholds;
        this.base = base;
        this.cells = List.copyOf(cells);
        this.acknowledgements = acknowledgements;
        this.witnesses = witnesses;
        int count = thresholds.count();
        totals = new long[FIRST_THRESHOLD + 2 * count][this.cells.size() + 1];
        for (int i = 0; i < this.cells.size(); i++) {
            Cell cell = this.cells.get(i);
            add(DUE, i, cell.due);
            add(OK, i, cell.ok);
            add(FAILED, i, cell.failed);
            add(TIMED_OUT, i, cell.timedOut);
            add(UNSENT, i, cell.unsent);
            add(LATENCY_SUM, i, cell.latencySum);
            add(MOVED, i, cell.moved);
            add(BORDER_DUE, i, cell.borderDue);
            add(BORDER_OK, i, cell.borderOk);
            for (int t = 0; t < count; t++) {
                add(FIRST_THRESHOLD + t, i, cell.beyond[t]);
                add(FIRST_THRESHOLD + count + t, i, cell.undecided[t]);
            }
        }
        latencies = new LatencyTotals(this, this.cells);
    }

    /** A series of a run that never had any load. */
    public static Series empty() {
        return empty(LatencyBounds.of());
    }

    private static Series empty(LatencyBounds thresholds) {
        return new Series(
                thresholds, 0, List.of(), Acknowledgements.none(), Witnesses.none(), Metrics.none(), Map.of());
    }

    /**
     * The requests alone that an objective speaks of, without acknowledgements, witnesses and metrics. Where none were told
     * apart, there are none.
     */
    public Series only(RequestSelection requests) {
        return requests.isAll() ? this : parts.getOrDefault(requests, empty(thresholds));
    }

    /** The requests that were told apart. */
    public Map<RequestSelection, Series> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** The same with the requests that were told apart. */
    public Series with(Map<RequestSelection, Series> others) {
        return new Series(thresholds, base, cells, acknowledgements, witnesses, metrics, others);
    }

    /**
     * A series as its {@link #rows}, {@link #bounds} and the rest of it say: no different from the one they were taken
     * from.
     *
     * @throws IllegalArgumentException if the rows are not in order, not of whole cells, or hold no histogram that can be
     *     read
     */
    public static Series of(
            long[] bounds,
            Iterable<Row> rows,
            Acknowledgements acknowledgements,
            Witnesses witnesses,
            Metrics metrics) {
        LatencyBounds thresholds = LatencyBounds.of(bounds);
        List<Cell> cells = new ArrayList<>();
        long base = 0;
        for (Row row : rows) {
            base = cells.isEmpty() ? row.start : base;
            long index = (row.start - base) / Cell.LENGTH;
            if (index < cells.size() || row.start % Cell.LENGTH != 0 || row.start - base > LONGEST_RUN) {
                throw new IllegalArgumentException("the row of " + row.start + " cannot stand where it stands");
            }
            while (cells.size() < index) {
                cells.add(new Cell(thresholds.count()));
            }
            cells.add(Cell.of(row, thresholds.count()));
        }
        return new Series(thresholds, base, cells, acknowledgements, witnesses, metrics, Map.of());
    }

    private void add(int column, int cell, long value) {
        totals[column][cell + 1] = totals[column][cell] + value;
    }

    LatencyBounds thresholds() {
        return thresholds;
    }

    List<Cell> cells() {
        return cells;
    }

    public Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** What the loads and the other parts of the test bench know of themselves. */
    public Witnesses witnesses() {
        return witnesses;
    }

    /** The metrics that objectives name. */
    public Metrics metrics() {
        return metrics;
    }

    public boolean isEmpty() {
        return cells.isEmpty();
    }

    /** From the first cell in which something was due to the last. */
    public Window whole() {
        return new Window(base, base + cells.size() * Cell.LENGTH);
    }

    WindowStats over(Window window) {
        int from = index(window.from());
        int to = index(window.to());
        return new WindowStats(
                window,
                sum(DUE, from, to),
                sum(MOVED, from, to),
                new WindowStats.Border(sum(BORDER_DUE, from, to), sum(BORDER_OK, from, to)),
                sum(OK, from, to),
                sum(FAILED, from, to),
                sum(TIMED_OUT, from, to),
                sum(UNSENT, from, to),
                sum(LATENCY_SUM, from, to),
                beyond(from, to),
                () -> latencies.merged(from, to));
    }

    private WindowStats.Beyond beyond(int from, int to) {
        return new WindowStats.Beyond() {
            @Override
            public long count(int threshold) {
                return sum(FIRST_THRESHOLD + threshold, from, to);
            }

            @Override
            public long undecided(int threshold) {
                return sum(FIRST_THRESHOLD + thresholds.count() + threshold, from, to);
            }

            @Override
            public long near(long micros) {
                return latencies.near(micros, from, to);
            }
        };
    }

    /** The latencies, to be found by their rank. */
    LatencyTotals latencies() {
        return latencies;
    }

    long[] due() {
        return totals[DUE];
    }

    long[] beyond(int threshold) {
        return totals[FIRST_THRESHOLD + threshold];
    }

    long[] undecided(int threshold) {
        return totals[FIRST_THRESHOLD + thresholds.count() + threshold];
    }

    /** What was due between two instants; a cell astride of an instant counts after it. */
    public Counts between(Instant from, Instant to) {
        WindowStats stats = over(new Window(Window.down(Window.micros(from)), Window.down(Window.micros(to))));
        return new Counts(stats.due(), stats.errors());
    }

    /** How many requests were due, and how many of these were not answered as expected and in time. */
    public record Counts(long due, long errors) {}

    /** One summary for each second, for charts. */
    public List<Second> seconds() {
        return seconds(whole());
    }

    /** The same of a time that begins with a cell; nothing was due in what is beyond the series. */
    public List<Second> seconds(Window whole) {
        List<Second> seconds = new ArrayList<>();
        for (long at = whole.from(); at < whole.to(); at += 1_000_000) {
            WindowStats stats = over(new Window(at, Math.min(at + 1_000_000, whole.to())));
            long[] found = latencies.quantiles(
                    index(stats.window().from()), index(stats.window().to()), CHARTED);
            boolean none = stats.measured() == 0;
            seconds.add(new Second(
                    Window.instant(at),
                    stats.due(),
                    stats.ok(),
                    stats.errors(),
                    stats.throughput(),
                    none ? -1 : found[0] / 1e3,
                    none ? -1 : found[1] / 1e3,
                    none ? -1 : found[2] / 1e3,
                    none ? -1 : found[3] / 1e3));
        }
        return seconds;
    }

    /**
     * What became of the requests that were due in one second.
     *
     * @param throughput good answers each second, by when they were due
     * @param p50 in milliseconds, as the others; -1 where nothing was measured
     */
    public record Second(
            Instant start,
            long due,
            long ok,
            long errors,
            double throughput,
            double p50,
            double p95,
            double p99,
            double max) {

        /** The share of requests that failed; NaN where none was due. */
        public double errorRate() {
            return due == 0 ? Double.NaN : (double) errors / due;
        }
    }

    /**
     * Every cell in which something was due, besides the first and the last, for a file from which all of this can be
     * computed again.
     */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            boolean isEdge = i == 0 || i == cells.size() - 1; // together they say how long the series is
            if (isEdge || cell.due + cell.moved > 0 || cell.ok + cell.failed + cell.timedOut + cell.unsent > 0) {
                rows.add(new Row(
                        base + i * Cell.LENGTH,
                        cell.due,
                        cell.ok,
                        cell.failed,
                        cell.timedOut,
                        cell.unsent,
                        cell.latencySum,
                        cell.moved,
                        cell.borderDue,
                        cell.borderOk,
                        cell.beyond.clone(),
                        cell.undecided.clone(),
                        cell.measured() == 0 ? new byte[0] : cell.latencies.encoded()));
            }
        }
        return rows;
    }

    /** The latency bounds that {@link Row#beyond} and {@link Row#undecided} count against, in microseconds. */
    public long[] bounds() {
        return thresholds.toArray();
    }

    /**
     * One cell of 100 ms.
     *
     * @param start microseconds since the epoch
     * @param latencySum of all that were measured, exactly, in microseconds
     * @param moved requests that were due here, and count at an injection because they were open at that instant
     * @param borderDue of {@code due}: those that were moved here from before the injection
     * @param borderOk of {@code ok}: the same
     * @param latencies a compressed HdrHistogram of microseconds; empty where there are none
     */
    public record Row(
            long start,
            long due,
            long ok,
            long failed,
            long timedOut,
            long unsent,
            long latencySum,
            long moved,
            long borderDue,
            long borderOk,
            long[] beyond,
            long[] undecided,
            byte[] latencies) {}

    private long sum(int column, int from, int to) {
        return totals[column][to] - totals[column][from];
    }

    int index(long micros) {
        return (int) Math.max(0, Math.min(cells.size(), (micros - base) / Cell.LENGTH));
    }
}
