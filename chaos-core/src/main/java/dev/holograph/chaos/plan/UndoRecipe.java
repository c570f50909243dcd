package dev.holograph.chaos.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * All that is needed to undo a fault, also by another process: it is on disk before the fault is injected.
 *
 * @param driver the driver's name
 * @param fault the fault's type
 * @param data what the driver needs; no secrets
 * @param byHand how a person would do it
 */
public record UndoRecipe(String driver, String fault, Map<String, String> data, String byHand) {

    public UndoRecipe {
        data = Map.copyOf(data);
    }

    /** The same with what became known later. */
    public UndoRecipe with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(data);
        all.putAll(more);
        return new UndoRecipe(driver, fault, all, byHand);
    }
}
