package dev.holograph.chaos.adapters.probe.kubernetes;

import dev.holograph.chaos.adapters.cluster.Access;
import dev.holograph.chaos.adapters.cluster.PodView;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Probes of pods, by one watch. */
public final class KubernetesProbeProvider implements ProbeProvider {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);

    @Override
    public Class<ProbeQuery.Kubernetes> query() {
        return ProbeQuery.Kubernetes.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        boolean canBeAsked = target.kubernetes() != null;
        return canBeAsked ? Optional.empty() : Optional.of("kubernetes: { namespace: …, selector: app=… }");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress)
            throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, target);
        String namespace = pods.target().namespace();
        List<Permission> denied = Access.denied(
                pods.client(),
                List.of(new Permission("list", "", "pods", namespace), new Permission("watch", "", "pods", namespace)));
        if (!denied.isEmpty()) {
            throw new DriverException("probe " + probe.name() + " needs rights that context '"
                    + pods.target().context() + "' does not have: "
                    + denied.stream().map(Permission::toString).collect(Collectors.joining(", "))
                    + "; grant them by a Role, or leave the probe out");
        }
        PodView view = PodView.open(pods, KNOWN_WITHIN);
        KubernetesProbe running =
                new KubernetesProbe(SharedVertx.of(context.shared()), probe, view, sink, context.clock(), progress);
        running.start();
        return running;
    }
}
