package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Sorts what load engines see into cells of a tenth of a second: each request into the cell in which it was due, or, if a
 * fault was injected while it was open, into the cell of the injection. Each load reports to a sink of its own. Takes
 * samples from any thread.
 */
public final class SeriesRecorder {

    /** A generator that is silent for longer was frozen. */
    static final long HEARTBEAT_GAP_MICROS = 1_500_000;

    /** Other parts beat every 100 ms: the proxy delays traffic while it stands still. */
    static final long PART_GAP_MICROS = 1_000_000;

    private static final String ONE_LOAD = "load";

    /** Most answers come within 3 s; those to earlier cells cost a little more, and these take a fifth of the memory. */
    private static final int UNSETTLED = 30;

    private final LatencyBounds thresholds;
    private final long timeoutMicros;
    private final Metrics metrics;
    private final List<Cell> cells = new ArrayList<>();
    private final Acknowledgements.Builder acknowledged = new Acknowledgements.Builder();
    private final Map<String, LoadRecorder> loads = new LinkedHashMap<>();
    private final List<HeartbeatLog> parts = new ArrayList<>();
    private final List<Silence> stops = new ArrayList<>();
    private final Borders borders = new Borders();
    private Cell arrived;
    private long base;

    /** For one load. @param timeoutMicros after which a request that is still open has failed */
    public SeriesRecorder(LatencyBounds thresholds, long timeoutMicros) {
        this(thresholds, timeoutMicros, Metrics.none(), List.of(ONE_LOAD));
    }

    /**
     * @param timeoutMicros after which a request that is still open has failed
     * @param metrics takes the samples of metrics
     * @param loads their names
     */
    public SeriesRecorder(LatencyBounds thresholds, long timeoutMicros, Metrics metrics, List<String> loads) {
        this.metrics = metrics;
        this.thresholds = thresholds;
        this.timeoutMicros = timeoutMicros;
        this.arrived = new Cell(thresholds.count());
        for (String load : loads) {
            String shown = loads.size() == 1 ? "the load generator" : "the generator of load '" + load + "'";
            this.loads.put(load, new LoadRecorder(this, load, shown));
        }
    }

    /** For all loads of a scenario. */
    public static SeriesRecorder of(Scenario scenario) {
        Duration timeout = scenario.loads().stream()
                .map(Load::timeout)
                .max(Duration::compareTo)
                .orElse(Load.DEFAULT_TIMEOUT);
        return new SeriesRecorder(
                LatencyBounds.of(scenario),
                timeout.toNanos() / 1000,
                Metrics.of(scenario),
                scenario.loads().stream().map(Load::name).toList());
    }

    /**
     * Where the engine of this load reports.
     *
     * @throws IllegalArgumentException if the scenario has no load of this name
     */
    public OutcomeSink forLoad(String name) {
        LoadRecorder load = loads.get(name);
        if (load == null) {
            throw new IllegalArgumentException("no load is named '" + name + "'");
        }
        return load;
    }

    /** Where another part of the test bench reports that it is alive; one for each thread that can stand still. */
    public synchronized Heartbeat forPart(String part) {
        HeartbeatLog log = new HeartbeatLog(part, PART_GAP_MICROS);
        parts.add(log);
        return atMicros -> {
            synchronized (this) {
                log.beat(atMicros);
            }
        };
    }

    /** A part of the test bench noticed by itself that it stood still. */
    public synchronized void stoodStill(String part, Instant from, Instant to) {
        stops.add(new Silence(part, Window.around(from, to)));
    }

    /**
     * Marks that a fault is injected from now on: a request that is open at this instant counts under the fault. No
     * outcome is recorded between the instant and its mark.
     *
     * @return the instant: injection requested
     */
    public synchronized Instant injecting(String fault, boolean lasting, Supplier<Instant> now) {
        Instant instant = now.get();
        borders.injected(Window.micros(instant), fault, lasting);
        return instant;
    }

    /** Marks that a lasting fault is gone: what is due later counts in the time before the next injection. */
    public synchronized void undone(String fault, Instant confirmed) {
        borders.undone(Window.micros(confirmed), fault);
    }

    /** All loads have reported what they saw up to here; 0: one of them has not reported anything yet. */
    public synchronized long knownUntil() {
        return loads.values().stream().mapToLong(LoadRecorder::lastBeat).min().orElse(Long.MAX_VALUE);
    }

    /** After this a request that is still open has failed. */
    public long timeoutMicros() {
        return timeoutMicros;
    }

