package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault, ready to be injected: pure data, printed by {@code chaos:plan}.
 *
 * @param description what will happen to what
 * @param undo {@code null}: an instant fault
 * @param rights that injecting and undoing it need in a cluster
 */
public record Prepared<F extends Fault>(
        FaultStep step,
        F fault,
        TargetSpec target,
        String driver,
        String description,
        @Nullable UndoRecipe undo,
        List<Right> rights) {

    public Prepared {
        rights = List.copyOf(rights);
    }

    /** A fault that needs no rights in a cluster. */
    public Prepared(
            FaultStep step, F fault, TargetSpec target, String driver, String description, @Nullable UndoRecipe undo) {
        this(step, fault, target, driver, description, undo, List.of());
    }
}
