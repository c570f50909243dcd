package dev.holograph.chaos.spi;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which something must be over. */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long start;
    private final long end;

    private Deadline(LongSupplier nanoTime, long start, long end) {
        this.nanoTime = nanoTime;
        this.start = start;
        this.end = end;
    }

    /**
     * A deadline this long from now.
     *
     * @param nanoTime a clock like {@link System#nanoTime}, which nobody sets back
     */
    public static Deadline in(Duration duration, LongSupplier nanoTime) {
        long now = nanoTime.getAsLong();
        return new Deadline(nanoTime, now, now + duration.toNanos());
    }

    /** How long ago it was set. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    /** Whether nothing is left. */
    public boolean isOver() {
        return end - nanoTime.getAsLong() <= 0;
    }
}
