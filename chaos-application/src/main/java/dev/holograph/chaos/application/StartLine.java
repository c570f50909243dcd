package dev.holograph.chaos.application;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the loads of scenarios that run side by side begin together, once the services of all of them are ready: a service
 * that starts takes processors from which the others' baselines would suffer.
 */
final class StartLine {

    private final CountDownLatch missing;

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
