package dev.holograph.chaos.scenario;

import java.time.Duration;

/** When requests are due. */
public sealed interface ArrivalModel {

    /** A load may be over this long before its length is: no further request would have been due within it. */
    Duration gap();

    /**
     * Open model: due on an absolute schedule whether or not answers come back.
     *
     * @param perSecond requests each second
     * @param connections that WebSocket frames are spread over
     */
    record Open(double perSecond, int connections) implements ArrivalModel {
        @Override
        public Duration gap() {
            return Duration.ofNanos(dueNanos(1));
        }

        /** When the request with this index (from 0) is due, in nanoseconds after the start. */
        public long dueNanos(long index) {
            return Math.round(index * (1e9 / perSecond));
        }

        /** How many requests are due in the first {@code length} of the load. */
        public long dueWithin(Duration length) {
            long guess = (long) (length.toNanos() * perSecond / 1e9);
            long count = Math.max(0, guess - 1);
            while (dueNanos(count) < length.toNanos()) {
                count++;
            }
            return count;
        }
    }

    /**
     * Whenever a script makes them.
     *
     * @param maxFailedIterations share of a phase's iterations that may throw an exception or not start: what they did
     *     not do was not measured
     */
    record ByScript(double maxFailedIterations) implements ArrivalModel {

        public static final double MAX_FAILED_ITERATIONS = 0.01;

        @Override
        public Duration gap() {
            return Duration.ZERO;
        }
    }

    /**
     * Closed model: each user waits for the answer, pauses, and sends again.
     *
     * @param users at once
     * @param pause between an answer and the next request
     */
    record Closed(int users, Duration pause) implements ArrivalModel {
        @Override
        public Duration gap() {
            return pause;
        }
    }
}
