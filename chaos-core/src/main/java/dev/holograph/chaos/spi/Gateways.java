package dev.holograph.chaos.spi;

/** Puts something between clients and a target on which network faults can act. */
public interface Gateways {

    /**
     * Opens a way to the upstream and returns where clients are to connect. Open until the run ends.
     *
     * @param port where clients are to connect on this machine; 0: any free port
     * @throws DriverException if it cannot listen
     */
    Endpoint open(String target, Endpoint upstream, int port) throws DriverException;
}
