package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.Plan;
import java.util.function.Consumer;

/** Keeps two runs from acting on the same target at once. Found by {@link java.util.ServiceLoader}. */
public interface ClaimProvider {

    /**
     * Claims what the plan's faults act on, for this run alone.
     *
     * @param lost is told why if the claim cannot be kept: the run must end then
     * @throws DriverException if another run has it; the message names the holder and until when
     */
    Claim claim(Plan plan, DriverContext context, Consumer<String> lost) throws DriverException, InterruptedException;

    /** What is claimed. */
    interface Claim {

        /** Gives it back. Idempotent, not interrupted. */
        void release(Deadline deadline) throws DriverException;
    }
}
