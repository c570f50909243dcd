package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.UndoRecipe;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One thing that happened in a run.
 *
 * @param subject what it happened to: a fault's name, a phase, a service
 * @param data further figures; for {@link Event#FAULT_INTENDED} the undo recipe
 */
public record JournalEntry(Instant at, Event event, String subject, Map<String, String> data) {

    /** Names a recipe's driver, its fault's type, and how a person would undo it. */
    static final String DRIVER = "driver";

    static final String FAULT = "fault";
    static final String BY_HAND = "byHand";

    /** There if the recipe only removes what an injection that was cut off has left. */
    static final String CLEANUP = "residue";

    /** Begins the names of those data that are the undo recipe's. */
    public static final String RECIPE = "undo.";

    /** What can happen. */
    public enum Event {
        RUN_STARTED,
        ENVIRONMENT_READY,
        LOAD_INTENDED,
        LOAD_STARTED,
        LOAD_REMOVED,
        PHASE_STARTED,
        GATE,
        CLAIM_INTENDED,
        CLAIM_RELEASED,
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

    /** The data of a recipe that is to be on disk before what it undoes is done. */
    static Map<String, String> of(UndoRecipe recipe) {
        Map<String, String> data = extension(recipe.data());
        data.put(DRIVER, recipe.driver());
        data.put(FAULT, recipe.fault());
        data.put(BY_HAND, recipe.byHand());
        return data;
    }

    /** The same for what is only to be removed if the injection is never confirmed. */
    static Map<String, String> ofCleanupRecipe(UndoRecipe recipe) {
        Map<String, String> data = of(recipe);
        data.put(CLEANUP, "true");
        return data;
    }

    /** The data of what is added to a recipe. */
    static Map<String, String> extension(Map<String, String> recipe) {
        Map<String, String> data = new HashMap<>();
        recipe.forEach((key, value) -> data.put(RECIPE + key, value));
        return data;
    }
}
