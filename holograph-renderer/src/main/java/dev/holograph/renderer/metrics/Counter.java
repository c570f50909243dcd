package dev.holograph.renderer.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows. */
public final class Counter {
    private final LongAdder count = new LongAdder();

    Counter() {}

    public void add(long more) {
        count.add(more);
    }

    public void increment() {
        count.increment();
    }

    public long value() {
        return count.sum();
    }
}
