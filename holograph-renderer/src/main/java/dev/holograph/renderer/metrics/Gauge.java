package dev.holograph.renderer.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** A number that goes up and down. */
public final class Gauge {
    private final AtomicLong value = new AtomicLong();

    Gauge() {}

    public void set(long now) {
        value.set(now);
    }

    public void add(long change) {
        value.addAndGet(change);
    }

    public long value() {
        return value.get();
    }
}
