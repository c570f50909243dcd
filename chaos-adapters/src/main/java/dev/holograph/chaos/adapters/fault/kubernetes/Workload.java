package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What keeps a target's pods at their number: a Deployment or a StatefulSet. */
record Workload(Kind kind, String namespace, String name) {

    /** Time to look for a change whose answer was lost. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** What can be scaled and restarted. */
    enum Kind {
        DEPLOYMENT("deployments"),
        STATEFULSET("statefulsets");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        static Optional<Kind> of(String kind) {
            return List.of(values()).stream()
                    .filter(one -> one.name().equalsIgnoreCase(kind))
                    .findFirst();
        }
    }

    /** To change it and to change it back. */
    List<Permission> permissions() {
        return List.of(
                new Permission("get", "apps", kind.plural, namespace),
                new Permission("patch", "apps", kind.plural, namespace));
    }

    /** The one that owns these pods. @throws DriverException if there is none, or more than one */
    static Workload owning(List<Pod> pods, Pods target) throws DriverException, InterruptedException {
        Workload found = null;
        for (Pod pod : pods) {
            Workload owner = owner(pod, target);
            if (found != null && !found.equals(owner)) {
                throw new DriverException("the pods " + target.target() + " belong to both " + found + " and " + owner
                        + "; make the selector narrower");
            }
            found = owner;
        }
        if (found == null) {
            throw new DriverException("no pod matches " + target.target() + ": no workload can be found by them");
        }
        return found;
    }

    private static Workload owner(Pod pod, Pods target) throws DriverException, InterruptedException {
        OwnerReference first = controller(pod);
        OwnerReference owner =
                first != null && first.getKind().equals("ReplicaSet") ? above(first.getName(), target) : first;
        String what = owner == null ? "nothing" : owner.getKind() + " " + owner.getName();
        Optional<Kind> kind = owner == null ? Optional.empty() : Kind.of(owner.getKind());
        if (owner == null || kind.isEmpty()) {
            throw new DriverException("pod " + Pods.name(pod) + " belongs to " + what
                    + "; only Deployments and StatefulSets can be scaled and restarted");
        }
        return new Workload(kind.get(), target.target().namespace(), owner.getName());
    }

    private static @Nullable OwnerReference above(String replicaSet, Pods target)
            throws DriverException, InterruptedException {
        ReplicaSet set = Api.call("ReplicaSet " + replicaSet + " cannot be read", () -> target.client()
                .apps()
                .replicaSets()
                .inNamespace(target.target().namespace())
                .withName(replicaSet)
                .get());
        return set == null ? null : controller(set);
    }

    private static @Nullable OwnerReference controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .orElse(null);
    }

    /** All of a namespace. */
    static List<HasMetadata> all(KubernetesClient client, String namespace)
            throws DriverException, InterruptedException {
        return Api.call("the workloads of " + namespace + " cannot be listed", () -> {
            List<HasMetadata> all = new ArrayList<>();
            all.addAll(client.apps().deployments().inNamespace(namespace).list().getItems());
            all.addAll(
                    client.apps().statefulSets().inNamespace(namespace).list().getItems());
            return all;
        });
    }

    static Workload of(HasMetadata object) {
        return new Workload(
                object instanceof Deployment ? Kind.DEPLOYMENT : Kind.STATEFULSET,
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    /** As it is now; {@code null} if it is gone. */
    @Nullable HasMetadata get(KubernetesClient client) {
        return resource(client).get();
    }

    /** How many replicas it is to have. */
    static int replicas(HasMetadata workload) {
        Integer replicas = workload instanceof Deployment deployment
                ? deployment.getSpec().getReplicas()
                : ((StatefulSet) workload).getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    static Map<String, String> annotations(HasMetadata workload) {
        Map<String, String> annotations = workload.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** Annotations of the pods that it makes. */
    static Map<String, String> templateAnnotations(HasMetadata workload) {
        PodTemplateSpec template = workload instanceof Deployment deployment
                ? deployment.getSpec().getTemplate()
                : ((StatefulSet) workload).getSpec().getTemplate();
        Map<String, String> annotations =
                template.getMetadata() == null ? null : template.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /**
     * Waits a little for it to be so.
     *
     * @return whether it was
     * @throws DriverException if that could not be seen
     */
    boolean awaitSeen(KubernetesClient client, Predicate<HasMetadata> wanted)
            throws DriverException, InterruptedException {
        Deadline deadline = Deadline.in(SEEN_WITHIN, System::nanoTime);
        while (true) {
            HasMetadata now = Api.call(this + " cannot be read", () -> get(client));
            if (now != null && wanted.test(now)) {
                return true;
            }
            if (deadline.isOver()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Changes it by a merge patch (RFC 7386). */
    void patch(KubernetesClient client, String json) {
        resource(client).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    private Resource<? extends HasMetadata> resource(KubernetesClient client) {
        return kind == Kind.DEPLOYMENT
                ? client.apps().deployments().inNamespace(namespace).withName(name)
                : client.apps().statefulSets().inNamespace(namespace).withName(name);
    }

    /** As kubectl writes it: {@code deployment/web}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "/" + name;
    }
}
