package dev.holograph.chaos.scenario;

import java.time.Duration;

/**
 * What counts as recovered: every sliding window of length {@code over} from some moment on meets the steady state,
 * and at least {@code stable} remains after it.
 */
public record RecoveryRule(Duration over, Duration stable) {

    public static final RecoveryRule DEFAULT = new RecoveryRule(Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** How long a system must be seen healthy before it counts as recovered: the longer of the two. */
    public Duration proof() {
        return over.compareTo(stable) >= 0 ? over : stable;
    }
}
