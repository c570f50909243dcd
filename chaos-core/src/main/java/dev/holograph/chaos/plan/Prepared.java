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
 * @param cleanupRecipe of an instant fault: how to remove what its injection makes and removes itself, should it be cut off in
 *     between; {@code null}: it makes nothing
 * @param permissions that injecting and undoing it need in a cluster
 */
public record Prepared<F extends Fault>(
        FaultStep step,
        F fault,
        TargetSpec target,
        String driver,
        String description,
        @Nullable UndoRecipe undo,
        @Nullable UndoRecipe cleanupRecipe,
        List<Permission> permissions) {

    public Prepared {
        if (undo != null && cleanupRecipe != null) {
            throw new IllegalArgumentException("the undo of a lasting fault removes everything that it makes");
        }
        permissions = List.copyOf(permissions);
    }

    /** A fault whose injection leaves nothing but what its undo takes back. */
    public Prepared(
            FaultStep step,
            F fault,
            TargetSpec target,
            String driver,
            String description,
            @Nullable UndoRecipe undo,
            List<Permission> permissions) {
        this(step, fault, target, driver, description, undo, null, permissions);
    }

    /** One that also needs no rights in a cluster. */
    public Prepared(
            FaultStep step, F fault, TargetSpec target, String driver, String description, @Nullable UndoRecipe undo) {
        this(step, fault, target, driver, description, undo, List.of());
    }
}
