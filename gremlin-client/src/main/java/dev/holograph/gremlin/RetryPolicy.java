package dev.holograph.gremlin;

import java.time.Duration;

/**
 * How often and when something that may safely be asked twice is asked again: after 429, 5xx, and when no answer came.
 * The pause doubles each time. If Gremlin says by {@code Retry-After} how long to wait, that is obeyed; if it says more
 * than {@code longest}, nothing is asked again.
 *
 * @param attempts in all, at least 1
 * @param first pause, not negative
 * @param longest pause, at least the first
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

    /** Four attempts within some four seconds: 0.5 s, 1 s and 2 s apart. */
    public static final RetryPolicy STANDARD = new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(10));

    /** Every request is sent once. */
    public static final RetryPolicy NEVER = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses must not be negative, and the longest not under the first");
        }
    }

    /** @param attempt the one that failed, from 1 */
    Duration pauseAfter(int attempt) {
        int doublings = Math.min(attempt - 1, 30);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
