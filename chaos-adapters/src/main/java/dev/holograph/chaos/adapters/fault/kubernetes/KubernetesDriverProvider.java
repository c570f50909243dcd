package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Brings the faults of pods and their workloads. */
public final class KubernetesDriverProvider implements DriverProvider {

    static final String NAME = "kubernetes";

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
        return List.copyOf(all(context));
    }

    private static List<PodDriver<?>> all(DriverContext context) {
        return List.of(
                new PodKiller(context),
                new ContainerKiller(context),
                new Scaler(context),
                new NetworkCutter(context),
                new RolloutRestarter(context));
    }

    @Override
    public void sweep(Environment environment, DriverContext context, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {
        Guard guard = environment.guard();
        if (guard != null && guard.kubeContext() != null) {
            Sweep sweep = new Sweep(Clusters.of(context).client(guard.kubeContext()), context.clock());
            for (String namespace : guard.namespaces()) {
                sweep.takeBack(namespace, progress);
            }
        }
    }

    @Override
    public List<Check> checks(Environment environment, DriverContext context) throws InterruptedException {
        return new KubernetesChecks(environment, context, all(context)).look();
    }
}
