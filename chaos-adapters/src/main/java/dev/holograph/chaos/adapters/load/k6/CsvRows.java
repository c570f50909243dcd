package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.OutcomeSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads k6's CSV as it is written, in pieces of any size; a row that is cut in half waits for its rest. Rows of the k6
 * contract are looked into byte by byte: none becomes a String. Only rows of metrics that objectives name do. Not thread-safe.
 */
final class CsvRows {

    private static final byte[] DUE = ascii("chaos_due");
    private static final byte[] FAILED = ascii("chaos_failed");
    private static final byte[] ACKED = ascii("chaos_acked");
    private static final byte[] HEARTBEAT = ascii("vus");
    private static final byte[] DUE_KEY = ascii("due=");
    private static final byte[] OUTCOME_KEY = ascii("outcome=");
    private static final byte[] ID_KEY = ascii("id=");
    private static final List<String> FIRST_COLUMNS = List.of("metric_name", "timestamp", "metric_value");
    private static final int LONGEST_ROW = 64 * 1024;
    private static final int MICROS_DIGITS = 3;

    private final OutcomeSink sink;
    private final MetricRows metrics;
    private byte[] rest = new byte[4096];
    private int restLength;
    private boolean headerSeen;
    private long due;
    private long outcomes;
    private long acknowledged;
    private final Punctuality punctuality = new Punctuality();
    private long firstDueMicros = -1;
    private long firstSampleMicros = -1;

    CsvRows(OutcomeSink sink) {
        this.sink = sink;
        this.metrics = new MetricRows(sink.metrics());
    }

    /** A row that is not as k6 and the contract have it. */
    static final class BadRowException extends Exception {
        private static final long serialVersionUID = 1L;

        BadRowException(String message) {
            super(message);
        }
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
    Punctuality punctuality() {
        return punctuality;
    }

    /** When the first request was due, -1 before that. */
    long firstDueMicros() {
        return firstDueMicros;
    }

    /** When the script recorded something for the first time outside of setup(), -1 before that. */
    long firstSampleMicros() {
        return firstSampleMicros;
    }

    /** Takes the next bytes. */
    void read(byte[] bytes, int length) throws BadRowException {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
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
        keep(bytes, from, length);
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
            header(text(row, from, to));
            headerSeen = true;
            return;
        }
        int comma = indexOf(row, ',', from, to);
        if (comma < 0) {
            throw bad("no columns", row, from, to);
        }
        if (firstSampleMicros < 0 && metrics.isOfScenario(row, from, to)) {
            firstSampleMicros = timestamp(row, comma + 1, to);
        }
        if (!metrics.isIdle()) {
            metrics.row(row, from, comma, to, timestamp(row, comma + 1, to));
        }
        if (is(DUE, row, from, comma)) {
            long at = dueOf(row, from, to);
            firstDueMicros = firstDueMicros < 0 ? at : Math.min(firstDueMicros, at);
            due++;
            punctuality.made(at, timestamp(row, comma + 1, to));
            sink.due(at);
        } else if (is(FAILED, row, from, comma)) {
            outcome(row, from, comma, to);
        } else if (is(ACKED, row, from, comma)) {
            int id = value(ID_KEY, row, from, to);
            acknowledged++;
            sink.acknowledged(text(row, id, endOfValue(row, id, to)), timestamp(row, comma + 1, to));
        } else if (is(HEARTBEAT, row, from, comma)) {
            sink.heartbeat(timestamp(row, comma + 1, to));
        }
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
    }

    private void outcome(byte[] row, int from, int comma, int to) throws BadRowException {
        long at = dueOf(row, from, to);
        int outcome = value(OUTCOME_KEY, row, from, to);
        int end = endOfValue(row, outcome, to);
        long told = timestamp(row, comma + 1, to);
        outcomes++;
        Outcome became = outcomeOf(row, outcome, end);
        if (became == Outcome.UNSENT) {
            punctuality.unsent(at);
        }
        sink.outcome(at, became, Math.max(0, told - at));
    }

    private static Outcome outcomeOf(byte[] row, int from, int to) throws BadRowException {
        if (to > from) {
            switch (row[from]) {
                case 'o':
                    return Outcome.OK;
                case 'f':
                    return Outcome.FAILED;
                case 't':
                    return Outcome.TIMED_OUT;
                case 'u':
                    return Outcome.UNSENT;
                default:
            }
        }
        throw bad("an outcome is ok, failed, timed_out or unsent", row, from, to);
    }

    /** The due time of a row in microseconds, written in milliseconds with or without decimals. */
    private static long dueOf(byte[] row, int from, int to) throws BadRowException {
        int at = value(DUE_KEY, row, from, to);
        int end = endOfValue(row, at, to);
        int point = indexOf(row, '.', at, end);
        long micros = digits(row, at, point < 0 ? end : point) * 1000;
        if (point >= 0) {
            long scale = 100;
            for (int i = point + 1; i < Math.min(end, point + 1 + MICROS_DIGITS); i++) {
                micros += digit(row, i) * scale;
                scale /= 10;
            }
        }
        return micros;
    }

    private static long timestamp(byte[] row, int from, int to) throws BadRowException {
        return digits(row, from, indexOf(row, ',', from, to));
    }

    /** Where the value of a key begins in the metadata, the row's last column. */
    private static int value(byte[] key, byte[] row, int from, int to) throws BadRowException {
        int metadata = to;
        while (metadata > from && row[metadata - 1] != ',') {
            metadata--;
        }
        int at = metadata;
        while (at < to) {
            if (Arrays.equals(row, at, Math.min(to, at + key.length), key, 0, key.length)) {
                return at + key.length;
            }
            int next = indexOf(row, '&', at, to);
            at = next < 0 ? to : next + 1;
        }
        throw bad("the metadata lacks '" + new String(key, StandardCharsets.US_ASCII) + "'", row, from, to);
    }

    private static int endOfValue(byte[] row, int from, int to) {
        int end = indexOf(row, '&', from, to);
        return end < 0 ? to : end;
    }

    private static long digits(byte[] row, int from, int to) throws BadRowException {
        if (to <= from || to - from > 18) {
            throw bad("a number is missing", row, from, Math.max(from, to));
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digit(row, i);
        }
        return number;
    }

    private static int digit(byte[] row, int at) throws BadRowException {
        int digit = row[at] - '0';
        if (digit < 0 || digit > 9) {
            throw bad("no number", row, at, at + 1);
        }
        return digit;
    }

    private static int indexOf(byte[] row, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (row[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean is(byte[] name, byte[] row, int from, int to) {
        return to - from == name.length && Arrays.equals(row, from, to, name, 0, name.length);
    }

    private static BadRowException bad(String what, byte[] row, int from, int to) {
        return new BadRowException("a row of k6's CSV is not as the contract says (" + what + "): '"
                + text(row, from, Math.min(to, from + 200)) + "'");
    }

    private static String text(byte[] row, int from, int to) {
        return new String(row, from, to - from, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
