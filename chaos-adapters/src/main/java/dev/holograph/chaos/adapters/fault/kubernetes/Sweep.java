package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.RunLeases;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds what runs have left in a namespace by its marks, and takes it back where no Lease says that its run lives. */
final class Sweep {

    private static final Duration EACH_WITHIN = Duration.ofSeconds(20);

    private final KubernetesClient client;
    private final Clock clock;

    Sweep(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * What a run has left that has died.
     *
     * @param undo takes it back, by a client whose tries end in time
     */
    record Left(HasMetadata object, Consumer<KubernetesClient> undo) {

        /** Its kind, namespace and name. */
        @Override
        public String toString() {
            return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                    + object.getMetadata().getName();
        }
    }

    /** In the order in which it is to be taken back: the Leases last. Nothing is touched. */
    List<Left> find(String namespace) throws DriverException, InterruptedException {
        RunLeases leases = RunLeases.in(client, namespace);
        Set<String> alive = leases.alive(clock.instant());
        List<Left> left = new ArrayList<>(policies(namespace, alive));
        left.addAll(workloads(namespace, alive));
        for (Lease lease : leases.all()) {
            if (!alive.contains(lease.getSpec().getHolderIdentity())) {
                left.add(new Left(lease, brief -> brief.resource(lease).delete()));
            }
        }
        return left;
    }

    /** Tells what is left, also by runs of other users and machines, whose journals are not here. */
    Check check(String namespace, String environment) throws InterruptedException {
        String name = "leftovers in " + namespace;
        try {
            List<Left> left = find(namespace);
            return left.isEmpty()
                    ? Check.ok(name, "nothing was left by a run that has died")
                    : Check.warn(
                            name,
                            "left by runs that have died: "
                                    + left.stream().map(Left::toString).collect(Collectors.joining(", ")),
                            "mvn chaos:recover -Dchaos.environment=" + environment);
        } catch (DriverException e) {
            return Check.warn(
                    name,
                    "it cannot be found out: " + e.getMessage(),
                    "grant what chaos:recover needs; see docs/guide/kubernetes.md");
        }
    }

    private List<Left> policies(String namespace, Set<String> alive) throws DriverException, InterruptedException {
        List<NetworkPolicy> policies =
                Api.call("the NetworkPolicies of " + namespace + " cannot be listed", () -> client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withLabel(OwnershipLabels.MANAGED_BY, OwnershipLabels.US)
                        .list()
                        .getItems());
        return policies.stream()
                .filter(policy -> !alive.contains(Workload.annotations(policy).getOrDefault(OwnershipLabels.RUN, "")))
                .map(policy -> new Left(policy, brief -> brief.resource(policy).delete()))
                .toList();
    }

    private List<Left> workloads(String namespace, Set<String> alive) throws DriverException, InterruptedException {
        List<Left> left = new ArrayList<>();
        for (HasMetadata one : Workload.all(client, namespace)) {
            Map<String, String> annotations = Workload.annotations(one);
            String run = annotations.get(OwnershipLabels.RUN);
            Workload workload = Workload.of(one);
            if (run != null && annotations.containsKey(OwnershipLabels.REPLICAS) && !alive.contains(run)) {
                left.add(new Left(one, brief -> Scaler.giveBack(brief, workload, run)));
            }
        }
        return left;
    }

    /** @param progress takes a line for each that is taken back */
    void takeBack(String namespace, Consumer<String> progress) throws DriverException, InterruptedException {
        for (Left left : find(namespace)) {
            Api.until(Deadline.in(EACH_WITHIN, System::nanoTime), left + " cannot be taken back", client, brief -> {
                left.undo().accept(brief);
                return null;
            });
            progress.accept(left + " was left by a run that has died, and is taken back");
        }
    }
}
