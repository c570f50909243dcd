package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.KubernetesObject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pods that a target is, as Gremlin knows them.
 *
 * @param target where they are
 * @param selector their labels
 */
record GremlinPods(KubernetesTarget target, LabelSelector selector) {

    private static final Set<String> NOT_RUNNING = Set.of("Pending", "Succeeded", "Failed");

    /** @throws IllegalArgumentException if the target is no pods, or they cannot be selected */
    static GremlinPods of(TargetSpec target) {
        KubernetesTarget pods = target.kubernetes();
        if (pods == null) {
            throw new IllegalArgumentException("driver '" + GremlinDriverProvider.NAME + "' attacks pods, and target '"
                    + target.name() + "' is none; give it kubernetes: { namespace: …, selector: … } ("
                    + target.location() + "), or choose another driver");
        }
        return new GremlinPods(pods, LabelSelector.parse(pods.selector()));
    }

    /** The names that an attack is narrowed to; empty: any container of a pod. */
    List<String> containers() {
        return target.container() == null ? List.of() : List.of(target.container());
    }

    /** For plans and messages. */
    String words() {
        return target + (target.container() == null ? "" : ", container " + target.container());
    }

    /**
     * Looks for them, in the order of their names.
     *
     * @param cluster its name in Gremlin; {@code null}: that of the context
     * @throws DriverException if there is none, or it is not certain that they are the right ones
     */
    List<KubernetesObject> find(GremlinClient gremlin, @Nullable String cluster)
            throws DriverException, GremlinException, InterruptedException {
        List<KubernetesObject> pods = gremlin.kubernetesTargets().stream()
                .filter(object -> object.kind().equals(KubernetesObject.POD))
                .filter(object -> object.namespace().equals(target.namespace()))
                .filter(object -> selector.matches(object.labels()))
                .filter(object -> !NOT_RUNNING.contains(object.phase()))
                .sorted(Comparator.comparing(KubernetesObject::name))
                .toList();
        if (pods.isEmpty()) {
            throw new DriverException("Gremlin knows no running pod of " + target
                    + "; see that its agent runs in that cluster and finds Kubernetes objects (Agents > Kubernetes),"
                    + " and that the team (-D" + Gremlin.TEAM + ") is the right one");
        }
        checkCluster(pods, cluster);
        checkContainers(pods);
        return pods;
    }

    /** Two clusters of one team may have the same namespaces: the one that the guard does not mean is never touched. */
    private void checkCluster(List<KubernetesObject> pods, @Nullable String cluster) throws DriverException {
        String meant = cluster == null ? target.context() : cluster;
        Set<String> found =
                pods.stream().map(KubernetesObject::clusterId).collect(Collectors.toCollection(TreeSet::new));
        if (!found.equals(Set.of(meant))) {
            throw new DriverException("Gremlin knows pods of " + target + " in cluster " + String.join(", ", found)
                    + ", and " + (cluster == null ? "the guard's context is '" : "-D" + Gremlin.CLUSTER + " is '")
                    + meant + "'; "
                    + (found.size() > 1
                            ? "they cannot be told apart safely: give the namespaces different names, or the clusters"
                                    + " different teams"
                            : "if that is the cluster that is meant, set -D" + Gremlin.CLUSTER + "="
                                    + found.iterator().next()));
        }
    }

    private void checkContainers(List<KubernetesObject> pods) throws DriverException {
        String container = target.container();
        for (KubernetesObject pod : pods) {
            List<String> names = pod.containers();
            if (container == null && names.size() > 1) {
                throw new DriverException("pod " + pod.name() + " has the containers " + String.join(", ", names)
                        + "; name the one that is meant: kubernetes: { container: … }");
            }
            if (container != null && !names.isEmpty() && !names.contains(container)) {
                throw new DriverException(
                        "pod " + pod.name() + " has no container '" + container + "' but " + String.join(", ", names));
            }
        }
    }
}
