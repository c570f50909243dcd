package dev.holograph.chaos.slo;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fault as it happened, with its four instants.
 *
 * @param name of the step in the scenario
 * @param lasting whether it had to be undone
 * @param undoRequested {@code null} for an instant fault
 * @param undoConfirmed {@code null} for an instant fault, or if the undo failed
 * @param undoProblem why the undo failed, with how to undo it by hand; {@code null} if it did not
 */
public record FaultRecord(
        String name,
        String description,
        boolean lasting,
        Instant injectionRequested,
        Instant injectionConfirmed,
        @Nullable Instant undoRequested,
        @Nullable Instant undoConfirmed,
        List<Evidence> evidence,
        @Nullable String undoProblem) {

    public FaultRecord {
        evidence = List.copyOf(evidence);
    }
}
