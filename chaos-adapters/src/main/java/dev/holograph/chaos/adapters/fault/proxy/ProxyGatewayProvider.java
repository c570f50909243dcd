package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.GatewayProvider;
import dev.holograph.chaos.spi.Gateways;

/** Brings the built-in TCP proxy. */
public final class ProxyGatewayProvider implements GatewayProvider {

    @Override
    public Gateways gateways(DriverContext context) {
        return ProxyGateways.of(context);
    }
}
