package dev.holograph.chaos.slo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the phases of a run began, each {@code null} if the run did not get there. Without faults in between, a phase
 * ends where the next one begins.
 *
 * @param firstDue the first request of the load was due: the warm-up begins
 * @param baseline the warm-up ended
 * @param fault the baseline ended: faults are injected from here on
 * @param recovery the last undo was confirmed, or the fault phase ended
 * @param end no further requests were due
 */
public record RunTimes(
        Instant firstDue,
        @Nullable Instant baseline,
        @Nullable Instant fault,
        @Nullable Instant recovery,
        @Nullable Instant end) {}
