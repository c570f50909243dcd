package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Marks;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds what runs have left in a namespace by its marks, and takes it back where no Lease says that its run lives. */
final class Sweep {

    private static final Duration EACH_WITHIN = Duration.ofSeconds(20);

    private final KubernetesClient client;
    private final Clock clock;
    private final Consumer<String> told;

    Sweep(KubernetesClient client, Clock clock, Consumer<String> told) {
        this.client = client;
        this.clock = clock;
        this.told = told;
    }

    void namespace(String namespace) throws DriverException, InterruptedException {
        List<Lease> leases = Api.call("the Leases of " + namespace + " cannot be listed", () -> client.leases()
                .inNamespace(namespace)
                .withLabel(Marks.MANAGED_BY, Marks.US)
                .list()
                .getItems());
        Set<String> alive = new HashSet<>();
        for (Lease lease : leases) {
            if (HeldLease.expiry(lease).isAfter(clock.instant())) {
                alive.add(lease.getSpec().getHolderIdentity());
            }
        }
        policies(namespace, alive);
        workloads(namespace, alive);
        for (Lease lease : leases) {
            if (!alive.contains(lease.getSpec().getHolderIdentity())) {
                takeBack(lease, brief -> brief.resource(lease).delete());
            }
        }
    }

    private void policies(String namespace, Set<String> alive) throws DriverException, InterruptedException {
        List<NetworkPolicy> policies =
                Api.call("the NetworkPolicies of " + namespace + " cannot be listed", () -> client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withLabel(Marks.MANAGED_BY, Marks.US)
                        .list()
                        .getItems());
        for (NetworkPolicy policy : policies) {
            if (!alive.contains(Workload.annotations(policy).getOrDefault(Marks.RUN, ""))) {
                takeBack(policy, brief -> brief.resource(policy).delete());
            }
        }
    }

    private void workloads(String namespace, Set<String> alive) throws DriverException, InterruptedException {
        for (HasMetadata one : Workload.all(client, namespace)) {
            Map<String, String> annotations = Workload.annotations(one);
            String run = annotations.get(Marks.RUN);
            Workload workload = Workload.of(one);
            if (run != null && annotations.containsKey(Marks.REPLICAS) && !alive.contains(run)) {
                takeBack(one, brief -> Scaler.giveBack(brief, workload, run));
            }
        }
    }

    private void takeBack(HasMetadata object, Consumer<KubernetesClient> undo) throws DriverException {
        String what = object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
        Api.until(Deadline.in(EACH_WITHIN, System::nanoTime), what + " cannot be taken back", client, brief -> {
            undo.accept(brief);
            return null;
        });
        told.accept(what + " was left by a run that has died, and is taken back");
    }
}
