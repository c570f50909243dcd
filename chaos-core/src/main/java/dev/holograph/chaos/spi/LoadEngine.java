package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.Optional;

/**
 * Drives load by the contract: each request that is due gets exactly one outcome. It is ok, failed, timed out or unsent,
 * and its latency counts from the time at which it was due, whenever it was sent.
 */
public interface LoadEngine {

    /** As reports show it, such as {@code k6}. */
    String name();

    /** As reports show it, such as {@code 2.2.0}. */
    String version();

    /**
     * Starts the load, and returns; {@link RunningLoad#firstDue} says when its first request was due. Everything that can
     * be checked before that is checked here.
     *
     * @param sink takes what the load sees, from any thread
     * @throws DriverException if it cannot start; the message says what to do
     */
    RunningLoad start(LoadPlan plan, OutcomeSink sink) throws DriverException, InterruptedException;

    /**
     * How to remove what a load would leave behind if this process died, such as pods in a cluster: it is on disk before
     * {@link #start} is called. Makes nothing.
     *
     * @param type to be put into the recipe as its fault's type; {@link UndoRecipe#driver()} is the provider's name
     * @return empty: the load ends with this process
     */
    default Optional<UndoRecipe> leaves(LoadPlan plan, String type) {
        return Optional.empty();
    }

    /**
     * Removes what a load has left. Called at the end of every run for which {@link #leaves} had a recipe, whether the
     * load was started or not. Idempotent.
     *
     * @throws DriverException if something is still there
     */
    default void remove(UndoRecipe recipe, Deadline deadline) throws DriverException {}
}
