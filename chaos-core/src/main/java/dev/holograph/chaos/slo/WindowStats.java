package dev.holograph.chaos.slo;

import org.HdrHistogram.Histogram;

/**
 * What became of the requests that were due in a window.
 *
 * @param due all of them that are old enough to be judged
 * @param beyond latencies at or beyond each of the series' thresholds
 * @param undecided given up before reaching the threshold
 * @param latencies merged from the window's cells; for display and for bounds that were not known before the run
 */
record WindowStats(
        Window window,
        long due,
        long ok,
        long failed,
        long timedOut,
        long unsent,
        double latencySum,
        long[] beyond,
        long[] undecided,
        java.util.function.Supplier<Histogram> latencies) {

    long errors() {
        return failed + timedOut + unsent;
    }

    /** Requests that have a latency: those that failed fast have none. */
    long measured() {
        return ok + timedOut + unsent;
    }
}
