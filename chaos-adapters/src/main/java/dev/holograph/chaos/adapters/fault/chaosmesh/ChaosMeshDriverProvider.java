package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Brings the faults that a cluster's Chaos Mesh does. */
public final class ChaosMeshDriverProvider implements DriverProvider {

    static final String NAME = "chaos-mesh";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(
                new LatencyDriver(context, Waits.USUAL),
                new PacketLossDriver(context, Waits.USUAL),
                new BandwidthDriver(context, Waits.USUAL),
                new PartitionDriver(context, Waits.USUAL),
                new PodKillDriver(context, Waits.USUAL),
                new ContainerKillDriver(context, Waits.USUAL));
    }
}
