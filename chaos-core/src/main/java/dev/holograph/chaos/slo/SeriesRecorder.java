package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Sorts what a load engine sees into cells of a tenth of a second, each request into the cell in which it was due. Takes
 * samples from any thread.
 */
public final class SeriesRecorder implements OutcomeSink {

    /** A generator that is silent for longer was frozen. */
    static final long HEARTBEAT_GAP_MICROS = 1_500_000;

    /** Most answers come within 3 s; those to earlier cells cost a little more, and these take a fifth of the memory. */
    private static final int UNSETTLED = 30;

    private final Thresholds thresholds;
    private final long timeoutMicros;
    private final Metrics metrics;
    private final List<Cell> cells = new ArrayList<>();
    private final Acknowledgements.Builder acknowledged = new Acknowledgements.Builder();
    private final List<Window> silences = new ArrayList<>();
    private Cell arrived;
    private long base;
    private long lastBeat;

    /** @param timeoutMicros after which a request that is still open has failed */
    public SeriesRecorder(Thresholds thresholds, long timeoutMicros) {
        this(thresholds, timeoutMicros, Metrics.none());
    }

    /**
     * @param timeoutMicros after which a request that is still open has failed
     * @param metrics takes the samples of metrics
     */
    public SeriesRecorder(Thresholds thresholds, long timeoutMicros, Metrics metrics) {
        this.metrics = metrics;
        this.thresholds = thresholds;
        this.timeoutMicros = timeoutMicros;
        this.arrived = new Cell(thresholds.count());
    }

    /** After this a request that is still open has failed. */
    long timeoutMicros() {
        return timeoutMicros;
    }

    @Override
    public synchronized void due(long dueMicros) {
        cell(dueMicros).due++;
    }

    @Override
    public synchronized void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        cell(dueMicros).record(outcome, latencyMicros, thresholds);
        arrived.record(outcome, latencyMicros, thresholds);
    }

    /** The outcomes that came since this was last asked, whenever their requests were due: for those who watch. */
    synchronized Cell takeArrived() {
        Cell taken = arrived;
        arrived = new Cell(thresholds.count());
        return taken;
    }

    @Override
    public synchronized void acknowledged(String id, long atMicros) {
        acknowledged.add(id, atMicros);
    }

    @Override
    public synchronized void heartbeat(long atMicros) {
        if (lastBeat != 0 && atMicros - lastBeat > HEARTBEAT_GAP_MICROS) {
            silences.add(Window.around(Window.instant(lastBeat), Window.instant(atMicros)));
        }
        lastBeat = Math.max(lastBeat, atMicros);
        metrics.alive(atMicros);
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    /** How many writes have been acknowledged so far. */
    public synchronized Acknowledgements acknowledgements() {
        return acknowledged.build();
    }

    /**
     * How a window stands while the run lasts: requests younger than the time-out that have no outcome are open, older
     * ones have timed out. Where nothing at all has an outcome, everything counts as failed: a system that is gone would
     * otherwise look as if nothing had been asked of it.
     */
    synchronized WindowStats live(Window window, long nowMicros) {
        long due = 0;
        long open = 0;
        long ok = 0;
        long failed = 0;
        long timedOut = 0;
        long unsent = 0;
        double sum = 0;
        long[] beyond = new long[thresholds.count()];
        long[] undecided = new long[thresholds.count()];
        for (long at = first(window); at < end(window); at += Cell.LENGTH) {
            Cell cell = cell(at);
            long overdue = overdue(cell, at, nowMicros);
            long young = cell.open() - overdue;
            due += cell.due - young;
            open += young;
            ok += cell.ok;
            failed += cell.failed;
            timedOut += cell.timedOut + overdue;
            unsent += cell.unsent;
            sum += cell.latencySum + (double) overdue * timeoutMicros;
            for (int i = 0; i < beyond.length; i++) {
                boolean over = timeoutMicros >= thresholds.at(i);
                beyond[i] += cell.beyond[i] + (over ? overdue : 0);
                undecided[i] += cell.undecided[i] + (over ? 0 : overdue);
            }
        }
        boolean nothingAnswered = due == 0;
        return new WindowStats(
                window,
                nothingAnswered ? open : due,
                nothingAnswered ? 0 : open,
                ok,
                nothingAnswered ? open : failed,
                timedOut,
                unsent,
                sum,
                beyond(beyond, undecided, () -> liveLatencies(window, nowMicros)),
                () -> liveLatencies(window, nowMicros));
    }

    private static WindowStats.Beyond beyond(long[] beyond, long[] undecided, Supplier<Histogram> latencies) {
        return new WindowStats.Beyond() {
            @Override
            public long count(int threshold) {
                return beyond[threshold];
            }

            @Override
            public long undecided(int threshold) {
                return undecided[threshold];
            }

            @Override
            public long near(long micros) {
                Histogram all = latencies.get();
                return all.getCountBetweenValues(micros, Math.max(micros, all.getMaxValue()));
            }
        };
    }

    private synchronized Histogram liveLatencies(Window window, long nowMicros) {
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
    public synchronized Series finish(long nowMicros) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            for (long overdue = overdue(cell, base + i * Cell.LENGTH, nowMicros); overdue > 0; overdue--) {
                cell.record(Outcome.TIMED_OUT, timeoutMicros, thresholds);
            }
            cell.due -= cell.open();
        }
        metrics.end();
        return new Series(thresholds, base, cells, acknowledged.build(), silences, metrics);
    }

    private Cell cell(long dueMicros) {
        long start = Math.floorDiv(dueMicros, Cell.LENGTH) * Cell.LENGTH;
        if (cells.isEmpty()) {
            base = start;
        }
        while (start < base) { // several generators: another one may have been a little earlier
            cells.add(0, new Cell(thresholds.count()));
            base -= Cell.LENGTH;
        }
        int index = (int) ((start - base) / Cell.LENGTH);
        while (index >= cells.size()) {
            cells.add(new Cell(thresholds.count()));
            if (cells.size() > UNSETTLED) {
                cells.get(cells.size() - UNSETTLED).latencies.counts().settle();
            }
        }
        return cells.get(index);
    }
}