    /** @param made counts the same request for its load alone */
    synchronized void due(long dueMicros, CellCounts made) {
        made.add(dueMicros, 1);
        cell(dueMicros).due++;
    }

    synchronized void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        long border = borders.between(dueMicros, dueMicros + latencyMicros);
        if (border == Borders.NONE) {
            cell(dueMicros).record(outcome, latencyMicros, thresholds);
        } else {
            cell(dueMicros).moveTo(cell(border), outcome, latencyMicros, thresholds);
        }
        arrived.record(outcome, latencyMicros, thresholds);
    }

    /** The instant whose cell a request counts in. */
    synchronized long countsAt(long dueMicros, long endedMicros) {
        long border = borders.between(dueMicros, endedMicros);
        return border == Borders.NONE ? dueMicros : border;
    }

    /** The outcomes that came since this was last asked, whenever their requests were due: for those who watch. */
    synchronized Cell takeArrived() {
        Cell taken = arrived;
        arrived = new Cell(thresholds.count());
        return taken;
    }

    synchronized void acknowledged(String id, long atMicros) {
        acknowledged.add(id, atMicros);
    }

    /** What comes from probes and scripts is complete up to the least that all loads have reported. */
    void alive() {
        metrics.alive(knownUntil());
    }

    Metrics metrics() {
        return metrics;
    }

    /** The samples of metrics that come from elsewhere than a load. */
    public MetricSink metricSink() {
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
                WindowStats.Border.NONE,
                ok,
                nothingAnswered ? open : failed,
                timedOut,
                unsent,
                sum,
                beyond(beyond, undecided, () -> liveLatencies(window, nowMicros)),
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
    synchronized WindowStats atBest(Window window, long planned, long tooOldBefore) {
        long young = 0;
        long old = 0;
        long due = 0;
        long made = 0;
        long ok = 0;
        long failed = 0;
        long timedOut = 0;
        long unsent = 0;
        double sum = 0;
        long[] beyond = new long[thresholds.count()];
        long[] undecided = new long[thresholds.count()];
        for (long at = first(window); at < end(window); at += Cell.LENGTH) {
            Cell cell = cell(at);
            boolean isTooOld = at + Cell.LENGTH <= tooOldBefore;
            young += isTooOld ? 0 : cell.open();
            old += isTooOld ? cell.open() : 0;
            due += cell.due;
            made += cell.due + cell.moved - cell.borderDue;
            ok += cell.ok;
            failed += cell.failed;
            timedOut += cell.timedOut;
            unsent += cell.unsent;
            sum += cell.latencySum;
            for (int i = 0; i < beyond.length; i++) {
                beyond[i] += cell.beyond[i];
                undecided[i] += cell.undecided[i];
            }
        }
        long more = Math.max(0, planned - made);
        if (borders.isIn(window)) {
            more += openBefore(window.from());
        }
        return new WindowStats(
                window,
                due + more,
                0,
                WindowStats.Border.NONE,
                ok + young + more,
                failed + old,
                timedOut,
                unsent,
                sum,
                beyond(
                        beyond,
                        undecided,
                        () -> new Histogram(Latencies.DIGITS)), // of what it cannot tell: none is beyond
                () -> new Histogram(Latencies.DIGITS));
    }

    /** Requests that were due before an instant, to the cell, and have no outcome yet. */
    public synchronized long openBefore(long micros) {
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
    synchronized long settledUntil(long nowMicros) {
        for (long at = base; at < base + cells.size() * Cell.LENGTH; at += Cell.LENGTH) {
            Cell cell = cell(at);
            if (cell.open() > overdue(cell, at, nowMicros)) {
                return at;
            }
        }
        return Long.MAX_VALUE;
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
            long start = base + i * Cell.LENGTH;
            long overdue = overdue(cell, start, nowMicros);
            long border = overdue == 0 ? Borders.NONE : borders.between(start, start + Cell.LENGTH + timeoutMicros);
            for (; overdue > 0; overdue--) {
                if (border == Borders.NONE) {
                    cell.record(Outcome.TIMED_OUT, timeoutMicros, thresholds);
                } else {
                    cell.moveTo(cell(border), Outcome.TIMED_OUT, timeoutMicros, thresholds);
                }
            }
            cell.due -= cell.open();
        }
        metrics.end();
        return new Series(thresholds, base, cells, acknowledged.build(), witnesses(), metrics);
    }

    private Witnesses witnesses() {
        List<Silence> all = new ArrayList<>(stops);
        parts.forEach(part -> all.addAll(part.silences()));
        return new Witnesses(loads.values().stream().map(LoadRecorder::witness).toList(), all);
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
