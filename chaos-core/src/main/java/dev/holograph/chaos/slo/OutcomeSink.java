package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import org.jspecify.annotations.Nullable;

/** Takes what a load engine sees. Times are microseconds since the epoch by the wall clock. Thread-safe. */
public interface OutcomeSink {

    /**
     * Where the requests of one name report, of a load that makes several kinds; {@link #due}, {@link #outcome} and {@link
     * #failed} of each go there. A sink that does not tell them apart is its own.
     */
    default OutcomeSink forRequest(String name) {
        return this;
    }

    /**
     * Where one of several generators of this load reports, each of which makes the same share of its requests. Called
     * for all of them before any of them reports. A sink that does not tell them apart is its own.
     *
     * @param shown as a person reads it, such as {@code runner 2 of 4}
     */
    default OutcomeSink forRunner(String shown) {
        return this;
    }

    /** A request is due now. */
    void due(long dueMicros);

    /**
     * What became of a request that was due; once for each, and after its {@link #due}.
     *
     * @param latencyMicros from the due time to the answer; for a request that timed out or was never sent, its age
     *     when it was given up: its latency is at least that
     */
    void outcome(long dueMicros, Outcome outcome, long latencyMicros);

    /**
     * Why a request failed. Called once for each outcome that is not OK, right before or after {@link #outcome}.
     *
     * @param latencyMicros as in {@link #outcome}
     * @param sample the beginning of the answer, as it came; {@code null} if there is none. The sink keeps few of them,
     *     shortens and escapes them.
     */
    default void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {}

    /** A script-only load sent its target a request: a sign that it works. Of one that makes no requests, iterations are that sign. */
    default void active(long atMicros) {}

    /**
     * A script-only load sent a request to something else than its target: no sign that it loads that.
     *
     * @param address {@code host:port} where the request went; without a port if that is not known
     */
    default void elsewhere(long atMicros, String address) {}

    /** A script-only load finished one iteration, whether or not it threw an exception or sent a request. */
    default void iteration(long atMicros) {}

    /** A script-only load threw an exception in an iteration. */
    default void exception(long atMicros, String message) {}

    /** A script-only load could not start so many iterations that were due. */
    default void dropped(long atMicros, long count) {}

    /** So many iterations of a script-only load began about then, and had not ended when the load did. */
    default void unfinished(long atMicros, long count) {}

    /** Answers come by this version of HTTP, such as {@code HTTP/2}; called again as often as the engine likes. */
    default void spoke(String version) {}

    /** The system said that it has this write. */
    void acknowledged(String id, long atMicros);

    /** The generator itself is alive; at least one a second while it is. */
    void heartbeat(long atMicros);

    /** Where samples of other metrics go. */
    default MetricSink metrics() {
        return MetricSink.NONE;
    }
}
