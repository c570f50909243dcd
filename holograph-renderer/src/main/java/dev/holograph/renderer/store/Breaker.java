package dev.holograph.renderer.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for a Redis that does not answer: after a failure it is left alone for a
 * while, and when nothing at all has succeeded for longer, the connection itself is held to be dead.
 */
final class Breaker {
    private final long restNanos;
    private final long deadNanos;
    private final LongSupplier nanoClock;
    private boolean failing;
    private long failingSince;
    private long lastFailure;

    Breaker(Duration rest, Duration dead, LongSupplier nanoClock) {
        this.restNanos = rest.toNanos();
        this.deadNanos = dead.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Whether a command may be tried now. */
    synchronized boolean allows() {
        return !failing || nanoClock.getAsLong() - lastFailure >= restNanos;
    }

    synchronized void succeeded() {
        failing = false;
    }

    /** Notes a failure; true if the connection has to be replaced. */
    synchronized boolean failed() {
        long now = nanoClock.getAsLong();
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        lastFailure = now;
        return now - failingSince >= deadNanos;
    }
}
