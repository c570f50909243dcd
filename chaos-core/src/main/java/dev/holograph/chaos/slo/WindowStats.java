package dev.holograph.chaos.slo;

import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests that were due in a window.
 *
 * @param due all of them that are old enough to be judged
 * @param open those that are not: younger than the time-out, and without an outcome; only while a run lasts
 * @param beyond latencies at or beyond each of the series' thresholds, exactly
 * @param latencies merged from the window's cells; for display and for bounds that were not known before the run
 */
record WindowStats(
        Window window,
        long due,
        long open,
        long ok,
        long failed,
        long timedOut,
        long unsent,
        double latencySum,
        Beyond beyond,
        Supplier<Histogram> latencies) {

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

    /** Successful answers each second, as if those that are open did as well as the others. */
    double throughput() {
        double settled = ok / window.seconds();
        return open == 0 ? settled : settled * (due + open) / due;
    }

    /** Requests that have a latency: those that failed fast have none. */
    long measured() {
        return ok + timedOut + unsent;
    }
}
