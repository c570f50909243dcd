package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Right;
import java.util.List;
import java.util.stream.Stream;

/** What every fault of a target's pods needs: to see whom it reaches, and to hold the target's Lease. */
public final class TargetRights {

    private TargetRights() {}

    /**
     * In the target's namespace.
     *
     * @param own what the fault itself needs
     */
    public static List<Right> with(List<Right> own, KubernetesTarget target) {
        String namespace = target.namespace();
        Stream<Right> look = Stream.of(
                new Right("list", "", "pods", namespace),
                new Right("watch", "", "pods", namespace),
                new Right("list", "", "events", namespace));
        Stream<Right> hold = Stream.of("get", "create", "update", "delete")
                .map(verb -> new Right(verb, "coordination.k8s.io", "leases", namespace));
        return Stream.of(look, own.stream(), hold).flatMap(rights -> rights).toList();
    }
}
