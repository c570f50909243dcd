package dev.holograph.chaos.adapters.load.k6;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the log of a runner's sidecar, in pieces of any size: numbered lines, each a row of k6's CSV, then {@code end} and
 * k6's own summary ({@code follow.sh}). A log that is read again after its connection was lost is taken up where it was
 * left. Not thread-safe.
 */
final class RunnerLines {

    private static final byte[] END = RowBytes.ascii("end");
    private static final byte[] SUMMARY = RowBytes.ascii("summary ");

    /** A row has at most 64 KiB, a summary a line for each metric. */
    private static final int LONGEST_LINE = 1024 * 1024;

    private final CsvRows rows;
    private byte[] rest = new byte[4096];
    private int restLength;
    private long last;
    private long lost;
    private boolean ended;
    private Optional<K6Summary> summary = Optional.empty();

    RunnerLines(CsvRows rows) {
        this.rows = rows;
    }

    /** The log is read from its beginning again: what has come before is skipped. */
    void again() {
        restLength = 0;
    }

    /** Takes the next bytes. */
    void read(byte[] bytes, int length) throws CsvRows.BadRowException {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                if (restLength > 0) {
                    keep(bytes, from, i + 1);
                    line(rest, 0, restLength);
                    restLength = 0;
                } else {
                    line(bytes, from, i + 1);
                }
                from = i + 1;
            }
        }
        keep(bytes, from, length);
    }

    private void keep(byte[] bytes, int from, int to) throws CsvRows.BadRowException {
        int more = to - from;
        if (restLength + more > LONGEST_LINE) {
            throw new CsvRows.BadRowException("a line of more than 1 MiB");
        }
        if (restLength + more > rest.length) {
            rest = Arrays.copyOf(rest, Math.max(restLength + more, rest.length * 2));
        }
        System.arraycopy(bytes, from, rest, restLength, more);
        restLength += more;
    }

    private void line(byte[] line, int start, int end) throws CsvRows.BadRowException {
        int space = RowBytes.indexOf(line, ' ', start, end);
        if (space < 0) {
            throw RowBytes.bad("no number before it", line, start, end);
        }
        long number = RowBytes.digits(line, start, space);
        if (number <= last) {
            return; // it came before
        }
        lost += number - last - 1;
        last = number;
        int from = space + 1;
        if (RowBytes.startsWith(SUMMARY, line, from, end)) {
            summary = K6Summary.of(RowBytes.text(line, from + SUMMARY.length, end));
        } else if (RowBytes.is(END, line, from, end - 1)) {
            ended = true;
        } else {
            rows.read(line, from, end);
        }
    }

    /** How many lines are missing between those that came. */
    long lost() {
        return lost;
    }

    /** Whether the last row has come. */
    boolean isEnded() {
        return ended;
    }

    /** What k6 counted by itself; empty: it did not come to say. */
    Optional<K6Summary> summary() {
        return summary;
    }
}
