package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.UndoRecipe;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps two runs from acting on the same target at once. Found by {@link java.util.ServiceLoader}. */
public interface TargetLockProvider {

    /** Names it in journals. */
    String name();

    /**
     * What a plan's faults need to be claimed, in the form by which it is given back in any process: on disk before it
     * is claimed. Empty: nothing.
     *
     * @param type stands for the fault's type in the recipe
     */
    Optional<UndoRecipe> recipe(Plan plan, String type);

    /**
     * Claims it for this run alone.
     *
     * @param lost is called with the reason if the claim cannot be kept: the run must end then
     * @throws DriverException if another run has it; the message names the holder and until when
     */
    void claim(UndoRecipe recipe, DriverContext context, Consumer<String> lost)
            throws DriverException, InterruptedException;

    /**
     * Gives back what the context's run holds of it. Idempotent, not interrupted, also in another process.
     *
     * @throws DriverException if it could not be confirmed before the deadline
     */
    void release(UndoRecipe recipe, DriverContext context, Deadline deadline) throws DriverException;
}
