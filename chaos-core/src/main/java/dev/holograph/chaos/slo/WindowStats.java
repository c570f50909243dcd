package dev.holograph.chaos.slo;

import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests that were due in a window.
 *
 * @param due all of them that are old enough to be judged
 * @param open requests that were due here and are not in {@code due}: while a run lasts, those that are younger than the
 *     time-out and have no outcome; afterwards, those that were open when a fault was injected and count there
 * @param border of {@code due}: requests from before an injection in this window, which count in it
 * @param beyond latencies at or beyond each of the series' thresholds, exactly
 * @param latencies merged from the window's cells; for display and for bounds that were not known before the run
 */
record WindowStats(
        Window window,
        long due,
        long open,
        Border border,
        long ok,
        long failed,
        long timedOut,
        long unsent,
        double latencySum,
        Beyond beyond,
        Supplier<Histogram> latencies) {

    /** Requests from before an injection. */
    record Border(long due, long ok) {
        static final Border NONE = new Border(0, 0);
    }

    /** Counts against bounds. */
    interface Beyond {

        /** Latencies at or beyond a threshold of the series, by its index. */
        long count(int threshold);

        /** Given up before reaching the threshold. */
        long undecided(int threshold);

        /** Latencies at or beyond any other, in microseconds, or nearer to it than a histogram can tell. */
        long near(long micros);
    }

    long errors() {
        return failed + timedOut + unsent;
    }

    /** Successful answers each second to what was due in this window, as if those open did as well as the others. */
    double throughput() {
        double settled = (ok - border.ok) / window.seconds();
        long dueHere = due - border.due;
        return open == 0 || dueHere == 0 ? settled : settled * (dueHere + open) / dueHere;
    }

    /** Requests that were made in this window, wherever they count. */
    long made() {
        return due - border.due + open;
    }

    /** Requests that have a latency: those that failed fast have none. */
    long measured() {
        return ok + timedOut + unsent;
    }
}
