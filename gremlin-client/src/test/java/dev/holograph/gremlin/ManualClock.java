package dev.holograph.gremlin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that goes on when it is told to; as a {@link Sleeper} it goes on by what is slept. */
public final class ManualClock extends Clock implements Sleeper {

    private final List<Duration> slept = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized void sleep(Duration pause) {
        slept.add(pause);
        advance(pause);
    }

    /** What was slept, each time. */
    public synchronized List<Duration> slept() {
        return List.copyOf(slept);
    }

    /** As {@link System#nanoTime}. */
    public synchronized long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
