package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Brings the faults of pods and their workloads. */
public final class KubernetesDriverProvider implements DriverProvider {

    static final String NAME = "kubernetes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(
                new PodKiller(context),
                new ContainerKiller(context),
                new Scaler(context),
                new NetworkCutter(context),
                new RolloutRestarter(context));
    }
}
