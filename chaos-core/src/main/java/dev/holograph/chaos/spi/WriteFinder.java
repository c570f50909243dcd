package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;

/** Looks for acknowledged writes. */
public interface WriteFinder {

    /**
     * Looks, before the load, whether the loss of a write could be told: asks for one that was never made, and wants it
     * denied. A ledger that finds such a one would find every other too.
     *
     * @param never an id like the run's own that no write has
     * @param services as for {@link #find}
     * @throws DriverException if it is found, or the question is refused, or not answered before the deadline; the
     *     message says what to do
     */
    void check(Ledger ledger, TargetSpec target, Services services, String never, Deadline deadline)
            throws DriverException, InterruptedException;

    /**
     * Looks for all of these writes.
     *
     * @param target the ledger's
     * @param services by which a target that is one is reached
     * @return the writes that are lost and those whose answer could not be had before the deadline
     * @throws DriverException if it cannot be asked at all, however often: a wrong password, a query with a mistake
     */
    Answer find(Ledger ledger, TargetSpec target, Services services, Acknowledgements writes, Deadline deadline)
            throws DriverException, InterruptedException;

    /** What was not found, in the order in which it was acknowledged. */
    record Answer(Acknowledgements lost, Acknowledgements unknown) {}
}
