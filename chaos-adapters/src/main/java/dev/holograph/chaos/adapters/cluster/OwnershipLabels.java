package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.DriverContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Labels by which what a run leaves in a cluster is recognised, also when its journal is gone. */
public final class OwnershipLabels {

    /** Kubernetes' recommended label for the tool that manages an object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Its value. */
    public static final String US = "chaos-maven-plugin";
    /** The run's id. */
    public static final String RUN = "chaos.holograph.dev/run";
    /** The moment from which nobody misses it any more. */
    public static final String EXPIRES = "chaos.holograph.dev/expires";
    /** What a workload had before it was scaled. */
    public static final String REPLICAS = "chaos.holograph.dev/replicas";

    /** After the longest fault phase that a plan may have, and all deadlines. */
    private static final Duration LIFETIME = Duration.ofHours(2);

    private OwnershipLabels() {}

    /** By which it is found. */
    public static Map<String, String> labels(DriverContext context) {
        return Map.of(MANAGED_BY, US, RUN, context.runId());
    }

    /** A label selector for what this run made, and for nothing of other runs. */
    public static String selector(DriverContext context) {
        return MANAGED_BY + "=" + US + "," + RUN + "=" + context.runId();
    }

    /** Annotations that name the owner, and until when it owns the object. */
    public static Map<String, String> annotations(DriverContext context) {
        Instant expires = context.clock().instant().plus(LIFETIME);
        return Map.of(RUN, context.runId(), EXPIRES, expires.toString());
    }
}
