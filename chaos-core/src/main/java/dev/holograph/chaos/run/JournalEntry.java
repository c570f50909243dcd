package dev.holograph.chaos.run;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened in a run.
 *
 * @param subject what it happened to: a fault's name, a phase, a service
 * @param data further figures; for {@link Event#FAULT_INTENDED} the undo recipe
 */
public record JournalEntry(Instant at, Event event, String subject, Map<String, String> data) {

    /** Begins the names of those data that are the undo recipe's. */
    public static final String RECIPE = "undo.";

    /** What can happen. */
    public enum Event {
        RUN_STARTED,
        ENVIRONMENT_READY,
        LOAD_STARTED,
        PHASE_STARTED,
        GATE,
        FAULT_INTENDED,
        RECIPE_EXTENDED,
        FAULT_INJECTED,
        UNDO_REQUESTED,
        FAULT_UNDONE,
        UNDO_FAILED,
        STOP_REQUESTED,
        LOAD_ENDED,
        LEDGER_CHECKED,
        ENVIRONMENT_STOPPED,
        VERDICT,
        RUN_ENDED
    }

    public JournalEntry {
        data = Map.copyOf(data);
    }
}
