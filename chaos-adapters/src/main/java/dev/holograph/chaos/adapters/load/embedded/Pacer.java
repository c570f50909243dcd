package dev.holograph.chaos.adapters.load.embedded;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Wakes the event loop whenever a request falls due. A selector's time-outs are whole milliseconds; a parked thread
 * wakes within a tenth of one.
 */
final class Pacer implements Runnable {

    private final LongUnaryOperator dueAt;
    private final long count;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final Runnable wake;
    private final Thread thread = new Thread(this, "chaos-load-pacer");
    private volatile boolean stopped;

    /**
     * @param dueAt when the request of this number is due, by {@code nanoTime}
     * @param sleep for so many nanoseconds, or less
     */
    Pacer(LongUnaryOperator dueAt, long count, LongSupplier nanoTime, LongConsumer sleep, Runnable wake) {
        this.dueAt = dueAt;
        this.count = count;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.wake = wake;
    }

    /** A pacer at work, in a thread of its own. */
    static Pacer start(OpenArrivalSchedule dues, Runnable wake) {
        Pacer pacer = new Pacer(dues::at, dues.count(), System::nanoTime, LockSupport::parkNanos, wake);
        pacer.thread.setDaemon(true);
        pacer.thread.start();
        return pacer;
    }

    @Override
    public void run() {
        long next = 0;
        while (next < count && !stopped) {
            long now = nanoTime.getAsLong();
            if (dueAt.applyAsLong(next) - now > 0) {
                sleep.accept(dueAt.applyAsLong(next) - now);
                continue;
            }
            while (next < count && dueAt.applyAsLong(next) - now <= 0) {
                next++;
            }
            wake.run();
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
