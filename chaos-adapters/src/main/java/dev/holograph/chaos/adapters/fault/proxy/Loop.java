package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The event loop of a connection, with its time.
 *
 * @param nanoTime like {@link System#nanoTime}; of the same pace as the executor's own
 */
record Loop(EventExecutor executor, LongSupplier nanoTime) {

    long now() {
        return nanoTime.getAsLong();
    }

    /** @param at by this loop's time */
    Future<?> schedule(Runnable task, long at) {
        return executor.schedule(task, Math.max(0, at - now()), TimeUnit.NANOSECONDS);
    }
}
