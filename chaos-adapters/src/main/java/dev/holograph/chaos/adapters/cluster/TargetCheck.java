package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is looked at before a fault acts on a target's pods. */
public final class TargetCheck {

    private TargetCheck() {}

    /** The rights that depend on the pods themselves. */
    @FunctionalInterface
    public interface FurtherRights {

        /** @param found at least one pod */
        List<Permission> of(List<Pod> found) throws DriverException, InterruptedException;
    }

    /**
     * Whether there are pods with the container that the target names, and whether the rights are granted.
     *
     * @param further that are needed, of at least one pod
     * @param blast whom the fault would reach, of at least one pod
     */
    public static Preflight look(
            Pods pods,
            List<Permission> permissions,
            FurtherRights further,
            Function<List<Pod>, Preflight.BlastRadius> blast)
            throws DriverException, InterruptedException {
        List<String> problems = new ArrayList<>();
        List<Permission> denied = new ArrayList<>(Access.denied(pods.client(), permissions));
        if (denied.stream()
                .anyMatch(
                        right -> right.resource().equals("pods") && right.verb().equals("list"))) {
            return new Preflight(problems, denied, null);
        }
        List<Pod> found = pods.list();
        if (found.isEmpty()) {
            problems.add(whyNone(pods));
            return new Preflight(problems, denied, null);
        }
        try {
            denied.addAll(Access.denied(pods.client(), further.of(found)));
        } catch (DriverException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        String container = pods.target().container();
        if (container != null && found.stream().noneMatch(pod -> has(pod, container))) {
            problems.add("no pod of " + pods.target() + " has a container '" + container + "'; they have: "
                    + String.join(", ", Pods.containers(found.get(0))));
        }
        return new Preflight(problems, denied, blast.apply(found));
    }

    private static String whyNone(Pods pods) throws InterruptedException {
        KubernetesTarget target = pods.target();
        if (Namespaces.isMissing(pods.client(), target.namespace())) {
            return "there is no namespace '" + target.namespace() + "' in context '" + target.context()
                    + "'; see `kubectl --context " + target.context() + " get namespaces`";
        }
        return "no pod matches " + target + "; see `kubectl get pods -n " + target.namespace() + " --show-labels`";
    }

    private static boolean has(Pod pod, String container) {
        return Pods.containers(pod).contains(container);
    }
}
