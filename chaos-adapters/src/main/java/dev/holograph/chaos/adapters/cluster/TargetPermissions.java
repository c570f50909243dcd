package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import java.util.List;
import java.util.stream.Stream;

/** What every fault of a target's pods needs: to see whom it reaches, and to hold the target's Lease. */
public final class TargetPermissions {

    private TargetPermissions() {}

    /**
     * In the target's namespace.
     *
     * @param own what the fault itself needs
     */
    public static List<Permission> with(List<Permission> own, KubernetesTarget target) {
        String namespace = target.namespace();
        Stream<Permission> look = Stream.of(
                new Permission("list", "", "pods", namespace),
                new Permission("watch", "", "pods", namespace),
                new Permission("list", "", "events", namespace));
        Stream<Permission> hold = Stream.of("get", "create", "update", "delete")
                .map(verb -> new Permission(verb, "coordination.k8s.io", "leases", namespace));
        return Stream.of(look, own.stream(), hold)
                .flatMap(permissions -> permissions)
                .toList();
    }
}
