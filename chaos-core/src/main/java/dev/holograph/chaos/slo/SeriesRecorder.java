package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private final LatencyBounds bounds;
    private final long timeoutMicros;
    private final Metrics metrics;
    private final Acknowledgements.Builder acknowledged = new Acknowledgements.Builder();
    private final Map<String, LoadRecorder> loads = new LinkedHashMap<>();
    private final List<HeartbeatLog> parts = new ArrayList<>();
    private final List<Silence> stops = new ArrayList<>();
    private final Borders borders = new Borders();
    private final RequestCells all;
    private final Map<RequestSelection, RequestCells> some = new LinkedHashMap<>();
    private Cell arrived;

    /** For one load. @param timeoutMicros after which a request that is still open has failed */
    public SeriesRecorder(LatencyBounds bounds, long timeoutMicros) {
        this(bounds, timeoutMicros, Metrics.none(), List.of(ONE_LOAD));
    }

    /**
     * @param timeoutMicros after which a request that is still open has failed
     * @param metrics takes the samples of metrics
     * @param loads their names
     */
    public SeriesRecorder(LatencyBounds bounds, long timeoutMicros, Metrics metrics, List<String> loads) {
        this(bounds, timeoutMicros, metrics, loads, List.of());
    }

    /** @param selections requests that objectives are about, apart from the others */
    SeriesRecorder(
            LatencyBounds bounds,
            long timeoutMicros,
            Metrics metrics,
            List<String> loads,
            List<RequestSelection> selections) {
        this.metrics = metrics;
        this.bounds = bounds;
        this.timeoutMicros = timeoutMicros;
        this.all = new RequestCells(bounds, timeoutMicros, borders);
        selections.forEach(requests -> some.put(requests, new RequestCells(bounds, timeoutMicros, borders)));
        this.arrived = new Cell(bounds.count());
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
                scenario.loads().stream().map(Load::name).toList(),
                RequestSelection.of(scenario));
    }

    /** Where requests of this kind count beside the series of all. @param request {@code null}: it has no name */
    List<RequestCells> cellsOf(String load, @Nullable String request) {
        return some.entrySet().stream()
                .filter(one -> one.getKey().selects(load, request))
                .map(Map.Entry::getValue)
                .toList();
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

    /** Up to when each script-only load was seen to ask its target; {@code Long.MAX_VALUE}: there is none. */
    synchronized long workedUntil(Scenario scenario) {
        return scenario.loads().stream()
                .filter(Load::isObserved)
                .map(load -> loads.get(load.name()))
                .filter(Objects::nonNull)
                .mapToLong(LoadRecorder::workedUntil)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** After this a request that is still open has failed. */
    public long timeoutMicros() {
        return timeoutMicros;
    }

    /**
     * @param made counts the same request for its load alone
     * @param also where it counts beside the series of all
     */
    synchronized void due(long dueMicros, CellCounts made, List<RequestCells> also) {
        made.add(dueMicros, 1);
        all.due(dueMicros);
        for (RequestCells cells : also) {
            cells.due(dueMicros);
        }
    }

    synchronized void outcome(
            long dueMicros, Outcome outcome, long latencyMicros, List<RequestCells> also, RequestOutcomes kind) {
        kind.add(countsAt(dueMicros, dueMicros + Math.max(0, latencyMicros)), outcome);
        all.outcome(dueMicros, outcome, latencyMicros);
        for (RequestCells cells : also) {
            cells.outcome(dueMicros, outcome, latencyMicros);
        }
        arrived.record(outcome, latencyMicros, bounds);
    }

    /** The instant whose cell a request counts in. */
    synchronized long countsAt(long dueMicros, long endedMicros) {
        long border = borders.between(dueMicros, endedMicros);
        return border == Borders.NONE ? dueMicros : border;
    }

    /** The outcomes that came since the last call, whenever their requests were due: for those who watch. */
    synchronized Cell takeArrived() {
        Cell taken = arrived;
        arrived = new Cell(bounds.count());
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

    /** The same of some requests alone, as {@link #live} and {@link #atBest} ask for them. */
    private RequestCells of(RequestSelection requests) {
        RequestCells cells = requests.isAll() ? all : some.get(requests);
        if (cells == null) {
            throw new IllegalArgumentException("no objective is about the requests " + requests);
        }
        return cells;
    }

    /** How a window of these requests stands while the run lasts; see {@link RequestCells#live}. */
    synchronized WindowStats live(RequestSelection requests, Window window, long nowMicros) {
        return of(requests).live(window, nowMicros);
    }

    /** What can at best come of a window of these requests; see {@link RequestCells#atBest}. */
    synchronized WindowStats atBest(RequestSelection requests, Window window, long planned, long tooOldBefore) {
        return of(requests).atBest(window, planned, tooOldBefore);
    }

    /** Requests that were due before an instant, to the cell, and have no outcome yet. */
    public synchronized long openBefore(long micros) {
        return all.openBefore(micros);
    }

    /** See {@link RequestCells#settledUntil}. */
    synchronized long settledUntil(long nowMicros) {
        return all.settledUntil(nowMicros);
    }

    /**
     * The whole series, when no more will come. What is open and older than the time-out has timed out; what is younger
     * (the load was cut off) is left out, since nobody knows.
     */
    public synchronized Series finish(long nowMicros) {
        metrics.end();
        Map<RequestSelection, Series> parts = new LinkedHashMap<>();
        some.forEach((requests, of) -> parts.put(
                requests, of.finish(nowMicros, Acknowledgements.none(), Witnesses.none(), Metrics.none(), Map.of())));
        return all.finish(nowMicros, acknowledged.build(), witnesses(), metrics, parts);
    }

    private Witnesses witnesses() {
        List<Silence> all = new ArrayList<>(stops);
        parts.forEach(part -> all.addAll(part.silences()));
        return new Witnesses(loads.values().stream().map(LoadRecorder::witness).toList(), all);
    }
}
