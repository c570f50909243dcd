package dev.holograph.chaos.adapters.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** Waits for what the world does in its own time. */
public final class Eventually {

    private static final long POLL_NANOS = 5_000_000;

    private Eventually() {}

    /** Fails if it has not come true in time. */
    public static void eventually(String what, Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                Assertions.fail("not within %s: %s", within, what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
