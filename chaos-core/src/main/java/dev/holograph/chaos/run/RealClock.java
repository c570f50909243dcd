package dev.holograph.chaos.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Time that passes by itself, as {@link RunClock#of} makes it. */
record RealClock(Clock clock, LongSupplier nanos) implements RunClock {

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return nanos.getAsLong();
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
