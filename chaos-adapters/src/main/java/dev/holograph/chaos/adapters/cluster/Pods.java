package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.fault.PodCount;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pods of a target. */
public final class Pods {

    private final KubernetesClient client;
    private final KubernetesTarget target;

    public Pods(KubernetesClient client, KubernetesTarget target) {
        this.client = client;
        this.target = target;
    }

    /**
     * Those of a target, by the run's client of its context.
     *
     * @throws IllegalArgumentException if the target has no pods
     */
    public static Pods of(DriverContext context, TargetSpec target) throws DriverException {
        KubernetesTarget pods = need(target);
        return new Pods(Clusters.of(context).client(pods.context()), pods);
    }

    /**
     * The pods that a target must have.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static KubernetesTarget need(TargetSpec target) {
        KubernetesTarget pods = target.kubernetes();
        if (pods == null) {
            throw new IllegalArgumentException("this fault needs pods here, and target '" + target.name()
                    + "' has none; give it kubernetes: { namespace: …, selector: app=… }");
        }
        return pods;
    }

    public KubernetesClient client() {
        return client;
    }

    public KubernetesTarget target() {
        return target;
    }

    /** Pods that are not ending already, by name. */
    public List<Pod> list() throws DriverException, InterruptedException {
        List<Pod> all = Api.call("the pods " + target + " cannot be listed", () -> client.pods()
                .inNamespace(target.namespace())
                .withLabelSelector(target.selector())
                .list()
                .getItems());
        return all.stream()
                .filter(Pods::isThere)
                .sorted(Comparator.comparing(Pods::name))
                .toList();
    }

    /** Some of these by chance. */
    public static List<Pod> choose(List<Pod> pods, PodCount count, RandomGenerator random) {
        List<Pod> shuffled = new ArrayList<>(pods);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled.subList(0, count.of(pods.size()));
    }

    /** How many of these are ready. */
    public static int ready(List<Pod> pods) {
        return (int) pods.stream().filter(Pods::isReady).count();
    }

    /** Whether it neither ends nor has ended. */
    public static boolean isThere(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && !List.of("Succeeded", "Failed")
                        .contains(String.valueOf(pod.getStatus().getPhase()));
    }

    public static boolean isReady(Pod pod) {
        return Readiness.isPodReady(pod);
    }

    public static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    public static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    /** How often its containers were started again. */
    public static int restarts(Pod pod) {
        return statuses(pod).mapToInt(ContainerStatus::getRestartCount).sum();
    }

    /** The names of the containers that run as long as the pod: also native sidecars, init containers that are restarted. */
    public static List<String> containers(Pod pod) {
        return Stream.concat(pod.getSpec().getContainers().stream(), sidecars(pod))
                .map(Container::getName)
                .toList();
    }

    /** How the containers are that run as long as the pod. */
    public static Stream<ContainerStatus> statuses(Pod pod) {
        Set<String> sidecars = sidecars(pod).map(Container::getName).collect(Collectors.toSet());
        return Stream.concat(
                pod.getStatus().getContainerStatuses().stream(),
                pod.getStatus().getInitContainerStatuses().stream()
                        .filter(status -> sidecars.contains(status.getName())));
    }

    private static Stream<Container> sidecars(Pod pod) {
        return pod.getSpec().getInitContainers().stream()
                .filter(container -> "Always".equals(container.getRestartPolicy()));
    }
}
