package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.RunLeases;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Finds objects of Chaos Mesh's by our marks, and deletes those whose run holds no Lease any more. */
final class MeshSweep {

    private final KubernetesClient client;
    private final String kubeContext;
    private final DriverContext context;
    private final Duration eachWithin;

    /** @param eachWithin for each object that is deleted */
    MeshSweep(String kubeContext, DriverContext context, Duration eachWithin) throws DriverException {
        this.client = Clusters.of(context).client(kubeContext);
        this.kubeContext = kubeContext;
        this.context = context;
        this.eachWithin = eachWithin;
    }

    /** @param progress takes a line for each that is deleted */
    void takeBack(Guard guard, Consumer<String> progress) throws DriverException, InterruptedException {
        for (Kind kind : Kind.values()) {
            if (Api.call("the API server cannot be queried for its kinds", () -> kind.isKnownTo(client))) {
                for (String namespace : guard.namespaces()) {
                    takeBack(kind, namespace, progress);
                }
            }
        }
    }

    private void takeBack(Kind kind, String namespace, Consumer<String> progress)
            throws DriverException, InterruptedException {
        // The objects first: a run whose object is seen has its Lease already.
        var objects = Api.call(
                "the objects of " + kind.kind() + " in " + namespace + " cannot be listed",
                () -> Experiment.ours(client, kind, namespace).list().getItems());
        Set<String> alive =
                RunLeases.in(client, namespace).alive(context.clock().instant());
        for (GenericKubernetesResource object : objects) {
            String run = object.getMetadata().getLabels().getOrDefault(OwnershipLabels.RUN, "");
            if (!alive.contains(run)) {
                String name = object.getMetadata().getName();
                new Experiment(client, kubeContext, kind, namespace, name)
                        .delete(Deadline.in(eachWithin, System::nanoTime));
                progress.accept(kind.kind() + " " + namespace + "/" + name
                        + " was left by a run that has died, and is taken back");
            }
        }
    }
}
