package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.Watching;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One object of Chaos Mesh's. It stands for the fault: while it is there the fault may be, and since its finalizer
 * {@code chaos-mesh/records} is taken off only when all is recovered ({@code controllers/common/finalizers}), the fault
 * is over when it is gone.
 *
 * @param context the kubeconfig's, for what a person is told to do
 */
record Experiment(KubernetesClient client, String context, Kind kind, String namespace, String name) {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** @param step its name, which makes the object's together with the run's id */
    static Experiment of(
            DriverContext context, KubernetesClient client, Kind kind, KubernetesTarget target, String step) {
        return new Experiment(client, target.context(), kind, target.namespace(), name(context, step));
    }

    /** Objects of this kind that a run has made and that still exist. */
    static List<Experiment> ofRun(
            KubernetesClient client, DriverContext run, KubernetesTarget target, Kind kind, Deadline deadline)
            throws DriverException {
        String problem = "the objects of " + kind.kind() + " in " + target.namespace() + " cannot be listed";
        return Api.until(deadline, problem, client, by -> ours(by, kind, target.namespace())
                        .withLabel(OwnershipLabels.RUN, run.runId())
                        .list()
                        .getItems())
                .stream()
                .map(object -> new Experiment(
                        client,
                        target.context(),
                        kind,
                        target.namespace(),
                        object.getMetadata().getName()))
                .toList();
    }

    /** All of a kind that are marked as this plugin's, whichever run has made them. */
    static FilterWatchListDeletable<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            ours(KubernetesClient client, Kind kind, String namespace) {
        return client.genericKubernetesResources(kind.definition())
                .inNamespace(namespace)
                .withLabel(OwnershipLabels.MANAGED_BY, OwnershipLabels.US);
    }

    static String name(DriverContext context, String step) {
        return ("chaos-" + context.runId() + "-" + step)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("-$", "");
    }

    /** Makes it, marked as this run's. */
    void create(JsonObject spec, DriverContext run) throws DriverException, InterruptedException {
        JsonObject object = new JsonObject()
                .put("apiVersion", Kind.API_VERSION)
                .put("kind", kind.kind())
                .put(
                        "metadata",
                        new JsonObject()
                                .put("name", name)
                                .put("namespace", namespace)
                                .put("labels", new JsonObject(Map.copyOf(OwnershipLabels.labels(run))))
                                .put("annotations", new JsonObject(Map.copyOf(OwnershipLabels.annotations(run)))))
                .put("spec", spec);
        GenericKubernetesResource resource = Serialization.unmarshal(object.encode(), GenericKubernetesResource.class);
        Api.change(this + " cannot be made", () -> createOnce(resource), () -> status().isPresent());
    }

    private void createOnce(GenericKubernetesResource resource) {
        try {
            client.genericKubernetesResources(kind.definition())
                    .inNamespace(namespace)
                    .resource(resource)
                    .create();
        } catch (KubernetesClientException e) {
            // Nobody else makes one of this name: the client's first try was carried out, and its answer lost.
            if (!Api.isConflict(e)) {
                throw e;
            }
        }
    }

    /**
     * Waits until Chaos Mesh says that all is injected.
     *
     * @throws DriverException if it does not say so in time; with what it says instead
     */
    Status awaitInjected(Duration within) throws DriverException, InterruptedException {
        Deadline deadline = Deadline.in(within, System::nanoTime);
        boolean injected = Watching.await(
                toString(),
                resource(),
                seen -> seen.stream().anyMatch(one -> Status.of(one).isInjected()),
                deadline);
        Optional<Status> status = status();
        if (injected && status.isPresent()) {
            return status.get();
        }
        throw new DriverException(status.map(now -> notInjected(now, within))
                .orElse(this + " was deleted by somebody else before Chaos Mesh had injected it"));
    }

    private String notInjected(Status status, Duration within) {
        String what = "Chaos Mesh has not injected " + this + " within " + within.toSeconds() + " s: ";
        if (status.isUntouched()) {
            return what + "it has not touched it at all; see that its chaos-controller-manager runs, and that it looks"
                    + " after namespace " + namespace + " (clusterScoped, targetNamespace in its Helm values)";
        }
        if (!status.hasSelected()) {
            return what + "Selected is False, it has found no pod; if it filters namespaces (enableFilterNamespace),"
                    + " `kubectl --context " + context + " annotate namespace " + namespace
                    + " chaos-mesh.org/inject=enabled`";
        }
        return what + "AllInjected is False for " + status.notInjected()
                + "; see the logs of its chaos-daemon on the nodes of these pods";
    }

    /** Empty if it is not there. */
    Optional<Status> status() throws DriverException, InterruptedException {
        return Optional.ofNullable(Api.call(this + " cannot be read", resource()::get))
                .map(Status::of);
    }

    /**
     * Deletes it and waits until it is gone. If it is not there, that is well.
     *
     * @throws DriverException if it is still there at the deadline; with what is not recovered and what to do by hand
     */
    void delete(Deadline deadline) throws DriverException {
        String problem = this + " cannot be deleted";
        Api.until(deadline, problem, client, by -> resource(by).delete());
        while (true) {
            GenericKubernetesResource now =
                    Api.until(deadline, problem, client, by -> resource(by).get());
            if (now == null) {
                return;
            }
            if (deadline.isOver()) {
                throw new DriverException(stuck(Status.of(now)));
            }
            awaitGone(deadline);
        }
    }

    private void awaitGone(Deadline deadline) throws DriverException {
        try {
            Watching.await(toString(), resource(), List::isEmpty, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted before " + this + " was gone", e);
        } catch (DriverException e) {
            // No watch can be had at this moment; there may be time for another.
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remaining().toNanos()));
        }
    }

    private String stuck(Status status) {
        String what = this + " is deleted and still there, held by its finalizer "
                + String.join(", ", status.finalizers()) + ": ";
        if (status.isRecovered() || status.notRecovered().isEmpty()) {
            return what + "all is recovered and Chaos Mesh does not let go of it; see that its chaos-controller-manager"
                    + " runs";
        }
        return what + "Chaos Mesh has not recovered " + status.notRecovered()
                + "; see that its chaos-controller-manager and the chaos-daemon of these pods' nodes run. If they cannot"
                + " recover it: `" + byForce() + "`, and then delete these pods, for the fault stays in them";
    }

    /** {@code AnnotationCleanFinalizer} in {@code controllers/common/finalizers/controller.go}. */
    private String byForce() {
        return "kubectl --context " + context + " -n " + namespace + " annotate " + kind.plural() + " " + name
                + " chaos-mesh.chaos-mesh.org/cleanFinalizer=forced";
    }

    private Resource<GenericKubernetesResource> resource() {
        return resource(client);
    }

    private Resource<GenericKubernetesResource> resource(KubernetesClient by) {
        return by.genericKubernetesResources(kind.definition())
                .inNamespace(namespace)
                .withName(name);
    }

    /** {@code NetworkChaos chaos-latency-20261125-latency}. */
    @Override
    public String toString() {
        return kind.kind() + " " + name;
    }
}
