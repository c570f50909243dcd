package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets the loads of scenarios that run side by side begin together, once the services of all of them are ready: a service
 * that starts takes processors from which the others' baselines would suffer.
 */
final class StartLine {

    private final CountDownLatch missing;

    /**
     * One run at a time: a process that is being started holds, for a moment, a copy of each port that another run is just
     * trying, and that run would find its own port taken.
     */
    private final ReentrantLock starting = new ReentrantLock();

    /** @param runs each of which must come, or say that it does not */
    StartLine(int runs) {
        this.missing = new CountDownLatch(runs);
    }

    /** The place of one run. */
    Place place() {
        return new Place();
    }

    /** One run's. */
    final class Place {

        private final AtomicBoolean counted = new AtomicBoolean();

        private Place() {}

        /** Starts this run's services when no other run is starting its own. */
        RunningEnvironment start(
                EnvironmentStarter own, Environment environment, DriverContext context, Consumer<String> progress)
                throws DriverException, InterruptedException {
            starting.lockInterruptibly();
            try {
                return own.start(environment, context, progress);
            } finally {
                starting.unlock();
            }
        }

        /** This run is ready: waits for the others. */
        void await() throws InterruptedException {
            leave();
            missing.await();
        }

        /** Nobody waits for this run any more. */
        void leave() {
            if (counted.compareAndSet(false, true)) {
                missing.countDown();
            }
        }
    }
}
