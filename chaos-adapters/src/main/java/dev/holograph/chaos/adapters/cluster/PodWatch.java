package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Predicate;

/** Waits for a target's pods to be as wanted. */
public final class PodWatch {

    private PodWatch() {}

    /** @return whether they were so before the deadline; those that end or have ended do not count */
    public static boolean await(Pods pods, Predicate<List<Pod>> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        return awaitAll(
                pods, found -> wanted.test(found.stream().filter(Pods::isThere).toList()), deadline);
    }

    /** The same with those that end or have ended. */
    public static boolean awaitAll(Pods pods, Predicate<List<Pod>> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        return Watching.await(
                "the pods " + pods.target(),
                pods.client()
                        .pods()
                        .inNamespace(pods.target().namespace())
                        .withLabelSelector(pods.target().selector()),
                wanted,
                deadline);
    }

    /** @return whether one of them was so before the deadline, or is gone */
    public static boolean awaitOne(Pods pods, Pod pod, Predicate<Pod> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        return Watching.await(
                "pod " + Pods.name(pod),
                pods.client().pods().inNamespace(pods.target().namespace()).withName(Pods.name(pod)),
                found -> found.stream()
                        .filter(now -> Pods.uid(now).equals(Pods.uid(pod)))
                        .allMatch(wanted),
                deadline);
    }
}
