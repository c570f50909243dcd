package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked again and again while a run lasts, beside the load. It gives the metrics {@link #latency},
 * {@link #ok} and {@link #value}.
 *
 * @param kind who asks: {@code http}
 * @param question in the words of its kind: {@code /healthz}
 * @param target who is asked
 * @param every from one question to the next
 * @param timeout after which there is no answer; at most {@code every}
 * @param expect the answer that is as it should be: {@code 2xx}
 * @param pointer where a number stands in the answer, as a JSON pointer; {@code null}: there is none
 */
public record Probe(
        String name,
        String kind,
        String question,
        String target,
        Duration every,
        Duration timeout,
        String expect,
        @Nullable String pointer,
        Location location) {

    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final String OK = "_ok";
    private static final String VALUE = "_value";

    /** What {@link #ok} and {@link #value} end with: no probe's own name does. */
    public static final List<String> ENDINGS = List.of(OK, VALUE);

    /** How long each answer took, in ms; of one that did not come in time, the time-out. */
    public String latency() {
        return name;
    }

    /** 1 for each answer that came in time and was as expected, 0 for each other. */
    public String ok() {
        return name + OK;
    }

    /** The number in each answer. */
    public String value() {
        return name + VALUE;
    }

    /** The metrics that it gives. */
    public List<String> metrics() {
        return pointer == null ? List.of(latency(), ok()) : List.of(latency(), ok(), value());
    }
}
