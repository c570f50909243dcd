package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import java.time.Duration;

/** Looks for acknowledged writes. */
public interface WriteFinder {

    /**
     * Looks, before the load, whether the loss of a write could be found: looks for one that was never made, and wants it
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
     * @param settled set at the end of the load: a denial counts if the question was put after it was over
     * @return the writes that are lost and those whose answer could not be had before the deadline
     * @throws DriverException if it cannot be asked at all, however often: a wrong password, a query with a mistake
     */
    Answer find(
            Ledger ledger,
            TargetSpec target,
            Services services,
            Acknowledgements writes,
            Deadline settled,
            Deadline deadline)
            throws DriverException, InterruptedException;

    /**
     * What was not found, in the order in which it was acknowledged, and what was found late.
     *
     * @param foundLate how many were denied first and found then
     * @param latest by when, from the end of the load, the last of those was found, at most
     */
    record Answer(Acknowledgements lost, Acknowledgements unknown, long foundLate, Duration latest) {

        /** Nothing was denied first and found then. */
        public static Answer of(Acknowledgements lost, Acknowledgements unknown) {
            return new Answer(lost, unknown, 0, Duration.ZERO);
        }
    }
}
