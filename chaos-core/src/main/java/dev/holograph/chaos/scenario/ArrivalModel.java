package dev.holograph.chaos.scenario;

import java.time.Duration;

/** When requests are due. */
public sealed interface ArrivalModel {

    /** A load may be over this long before its length is: no further request would have been due within it. */
    Duration gap();

    /**
     * Open model: due on an absolute schedule whether or not answers come back.
     *
     * @param perSecond requests each second, once the ramp is over
     * @param connections that WebSocket frames are spread over
     * @param ramp how the rate gets there
     */
    record Open(double perSecond, int connections, Ramp ramp) implements ArrivalModel {

        /** One whose rate is the same from the start. */
        public Open(double perSecond, int connections) {
            this(perSecond, connections, Ramp.NONE);
        }

        @Override
        public Duration gap() {
            return Duration.ofNanos(Math.round(1e9 / perSecond));
        }

        /** The highest rate that it ever has. */
        public double peak() {
            return ramp.stages().stream().mapToDouble(Ramp.Stage::perSecond).reduce(perSecond, Math::max);
        }

        /** When the request with this index (from 0) is due, in nanoseconds after the start. */
        public long dueNanos(long index) {
            return ramp.stages().isEmpty()
                    ? Math.round(index * (1e9 / perSecond))
                    : Math.round(ramp.dueSeconds(index, perSecond) * 1e9);
        }

        /** How many requests are due in the first {@code length} of the load. */
        public long dueWithin(Duration length) {
            if (!ramp.stages().isEmpty()) {
                return firstFrom(length.toNanos());
            }
            long guess = (long) (length.toNanos() * perSecond / 1e9);
            long count = Math.max(0, guess - 1);
            while (dueNanos(count) < length.toNanos()) {
                count++;
            }
            return count;
        }

        /** The index of the first request that is not due before so many nanoseconds after the start. */
        private long firstFrom(long nanos) {
            long low = 0;
            long high = (long) (peak() * nanos / 1e9) + 2;
            while (low < high) {
                long middle = (low + high) / 2;
                if (dueNanos(middle) < nanos) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
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
