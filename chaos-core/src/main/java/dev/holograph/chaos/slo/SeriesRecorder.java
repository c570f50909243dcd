package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Sorts what a load engine sees into cells of a tenth of a second, each request into the cell in which it was due. Takes
 * samples from any thread.
 */
public final class SeriesRecorder implements OutcomeSink {

    /** A generator that is silent for longer was frozen. */
    static final long HEARTBEAT_GAP_MICROS = 1_500_000;

    private final Thresholds thresholds;
    private final long timeoutMicros;
    private final List<Cell> cells = new ArrayList<>();
    private final Acknowledgements.Builder acknowledged = new Acknowledgements.Builder();
    private final List<Window> silences = new ArrayList<>();
    private Cell arrived;
    private long base;
    private long lastBeat;

    /** @param timeoutMicros after which a request that is still open has failed */
    public SeriesRecorder(Thresholds thresholds, long timeoutMicros) {
        this.thresholds = thresholds;
        this.timeoutMicros = timeoutMicros;
        this.arrived = new Cell(thresholds.count());
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
    }

    /** How many writes have been acknowledged so far. */
    public synchronized Acknowledgements acknowledgements() {
        return acknowledged.build();
    }

    /**
     * How a window stands while the run lasts: requests younger than the time-out that have no outcome are left out,
     * older ones have timed out.
     */
    synchronized WindowStats live(Window window, long nowMicros) {
        long due = 0;
        long ok = 0;
        long failed = 0;
        long timedOut = 0;
        long unsent = 0;
        double sum = 0;
        long[] beyond = new long[thresholds.count()];
        long[] undecided = new long[thresholds.count()];
        Histogram merged = new Histogram(Cell.DIGITS);
        for (long at = window.from(); at < window.to(); at += Cell.LENGTH) {
            int index = (int) ((at - base) / Cell.LENGTH);
            if (index < 0 || index >= cells.size()) {
                continue;
            }
            Cell cell = cells.get(index);
            long overdue = at + Cell.LENGTH + timeoutMicros <= nowMicros ? cell.open() : 0;
            due += cell.due - cell.open() + overdue;
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
            if (cell.latencies != null) {
                merged.add(cell.latencies);
            }
            if (overdue > 0) {
                merged.recordValueWithCount(timeoutMicros, overdue);
            }
        }
        return new WindowStats(window, due, ok, failed, timedOut, unsent, sum, beyond, undecided, () -> merged);
    }

    /** How many requests were due in a window, whatever their age. */
    synchronized long dueIn(Window window) {
        long due = 0;
        for (long at = window.from(); at < window.to(); at += Cell.LENGTH) {
            int index = (int) ((at - base) / Cell.LENGTH);
            due += index < 0 || index >= cells.size() ? 0 : cells.get(index).due;
        }
        return due;
    }

    /**
     * The whole series, when no more will come. What is open and older than the time-out has timed out; what is younger
     * (the load was cut off) is left out, since nobody knows.
     */
    public synchronized Series finish(long nowMicros) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            long at = base + i * Cell.LENGTH;
            long open = cell.open();
            if (at + timeoutMicros <= nowMicros) {
                for (long n = 0; n < open; n++) {
                    cell.record(Outcome.TIMED_OUT, timeoutMicros, thresholds);
                }
            } else {
                cell.due -= open;
            }
        }
        return new Series(thresholds, base, cells, acknowledged.build(), silences);
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
        }
        return cells.get(index);
    }
}
