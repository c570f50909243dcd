package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.RequestSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Requests by the tenth of a second in which they were due, or, if a fault was injected while they were open, by that of
 * the injection. Guarded by its recorder's lock.
 */
final class RequestCells {

    /** Most answers come within 3 s; those to earlier cells cost a little more, and these take a fifth of the memory. */
    private static final int UNSETTLED = 30;

    private final LatencyBounds bounds;
    private final long timeoutMicros;
    private final Borders borders;
    private final List<Cell> cells = new ArrayList<>();
    private long base;

    /** @param borders marks of injections, which all requests of a run share */
    RequestCells(LatencyBounds bounds, long timeoutMicros, Borders borders) {
        this.bounds = bounds;
        this.timeoutMicros = timeoutMicros;
        this.borders = borders;
    }

    void due(long dueMicros) {
        cell(dueMicros).due++;
    }

    void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        long border = borders.between(dueMicros, dueMicros + latencyMicros);
        if (border == Borders.NONE) {
            cell(dueMicros).record(outcome, latencyMicros, bounds);
        } else {
            cell(dueMicros).moveTo(cell(border), outcome, latencyMicros, bounds);
        }
    }

    /**
     * How a window stands while the run lasts: requests younger than the time-out that have no outcome are open, older
     * ones have timed out. Where nothing at all has an outcome, everything counts as failed: a system that is gone would
     * otherwise look as if it had no load.
     */
    WindowStats live(Window window, long nowMicros) {
        Sums sums = new Sums(bounds.count());
        long open = 0;
        for (long at = first(window); at < end(window); at += Cell.LENGTH) {
            Cell cell = cell(at);
            long overdue = overdue(cell, at, nowMicros);
            open += cell.open() - overdue;
            sums.add(cell);
            sums.timeOut(overdue);
        }
        boolean nothingAnswered = sums.due == open;
        return new WindowStats(
                window,
                nothingAnswered ? open : sums.due - open,
                nothingAnswered ? 0 : open,
                WindowStats.Border.NONE,
                sums.ok,
                nothingAnswered ? open : sums.failed,
                sums.timedOut,
                sums.unsent,
                sums.latencies,
                beyond(sums, () -> liveLatencies(window, nowMicros)),
                () -> liveLatencies(window, nowMicros));
    }

    /**
     * What can at best come of a window: each request that has no outcome, or may still come to count in it, is answered
     * well and at once.
     *
     * @param planned requests that can be due in the window in all; 0 where what is known is complete
     * @param tooOldBefore of requests that were due before, an answer is too slow by now: at best they fail, and have no
     *     latency
     */
    WindowStats atBest(Window window, long planned, long tooOldBefore) {
        Sums sums = new Sums(bounds.count());
        long young = 0;
        long old = 0;
        long made = 0;
        for (long at = first(window); at < end(window); at += Cell.LENGTH) {
            Cell cell = cell(at);
            boolean isTooOld = at + Cell.LENGTH <= tooOldBefore;
            young += isTooOld ? 0 : cell.open();
            old += isTooOld ? cell.open() : 0;
            made += cell.due + cell.moved - cell.borderDue;
            sums.add(cell);
        }
        long more = Math.max(0, planned - made);
        if (borders.isIn(window)) {
            more += openBefore(window.from());
        }
        return new WindowStats(
                window,
                sums.due + more,
                0,
                WindowStats.Border.NONE,
                sums.ok + young + more,
                sums.failed + old,
                sums.timedOut,
                sums.unsent,
                sums.latencies,
                beyond(sums, () -> new Histogram(Latencies.DIGITS)), // of what it cannot tell: none is beyond
                () -> new Histogram(Latencies.DIGITS));
    }

    /** Of the cells of a window. */
    private final class Sums {

        private long due;
        private long ok;
        private long failed;
        private long timedOut;
        private long unsent;
        private double latencies;
        private final long[] beyond;
        private final long[] undecided;

        private Sums(int bounds) {
            this.beyond = new long[bounds];
            this.undecided = new long[bounds];
        }

        private void add(Cell cell) {
            due += cell.due;
            ok += cell.ok;
            failed += cell.failed;
            timedOut += cell.timedOut;
            unsent += cell.unsent;
            latencies += cell.latencySum;
            for (int i = 0; i < beyond.length; i++) {
                beyond[i] += cell.beyond[i];
                undecided[i] += cell.undecided[i];
            }
        }

        /** Requests of a cell that has been added, and of which no outcome will come. */
        private void timeOut(long count) {
            timedOut += count;
            latencies += (double) count * timeoutMicros;
            for (int i = 0; i < beyond.length; i++) {
                (timeoutMicros >= bounds.at(i) ? beyond : undecided)[i] += count;
            }
        }
    }

    /** Requests that were due before an instant, to the cell, and have no outcome yet. */
    long openBefore(long micros) {
        long open = 0;
        for (long at = base; at < Math.min(micros, base + cells.size() * Cell.LENGTH); at += Cell.LENGTH) {
            open += cell(at).open();
        }
        return open;
    }

    /**
     * The start of the first cell with a request that has no outcome yet and has not timed out either;
     * {@code Long.MAX_VALUE}: there is none.
     */
    long settledUntil(long nowMicros) {
        for (long at = base; at < base + cells.size() * Cell.LENGTH; at += Cell.LENGTH) {
            Cell cell = cell(at);
            if (cell.open() > overdue(cell, at, nowMicros)) {
                return at;
            }
        }
        return Long.MAX_VALUE;
    }

    private static WindowStats.Beyond beyond(Sums sums, Supplier<Histogram> latencies) {
        return new WindowStats.Beyond() {
            @Override
            public long count(int threshold) {
                return sums.beyond[threshold];
            }

            @Override
            public long undecided(int threshold) {
                return sums.undecided[threshold];
            }

            @Override
            public long near(long micros) {
                Histogram all = latencies.get();
                return all.getCountBetweenValues(micros, Math.max(micros, all.getMaxValue()));
            }
        };
    }

    private Histogram liveLatencies(Window window, long nowMicros) {
        Histogram merged = new Histogram(Latencies.DIGITS);
        for (long at = first(window); at < end(window); at += Cell.LENGTH) {
            Cell cell = cell(at);
            cell.latencies.addTo(merged);
            long overdue = overdue(cell, at, nowMicros);
            if (overdue > 0) {
                merged.recordValueWithCount(timeoutMicros, overdue);
            }
        }
        return merged;
    }

    /** The youngest request of a cell was due just before the cell's end. */
    private long overdue(Cell cell, long start, long nowMicros) {
        return start + Cell.LENGTH + timeoutMicros <= nowMicros ? cell.open() : 0;
    }

    private long first(Window window) {
        return Math.max(window.from(), base);
    }

    private long end(Window window) {
        return Math.min(window.to(), base + cells.size() * Cell.LENGTH);
    }

    /**
     * The whole series, when no more will come. What is open and older than the time-out has timed out; what is younger
     * (the load was cut off) is left out, since nobody knows.
     */
    Series finish(
            long nowMicros,
            Acknowledgements acknowledged,
            Witnesses witnesses,
            Metrics metrics,
            Map<RequestSelection, Series> parts) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            long start = base + i * Cell.LENGTH;
            long overdue = overdue(cell, start, nowMicros);
            long border = overdue == 0 ? Borders.NONE : borders.between(start, start + Cell.LENGTH + timeoutMicros);
            for (; overdue > 0; overdue--) {
                if (border == Borders.NONE) {
                    cell.record(Outcome.TIMED_OUT, timeoutMicros, bounds);
                } else {
                    cell.moveTo(cell(border), Outcome.TIMED_OUT, timeoutMicros, bounds);
                }
            }
            cell.due -= cell.open();
        }
        return new Series(bounds, base, cells, acknowledged, witnesses, metrics, parts);
    }

    private Cell cell(long dueMicros) {
        long known = (dueMicros - base) / Cell.LENGTH;
        if (dueMicros >= base && known < cells.size()) {
            return cells.get((int) known);
        }
        return newCell(dueMicros);
    }

    private Cell newCell(long dueMicros) {
        long start = Window.down(dueMicros);
        if (cells.isEmpty()) {
            base = start;
        }
        while (start < base) { // several generators: another one may have been a little earlier
            cells.add(0, new Cell(bounds.count()));
            base -= Cell.LENGTH;
        }
        int index = (int) ((start - base) / Cell.LENGTH);
        while (index >= cells.size()) {
            cells.add(new Cell(bounds.count()));
            if (cells.size() > UNSETTLED) {
                cells.get(cells.size() - UNSETTLED).latencies.counts().settle();
            }
        }
        return cells.get(index);
    }
}
