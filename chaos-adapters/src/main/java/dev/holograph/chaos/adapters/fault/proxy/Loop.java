package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The event loop of a connection, with its time.
 *
 * @param timer tells when it is time: the loop's own timers are kept by a selector, which counts in whole milliseconds
 * @param nanoTime like {@link System#nanoTime}; of the same pace as the timer's own
 */
record Loop(EventExecutor executor, ScheduledExecutorService timer, LongSupplier nanoTime) {

    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Runs on the event loop when it is time. Cancelled too late, the task may run all the same.
     *
     * @param at by this loop's time
     */
    Future<?> schedule(Runnable task, long at) {
        return timer.schedule(() -> executor.execute(task), Math.max(0, at - now()), TimeUnit.NANOSECONDS);
    }
}
