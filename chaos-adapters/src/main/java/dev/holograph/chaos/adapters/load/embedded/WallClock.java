package dev.holograph.chaos.adapters.load.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The wall clock, read once and carried on by {@link System#nanoTime}: a step of the system's clock in the middle of a
 * run moves no request into another second.
 *
 * @param epochMicros microseconds since the epoch when the monotone clock stood at {@code nanos}
 */
record WallClock(long epochMicros, long nanos) {

    static WallClock at(Instant now, long nanos) {
        return new WallClock(ChronoUnit.MICROS.between(Instant.EPOCH, now), nanos);
    }

    /** Microseconds since the epoch at this reading of the monotone clock. */
    long micros(long nanoTime) {
        return epochMicros + Math.floorDiv(nanoTime - nanos, 1_000);
    }

    Instant instant(long nanoTime) {
        return Instant.EPOCH.plus(micros(nanoTime), ChronoUnit.MICROS);
    }
}
