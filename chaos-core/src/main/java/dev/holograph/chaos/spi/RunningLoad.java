package dev.holograph.chaos.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A load while it runs. */
public interface RunningLoad {

    /**
     * The moment the first request was due, by this machine's clock; fails with {@link DriverException} if the load never
     * got there.
     */
    CompletableFuture<Instant> firstDue();

    /** When the load has ended and every due request has its outcome. Never fails: a problem is in the value. */
    CompletableFuture<End> ended();

    /** How long the load may take before its first request is due: a script may prepare a lot. */
    default Duration startsWithin() {
        return Duration.ofSeconds(30);
    }

    /** How long the load may take after its last request is answered, to tidy up. */
    default Duration endsWithin() {
        return Duration.ZERO;
    }

    /** Ends it now: first in order, by force at the deadline. Idempotent, not interrupted. */
    void stop(Deadline deadline);

    /**
     * Ends it before its time. What was due before a moment has its outcome, or was waited for in vain, and nothing that
     * was due later counts. Unlike after {@link #stop}, {@link #ended} still tells what was wrong with the load up to
     * that moment. Idempotent, not interrupted. Called only where {@link LoadPlan#mayEndEarly} has said so.
     *
     * @param deadline by when it must have ended, by force if need be
     */
    default void endEarly(Instant before, Deadline deadline) {
        stop(deadline);
    }

    /**
     * How a load ended.
     *
     * @param problem why it ended otherwise than planned, in one sentence with what to do; {@code null} if it did not
     * @param warnings what makes its figures less certain, a sentence each: the run is at least WARN
     * @param notes what the report should say of it, a sentence each
     */
    record End(@Nullable String problem, List<String> warnings, List<String> notes) {

        public End {
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
        }

        public End(@Nullable String problem, List<String> warnings) {
            this(problem, warnings, List.of());
        }

        public End(@Nullable String problem) {
            this(problem, List.of());
        }
    }
}
