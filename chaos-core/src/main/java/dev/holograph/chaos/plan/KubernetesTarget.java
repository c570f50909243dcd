package dev.holograph.chaos.plan;

import org.jspecify.annotations.Nullable;

/**
 * The pods that a target is.
 *
 * @param context the kubeconfig's context by which they are reached, from the environment's guard
 * @param selector labels, as kubectl understands them: {@code app=holograph-renderer}
 * @param container the one that faults act on; {@code null}: the pods' first
 */
public record KubernetesTarget(
        String context,
        String namespace,
        String selector,
        @Nullable String container) {

    /** In place of a context's name: the service account of the pod that the build runs in. */
    public static final String IN_CLUSTER = "in-cluster";

    /** {@code namespace/selector}. */
    @Override
    public String toString() {
        return namespace + "/" + selector;
    }
}
