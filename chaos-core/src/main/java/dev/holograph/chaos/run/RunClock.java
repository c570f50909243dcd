package dev.holograph.chaos.run;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The time of a run: real, or virtual in tests, where a ten-minute run takes milliseconds. */
public interface RunClock {

    /**
     * Time that passes by itself.
     *
     * @param nanos as {@link System#nanoTime}
     */
    static RunClock of(Clock clock, LongSupplier nanos) {
        return new RealClock(clock, nanos);
    }

    Instant now();

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Returns at that moment, or as soon as the run is to stop. */
    void sleepUntil(Instant moment, StopSignal stop);

    /** Does something at that moment, on another thread, whatever the caller is waiting for then. */
    Alarm at(Instant moment, Runnable action);

    /** Something that is to be done; to close it calls it off. */
    interface Alarm extends AutoCloseable {
        @Override
        void close();
    }
}
