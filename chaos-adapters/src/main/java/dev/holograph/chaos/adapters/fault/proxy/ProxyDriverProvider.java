package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Brings the network faults that the built-in TCP proxy does. */
public final class ProxyDriverProvider implements DriverProvider {

    static final String NAME = "proxy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(
                new LatencyDriver(context),
                new PacketLossDriver(context),
                new BandwidthDriver(context),
                new PartitionDriver(context),
                new SlowCloseDriver(context),
                new ResetDriver(context),
                HttpDriver.ofErrors(context),
                HttpDriver.ofDelays(context),
                HttpDriver.ofCuts(context));
    }
}
