package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.slo.Evidence;
import java.util.Map;

/**
 * Does one kind of fault to the world, and takes it back. In the order of a run: {@link #prepare}, {@link #preflight},
 * {@link #inject}, {@link #observe}, {@link #undo}.
 *
 * @param <F> the fault's record, whose components are its keys in YAML
 */
public interface FaultDriver<F extends Fault> {

    /** The kind of fault: its record. */
    Class<F> fault();

    /**
     * Works out what would be done. Touches nothing.
     *
     * @param step when the fault is on and what it is called
     * @param target what it is done to
     * @throws IllegalArgumentException if this driver cannot honour a key or act on this target; the message says what
     *     would help, and is shown with the fault's place in the scenario
     */
    Prepared<F> prepare(FaultStep step, F fault, TargetSpec target);

    /**
     * The same for a fault that names further targets of the environment.
     *
     * @param targets all of the environment's, by name
     */
    default Prepared<F> prepare(FaultStep step, F fault, TargetSpec target, Map<String, TargetSpec> targets) {
        return prepare(step, fault, target);
    }

    /**
     * Looks whether it can be done now: whom it would reach, and whether it is allowed. Asked before anything is
     * started, and again just before the injection; only reads.
     *
     * @throws DriverException if it could not be looked; the message says what to do
     */
    default Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        return Preflight.CLEAR;
    }

    /**
     * Whether it asks the target itself, to inject and to undo: what it cannot do while another fault silences that.
     * A plan in which it would have to is refused.
     */
    default boolean asksTarget() {
        return false;
    }

    /** Whether nothing that asks this fault's target, past the built-in proxy, gets an answer while the fault is on. */
    default boolean silences(F fault) {
        return false;
    }

    /** Whether the fault goes on when the process that injected it is gone. If not, nothing is left to recover. */
    default boolean outlivesProcess() {
        return true;
    }

    /**
     * Does it, and returns when it is in force. The undo recipe is on disk before this is called; what becomes known only
     * now is added by {@link DriverContext#remember}.
     *
     * @return what shows that it is in force
     * @throws DriverException if it could not be done; what was begun is undone by {@link #undo}
     */
    Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException;

    /** Evidence of a driver that looks no further than its injection. */
    Evidence NOTHING_FURTHER = Evidence.none("nothing further was observed");

    /** What has been seen of the fault up to now; called just before the undo, or at the end for an instant fault. */
    default Evidence observe(Prepared<F> prepared) {
        return NOTHING_FURTHER;
    }

    /**
     * Takes it back, and returns when that is confirmed. Idempotent; may be called in another process than the one that
     * injected, and for a fault that was never injected. Not interrupted. Called for an instant
     * fault only where its injection was cut off, with {@link Prepared#cleanupRecipe}.
     *
     * @param recipe as it was prepared, with what was remembered during the injection
     * @throws DriverException if it could not be confirmed within the deadline; a person is told to do it by hand
     */
    default void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {}
}
