package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import org.jspecify.annotations.Nullable;

/**
 * Pods in a cluster that drive the load together, by k6-operator.
 *
 * @param namespace where they run; empty: neither the environment says it, nor a guard with one namespace
 * @param count how many; each makes the same share of the requests
 * @param image with k6, a shell and awk, of a version that does not move
 * @param starterImage of the pod by which the operator starts all runners; {@code null}: the operator's own choice
 * @param pullPolicy {@code Always}, {@code IfNotPresent} or {@code Never}
 * @param cpu of each runner, requested and never exceeded, as Kubernetes writes it: {@code 500m}
 * @param memory of each runner, the same: {@code 512Mi}
 * @param separate whether each runner must have a node of its own
 */
public record LoadRunners(
        String namespace,
        int count,
        String image,
        @Nullable String starterImage,
        String pullPolicy,
        String cpu,
        String memory,
        boolean separate,
        Location location) {

    /** The engine that they are for. */
    public static final String ENGINE = "k6-operator";

    /** What may be shown of them. */
    public String shown() {
        return count + (count == 1 ? " runner" : " runners") + " of " + image + " in namespace " + namespace + ", "
                + (separate ? "each on a node of its own, " : "") + "each with " + cpu + " CPU and " + memory
                + " memory";
    }
}
