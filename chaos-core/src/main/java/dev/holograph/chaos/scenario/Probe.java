package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.List;

/**
 * Something that is queried again and again while a run lasts, beside the load. Its question says which of the metrics
 * {@link #latency}, {@link #ok}, {@link #value}, {@link #ready} and {@link #restarts} it gives.
 *
 * @param target that is queried
 * @param every from one question to the next
 * @param timeout after which there is no answer; at most {@code every}
 */
public record Probe(String name, ProbeQuery query, String target, Duration every, Duration timeout, Location location) {

    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    public static final String LATENCY = "";
    public static final String OK = "_ok";
    public static final String VALUE = "_value";
    public static final String READY = "_ready";
    public static final String RESTARTS = "_restarts";

    /** Metrics of a probe whose answers are numbers. */
    public static final List<String> NUMBER = List.of(LATENCY, OK, VALUE);

    /** What the names of metrics end with: no probe's own name does. */
    public static final List<String> ENDINGS = List.of(OK, VALUE, READY, RESTARTS);

    /** All that a probe can give. */
    public static final List<String> GIVEN = List.of(LATENCY, OK, VALUE, READY, RESTARTS);

    /** How long each answer took, in ms; of one that did not come in time, the time-out. */
    public String latency() {
        return name + LATENCY;
    }

    /** 1 for each answer that came in time and was as expected, 0 for each other. */
    public String ok() {
        return name + OK;
    }

    /** The number in each answer. */
    public String value() {
        return name + VALUE;
    }

    /** How many pods were ready. */
    public String ready() {
        return name + READY;
    }

    /** How often containers of the pods were started again since the probe began. */
    public String restarts() {
        return name + RESTARTS;
    }

    /** The metrics that it gives. */
    public List<String> metrics() {
        return query.endings().stream().map(ending -> name + ending).toList();
    }
}
