package dev.holograph.chaos.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * All that is needed to undo a fault, also by another process: it is on disk before the fault is injected.
 *
 * @param driver the driver's name
 * @param fault the fault's type
 * @param data what the driver needs; no secrets
 * @param byHand how a person would do it: commands for a shell where there are any; what is no command stands behind a #
 */
public record UndoRecipe(String driver, String fault, Map<String, String> data, String byHand) {

    /** Among what becomes known later: a better {@link #byHand}, now that all is known that was only found out then. */
    public static final String BY_HAND = "byHand";

    public UndoRecipe {
        data = Map.copyOf(data);
    }

    /** The same with what became known later. */
    public UndoRecipe with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(data);
        all.putAll(more);
        String better = all.remove(BY_HAND);
        return new UndoRecipe(driver, fault, all, better == null ? byHand : better);
    }
}
