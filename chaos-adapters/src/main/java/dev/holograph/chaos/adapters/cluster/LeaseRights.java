package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Right;
import java.util.List;

/** What holding a target for one run alone needs: every fault in a cluster is done under a Lease. */
public final class LeaseRights {

    private LeaseRights() {}

    /** In the target's namespace. */
    public static List<Right> of(KubernetesTarget target) {
        return List.of("get", "create", "update", "delete").stream()
                .map(verb -> new Right(verb, "coordination.k8s.io", "leases", target.namespace()))
                .toList();
    }
}
