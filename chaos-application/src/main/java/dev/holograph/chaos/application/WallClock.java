package dev.holograph.chaos.application;

import dev.holograph.chaos.run.PollingAlarm;
import dev.holograph.chaos.run.RunClock;
import dev.holograph.chaos.run.StopSignal;
import java.time.Duration;
import java.time.Instant;

/** The machine's own time. */
final class WallClock implements RunClock {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Alarm at(Instant moment, Runnable action) {
        return PollingAlarm.set(this::now, moment, action);
    }

    @Override
    public void sleepUntil(Instant moment, StopSignal stop) {
        Duration left = Duration.between(now(), moment);
        if (!left.isNegative()) {
            stop.await(left);
        }
    }
}
