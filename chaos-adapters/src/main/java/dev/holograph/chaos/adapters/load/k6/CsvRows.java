package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads k6's CSV (RFC 4180) as it is written, in pieces of any size; a row that is cut in half waits for its rest. Rows of
 * the k6 contract are looked into byte by byte: none becomes a String. Only rows of metrics that objectives name do, and
 * those of failures. Not thread-safe.
 */
final class CsvRows {

    private static final byte[] DUE = RowBytes.ascii("chaos_due");
    private static final byte[] FAILED = RowBytes.ascii("chaos_failed");
    private static final byte[] ACKED = RowBytes.ascii("chaos_acked");
    private static final byte[] SENT = RowBytes.ascii("chaos_sent");
    private static final byte[] DATA_SENT = RowBytes.ascii("data_sent");
    private static final byte[] REQUESTS = RowBytes.ascii("http_reqs");
    private static final byte[] SESSIONS = RowBytes.ascii("ws_sessions");
    private static final byte[] HEARTBEAT = RowBytes.ascii("vus");
    private static final byte[] DUE_KEY = RowBytes.ascii("due=");
    private static final byte[] OUTCOME_KEY = RowBytes.ascii("outcome=");
    private static final byte[] ID_KEY = RowBytes.ascii("id=");
    /** All whose rows are looked into, beside the timings of {@link Resends} and the metrics of objectives. */
    static final List<String> METRICS =
            List.of("chaos_due", "chaos_failed", "chaos_acked", "chaos_sent", "data_sent", "ws_sessions", "vus");

    /** The same of which a row is looked into only where its tags are others than those of the row before. */
    static final List<String> CHANGING_METRICS = List.of("http_reqs");

    private static final List<String> FIRST_COLUMNS = List.of("metric_name", "timestamp", "metric_value");
    private static final int LONGEST_ROW = 64 * 1024;

    private final OutcomeSink sink;
    private final NamedRequests requests;
    private final MetricRows metrics;
    private byte[] rest = new byte[4096];
    private int restLength;
    private boolean headerSeen;
    private boolean quoted;
    private long due;
    private long outcomes;
    private long acknowledged;
    private final ScheduleAdherence punctuality = new ScheduleAdherence();
    private long firstDueMicros = -1;
    private long firstSampleMicros = -1;
    private final RowMetadata metadata = new RowMetadata();
    private final FailureRows failures = new FailureRows();
    private final Resends resends = new Resends();
    private final HttpVersions versions = new HttpVersions();
    private final @Nullable ScriptRows script;
    private final boolean timings;

    CsvRows(OutcomeSink sink) {
        this(sink, NamedRequests.none(sink), null, true);
    }

    /**
     * @param requests where rows about requests report
     * @param script follows a script-only load; {@code null}: it is none
     * @param timings whether the timings of single requests are looked into; a script that reports the bytes of its
     *     requests does without
     */
    CsvRows(OutcomeSink sink, NamedRequests requests, @Nullable ScriptRows script, boolean timings) {
        this.sink = sink;
        this.requests = requests;
        this.script = script;
        this.timings = timings;
        this.metrics = new MetricRows(sink.metrics());
    }

    /** A row that is not as k6 and the contract have it. */
    static final class BadRowException extends Exception {
        private static final long serialVersionUID = 1L;

        BadRowException(String message) {
            super(message);
        }
    }

    /** What k6 counts as sent is more than its requests are: with TLS they are no measure for what was sent again. */
    void bytesAreEncrypted() {
        resends.byTimingsAlone();
    }

    /** How many requests have been due. */
    long due() {
        return due;
    }

    /** How many requests have their outcome. */
    long outcomes() {
        return outcomes;
    }

    /** How many acknowledgements there were. */
    long acknowledged() {
        return acknowledged;
    }

    /** How well the schedule was kept. */
    ScheduleAdherence punctuality() {
        return punctuality;
    }

    /** What makes the figures less certain, a sentence each. */
    List<String> warnings() {
        return Stream.of(
                        resends.warning().stream(),
                        metrics.warnings().stream(),
                        script == null ? Stream.<String>empty() : script.warnings().stream())
                .flatMap(warnings -> warnings)
                .toList();
    }

    /** By which versions of HTTP answers came. */
    HttpVersions versions() {
        return versions;
    }

    /** When the first request was due, -1 before that. */
    long firstDueMicros() {
        return firstDueMicros;
    }

    /** When the script recorded something for the first time outside of setup(), -1 before that. */
    long firstSampleMicros() {
        return firstSampleMicros;
    }

    /** No more bytes will come. */
    void over() {
        if (script != null) {
            script.over();
        }
    }

    /** Takes the next bytes. */
    void read(byte[] bytes, int length) throws BadRowException {
        read(bytes, 0, length);
    }

    /** The same of bytes that lie within others. */
    void read(byte[] bytes, int start, int end) throws BadRowException {
        int from = start;
        for (int i = start; i < end; i++) {
            if (bytes[i] > '"') {
                continue; // nearly every byte
            }
            if (bytes[i] == '"') {
                quoted = !quoted; // a quote within quotes is doubled, and so changes nothing
            } else if (bytes[i] == '\n' && !quoted) {
                if (restLength > 0) {
                    keep(bytes, from, i);
                    row(rest, 0, restLength);
                    restLength = 0;
                } else {
                    row(bytes, from, i);
                }
                from = i + 1;
            }
        }
        keep(bytes, from, end);
    }

    private void keep(byte[] bytes, int from, int to) throws BadRowException {
        int more = to - from;
        if (restLength + more > LONGEST_ROW) {
            throw new BadRowException("k6 wrote a row of more than 64 KiB");
        }
        if (restLength + more > rest.length) {
            rest = Arrays.copyOf(rest, Math.max(restLength + more, rest.length * 2));
        }
        System.arraycopy(bytes, from, rest, restLength, more);
        restLength += more;
    }

