package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.spi.DriverContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How what a run leaves in a cluster is told from everything else, also when its journal is gone. */
final class Marks {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String US = "chaos-maven-plugin";
    /** The run's id. */
    static final String RUN = "chaos.holograph.dev/run";
    /** The moment from which nobody misses it any more. */
    static final String EXPIRES = "chaos.holograph.dev/expires";
    /** What a workload had before it was scaled. */
    static final String REPLICAS = "chaos.holograph.dev/replicas";

    /** After the longest fault phase that a plan may have, and all deadlines. */
    private static final Duration LIFETIME = Duration.ofHours(2);

    private Marks() {}

    static Map<String, String> labels(DriverContext context) {
        return Map.of(MANAGED_BY, US, RUN, context.runId());
    }

    static Map<String, String> annotations(DriverContext context) {
        Instant expires = context.clock().instant().plus(LIFETIME);
        return Map.of(RUN, context.runId(), EXPIRES, expires.toString());
    }
}
