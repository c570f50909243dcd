package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;

/** Takes what a load engine sees. Times are microseconds since the epoch by the wall clock. Thread-safe. */
public interface OutcomeSink {

    /** A request is due now. */
    void due(long dueMicros);

    /**
     * What became of a request that was due; once for each, and after its {@link #due}.
     *
     * @param latencyMicros from the due time to the answer; for a request that timed out or was never sent, its age
     *     when it was given up: its latency is at least that
     */
    void outcome(long dueMicros, Outcome outcome, long latencyMicros);

    /** The system said that it has this write. */
    void acknowledged(String id, long atMicros);

    /** The generator itself is alive; at least one a second while it is. */
    void heartbeat(long atMicros);

    /** Where samples of other metrics go. */
    default MetricSink metrics() {
        return MetricSink.NONE;
    }
}
