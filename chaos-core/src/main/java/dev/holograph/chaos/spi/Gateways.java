package dev.holograph.chaos.spi;

import java.util.Optional;

/** Puts something between clients and a target on which network faults can act. */
public interface Gateways {

    /**
     * Opens a way to the upstream and returns where clients are to connect. Open until the run ends.
     *
     * @param target whose name faults of the network find the way by
     * @param upstream where the target itself listens
     * @param port where clients are to connect on this machine; 0: any free port
     * @throws DriverException if it cannot listen
     */
    Endpoint open(String target, Endpoint upstream, int port) throws DriverException;

    /**
     * From now on the ways are this run's: its drivers act on them, and it hears whether they are alive. They stay open
     * when it ends. For services that outlive a run.
     */
    default void lendTo(DriverContext run) {}

    /** What is still in force on one of the ways, in words; empty: all of them are as they were opened. */
    default Optional<String> impaired() {
        return Optional.empty();
    }
}
