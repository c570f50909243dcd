package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Right;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is looked at before a fault acts on a target's pods. */
public final class TargetCheck {

    private TargetCheck() {}

    /**
     * Whether there are pods with the container that the target names, and whether the rights are granted.
     *
     * @param blast whom the fault would reach, of at least one pod
     */
    public static Preflight look(Pods pods, List<Right> rights, Function<List<Pod>, Preflight.BlastRadius> blast)
            throws DriverException, InterruptedException {
        List<String> problems = new ArrayList<>();
        List<Right> denied = Access.denied(pods.client(), rights);
        if (denied.stream()
                .anyMatch(
                        right -> right.resource().equals("pods") && right.verb().equals("list"))) {
            return new Preflight(problems, denied, null);
        }
        List<Pod> found = pods.list();
        if (found.isEmpty()) {
            problems.add("no pod matches " + pods.target() + "; see `kubectl get pods -n "
                    + pods.target().namespace() + " --show-labels`");
        }
        String container = pods.target().container();
        if (container != null && !found.isEmpty() && found.stream().noneMatch(pod -> has(pod, container))) {
            problems.add("no pod of " + pods.target() + " has a container '" + container + "'; they have: "
                    + String.join(", ", containers(found.get(0))));
        }
        return new Preflight(problems, denied, found.isEmpty() ? null : blast.apply(found));
    }

    private static boolean has(Pod pod, String container) {
        return containers(pod).contains(container);
    }

    private static List<String> containers(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(container -> container.getName())
                .toList();
    }
}
