package dev.holograph.chaos.run;

import java.time.Instant;

/** The time of a run: real, or virtual in tests, where a ten-minute run takes milliseconds. */
public interface RunClock {

    Instant now();

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Returns at that moment, or as soon as the run is to stop. */
    void sleepUntil(Instant moment, StopSignal stop);
}
