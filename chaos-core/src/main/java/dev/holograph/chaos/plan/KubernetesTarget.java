package dev.holograph.chaos.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods that a target is. Its keys and its rules of the guard are older than those of other kinds, and its own.
 *
 * @param context the kubeconfig's context by which they are reached, from the environment's guard
 * @param selector labels, as kubectl understands them: {@code app=holograph-renderer}
 * @param container the one that faults act on; {@code null}: the pods' first
 */
public record KubernetesTarget(
        String context,
        String namespace,
        String selector,
        @Nullable String container) implements TargetKind {

    /** In place of a context's name: the service account of the pod that the build runs in. */
    public static final String IN_CLUSTER = "in-cluster";

    @Override
    public String kind() {
        return "kubernetes";
    }

    @Override
    public String shown() {
        return "pods " + this;
    }

    @Override
    public List<String> places() {
        return List.of(namespace);
    }

    @Override
    public List<String> names() {
        return List.of(namespace, selector);
    }

    /** {@code namespace/selector}. */
    @Override
    public String toString() {
        return namespace + "/" + selector;
    }
}
