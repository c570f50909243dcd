package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;

/** Looks for acknowledged writes. */
public interface WriteFinder {

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
