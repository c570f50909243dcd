package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Brings the faults that a cluster's Chaos Mesh does. */
public final class ChaosMeshDriverProvider implements DriverProvider {

    static final String NAME = "chaos-mesh";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> settings() {
        return Set.of(Clusters.KUBECONFIG);
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

    /** Where the environment has these drivers: else its account needs no right to look at such objects. */
    @Override
    public void sweep(Environment environment, DriverContext context, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {
        Guard guard = environment.guard();
        boolean isUsed = environment.drivers().values().stream()
                .anyMatch(choice -> choice.driver().equals(NAME));
        if (isUsed && guard != null && guard.kubeContext() != null) {
            new MeshSweep(guard.kubeContext(), context, Waits.USUAL.deleted()).takeBack(guard, progress);
        }
    }
}
