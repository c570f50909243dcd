package dev.holograph.chaos.adapters.fault.proxy;

import java.util.concurrent.atomic.LongAdder;

/** What an impairment has been seen to do, counted over all connections where it happens. */
final class ImpairmentStats {

    private final LongAdder held = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder passed = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder slowed = new LongAdder();
    private final LongAdder segments = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder ends = new LongAdder();

    /** A chunk came to be held. */
    void held(int chunkBytes) {
        held.increment();
        bytes.add(chunkBytes);
    }

    /** The end of a connection came to be held. */
    void heldEnd() {
        ends.increment();
    }

    /** A chunk that was held has gone on. */
    void passed(long afterNanos) {
        passed.increment();
        waitedNanos.add(afterNanos);
    }

    /** A chunk that is held has to wait for long enough to count. */
    void slowed() {
        slowed.increment();
    }

    void segment(boolean wasLost) {
        segments.increment();
        if (wasLost) {
            lost.increment();
        }
    }

    long chunks() {
        return held.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long slowedChunks() {
        return slowed.sum();
    }

    long ends() {
        return ends.sum();
    }

    long segments() {
        return segments.sum();
    }

    long lost() {
        return lost.sum();
    }

    /** How long the chunks that have gone on had waited, on average; 0 if none has. */
    double meanWaitMillis() {
        long count = passed.sum();
        return count == 0 ? 0 : waitedNanos.sum() / 1e6 / count;
    }
}
