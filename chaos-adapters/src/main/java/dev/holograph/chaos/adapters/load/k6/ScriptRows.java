package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.HttpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Follows how a script-only load fares: its iterations, its requests and where they go, and the iterations that k6 could not start in time.
 * What comes after the planned length is left out.
 */
final class ScriptRows {

    private static final byte[] ITERATIONS = RowBytes.ascii("iterations");
    private static final byte[] DROPPED = RowBytes.ascii("dropped_iterations");

    /** Virtual users in an iteration, once a second. */
    private static final byte[] BUSY = RowBytes.ascii("vus");

    private static final byte[] LENGTH = RowBytes.ascii("iteration_duration");

    private static final byte[] HTTP = RowBytes.ascii("http_reqs");

    /** Rows that k6 writes once for each request, message or call of its own protocols. */
    private static final List<byte[]> REQUESTS = List.of(
            HTTP,
            RowBytes.ascii("ws_sessions"),
            RowBytes.ascii("ws_msgs_sent"),
            RowBytes.ascii("ws_msgs_received"),
            RowBytes.ascii("grpc_req_duration"),
            RowBytes.ascii("browser_http_req_duration"));

    private final OutcomeSink sink;
    private final Destinations destinations;
    private final ScriptScenarios scenarios = new ScriptScenarios();
    private final UnfinishedIterations unfinished = new UnfinishedIterations();
    private final long lengthMicros;
    private final boolean paced;
    private long first = -1;
    private int scenario = -1;

    /** Whether it makes requests that k6 counts; if so, an iteration without any is no sign that it works. */
    private boolean asks;

    /**
     * @param target where its load is to go
     * @param paced whether its virtual users wait after an iteration that was short: they are at work then, without one
     */
    ScriptRows(OutcomeSink sink, Duration length, HttpAddress target, boolean paced) {
        this.paced = paced;
        this.sink = sink;
        this.destinations = new Destinations(target);
        this.lengthMicros = length.toNanos() / 1000;
    }

    void header(List<String> columns) {
        destinations.header(columns);
        scenario = columns.indexOf(MetricRows.SCENARIO);
    }

    /** What makes the load less than it seems, a sentence each. */
    List<String> warnings() {
        return scenarios.warnings(first);
    }

    /** The script recorded something for the first time. */
    void begin(long atMicros) {
        first = atMicros;
    }

    /**
     * Takes a row of any metric.
     *
     * @param version of HTTP of the last request; empty if it had no answer
     */
    void row(byte[] row, int from, int comma, int to, long atMicros, String version) throws CsvRows.BadRowException {
        if (first < 0 || isOver(atMicros)) {
            return;
        }
        if (RowBytes.is(ITERATIONS, row, from, comma)) {
            sink.iteration(atMicros);
            sign(MetricRows.cells(RowBytes.text(row, from, to)), atMicros);
            if (!asks) {
                sink.active(atMicros);
            }
        } else if (RowBytes.is(DROPPED, row, from, comma)) {
            dropped(row, comma, to, atMicros);
        } else if (RowBytes.is(BUSY, row, from, comma)) {
            unfinished.busy(atMicros, thousandths(row, comma, to) / 1000);
        } else if (RowBytes.is(LENGTH, row, from, comma)) {
            unfinished.ended(atMicros, thousandths(row, comma, to)); // k6 counts in milliseconds
        } else {
            for (byte[] name : REQUESTS) {
                if (RowBytes.is(name, row, from, comma)) {
                    asks = true;
                    request(row, from, to, atMicros, RowBytes.is(HTTP, row, from, comma) ? version : "");
                    return;
                }
            }
        }
    }

    private void request(byte[] row, int from, int to, long atMicros, String version) {
        List<String> cells = MetricRows.cells(RowBytes.text(row, from, to));
        sign(cells, atMicros);
        Optional<String> elsewhere = destinations.elsewhere(cells);
        if (elsewhere.isPresent()) {
            sink.elsewhere(atMicros, elsewhere.get());
        } else {
            sink.active(atMicros);
            if (!version.isEmpty()) {
                sink.spoke(version);
            }
        }
    }

    /** Requests of setup() and teardown() belong to none. */
    private void sign(List<String> cells, long atMicros) {
        String name = scenario < 0 || scenario >= cells.size() ? "" : cells.get(scenario);
        if (!name.isEmpty()) {
            scenarios.sign(name, atMicros);
        }
    }

    /** Whether this is after the load's planned length. */
    boolean isOver(long atMicros) {
        return first >= 0 && atMicros >= first + lengthMicros;
    }

    /**
     * Takes a row of {@code dropped_iterations}. Executors with an arrival rate write one for each iteration that was due.
     * Those with a number of iterations write one at their end, for all that they did not come to: these were never due.
     */
    private void dropped(byte[] row, int comma, int to, long atMicros) throws CsvRows.BadRowException {
        if (thousandths(row, comma, to) == 1000) {
            sink.dropped(atMicros, 1);
        }
    }

    /** @param comma the end of the row's name */
    private static long thousandths(byte[] row, int comma, int to) throws CsvRows.BadRowException {
        int value = RowBytes.indexOf(row, ',', comma + 1, to) + 1;
        int end = RowBytes.indexOf(row, ',', value, to);
        return RowBytes.thousandths(row, value, end < 0 ? to : end);
    }

    /** No more rows will come. */
    void over() {
        if (!paced) {
            unfinished.report(sink);
        }
    }
}