    private void row(byte[] row, int from, int end) throws BadRowException {
        int to = end > from && row[end - 1] == '\r' ? end - 1 : end;
        if (!headerSeen) {
            header(RowBytes.text(row, from, to));
            headerSeen = true;
            return;
        }
        int comma = RowBytes.indexOf(row, ',', from, to);
        if (comma < 0) {
            throw RowBytes.bad("no columns", row, from, to);
        }
        if (firstSampleMicros < 0 && metrics.isOfScenario(row, from, to)) {
            firstSampleMicros = timestamp(row, comma + 1, to);
            if (script != null) {
                script.begin(firstSampleMicros);
            }
        }
        if (!metrics.isIdle()) {
            metrics.row(row, from, comma, to, timestamp(row, comma + 1, to));
        }
        if (is(DUE, row, from, comma)) {
            metadata.of(row, from, to);
            long at = dueTime();
            firstDueMicros = firstDueMicros < 0 ? at : Math.min(firstDueMicros, at);
            due++;
            punctuality.made(at, timestamp(row, comma + 1, to));
            requests.of(metadata).due(at);
        } else if (is(FAILED, row, from, comma)) {
            metadata.of(row, from, to);
            outcome(timestamp(row, comma + 1, to));
        } else if (is(ACKED, row, from, comma)) {
            metadata.of(row, from, to);
            String id = metadata.text(metadata.need(ID_KEY));
            acknowledged++;
            sink.acknowledged(id, timestamp(row, comma + 1, to));
        } else if (is(HEARTBEAT, row, from, comma)) {
            sink.heartbeat(timestamp(row, comma + 1, to));
            other(row, from, comma, to);
        } else {
            other(row, from, comma, to);
        }
    }

    /** Rows that are no part of the contract: most rows are of this kind, so what is no use must cost nothing. */
    private void other(byte[] row, int from, int comma, int to) throws BadRowException {
        if (is(SENT, row, from, comma)) {
            metadata.of(row, from, to);
            resends.worker(value(row, comma, to) / 1000, metadata);
        } else if (is(DATA_SENT, row, from, comma)) {
            resends.sent(value(row, comma, to) / 1000);
        } else if (is(SESSIONS, row, from, comma)) {
            metrics.status(row, from, to).ifPresent(failures::handshake);
        } else if (is(REQUESTS, row, from, comma)) {
            boolean isNew = versions.row(row, from, to);
            if (isNew && script == null && metrics.isOfScenario(row, from, to)) {
                sink.spoke(versions.last());
            }
        } else if (timings
                && Resends.isTiming(row, from, comma)
                && !versions.last().equals(HttpVersions.HTTP_2)) {
            // By HTTP/2, Go sends nothing again but what the server says that it has not taken.
            resends.timing(row, from, comma, isNegative(row, comma, to) ? 0 : value(row, comma, to));
        }
        if (script != null) {
            script.row(row, from, comma, to, timestamp(row, comma + 1, to), versions.last());
        }
    }

    /** k6 2.2.0 has such timings of requests by HTTP/2 that got no answer. */
    private static boolean isNegative(byte[] row, int comma, int to) {
        int value = RowBytes.indexOf(row, ',', comma + 1, to) + 1;
        return value > 0 && value < to && row[value] == '-';
    }

    /** The value of a row, in thousandths. */
    private static long value(byte[] row, int comma, int to) throws BadRowException {
        int value = RowBytes.indexOf(row, ',', comma + 1, to) + 1;
        int end = RowBytes.indexOf(row, ',', value, to);
        return RowBytes.thousandths(row, value, end < 0 ? to : end);
    }

    private void header(String header) throws BadRowException {
        List<String> columns = List.of(header.split(","));
        boolean known = columns.size() > FIRST_COLUMNS.size()
                && columns.subList(0, FIRST_COLUMNS.size()).equals(FIRST_COLUMNS)
                && columns.get(columns.size() - 1).equals("metadata");
        if (!known) {
            throw new BadRowException("this k6 writes CSV with the columns '" + header
                    + "'; it must begin with metric_name,timestamp,metric_value and end with metadata");
        }
        metrics.header(columns);
        versions.header(columns);
        if (script != null) {
            script.header(columns);
        }
    }

    private void outcome(long told) throws BadRowException {
        long at = dueTime();
        Outcome became = outcomeOf(metadata.first(metadata.need(OUTCOME_KEY)));
        outcomes++;
        if (became == Outcome.UNSENT) {
            punctuality.unsent(at);
        }
        long latency = Math.max(0, told - at);
        OutcomeSink to = requests.of(metadata);
        to.outcome(at, became, latency);
        if (became != Outcome.OK) {
            to.failed(at, latency, failures.reason(metadata, became), failures.sample(metadata));
        }
    }

    private Outcome outcomeOf(byte first) throws BadRowException {
        return switch (first) {
            case 'o' -> Outcome.OK;
            case 'f' -> Outcome.FAILED;
            case 't' -> Outcome.TIMED_OUT;
            case 'u' -> Outcome.UNSENT;
            default -> throw metadata.bad("an outcome is ok, failed, timed_out or unsent");
        };
    }

    /** The due time of a row in microseconds, written in milliseconds with or without decimals. */
    private long dueTime() throws BadRowException {
        return metadata.thousandths(metadata.need(DUE_KEY));
    }

    private static long timestamp(byte[] row, int from, int to) throws BadRowException {
        return RowBytes.digits(row, from, RowBytes.indexOf(row, ',', from, to));
    }

    private static boolean is(byte[] name, byte[] row, int from, int to) {
        return RowBytes.is(name, row, from, to);
    }
}
