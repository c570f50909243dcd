package dev.holograph.chaos.spi;

/** Brings the {@link Gateways} of a run. Found by {@link java.util.ServiceLoader}. */
public interface GatewayProvider {

    /** The run's one {@link Gateways}; opens nothing yet. */
    Gateways gateways(DriverContext context);
}
