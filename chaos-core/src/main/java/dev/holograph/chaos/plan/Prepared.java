package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import org.jspecify.annotations.Nullable;

/**
 * A fault, ready to be injected: pure data, printed by {@code chaos:plan}.
 *
 * @param description what will happen to what
 * @param undo {@code null}: an instant fault
 */
public record Prepared<F extends Fault>(
        FaultStep step,
        F fault,
        TargetSpec target,
        String driver,
        String description,
        @Nullable UndoRecipe undo) {}
