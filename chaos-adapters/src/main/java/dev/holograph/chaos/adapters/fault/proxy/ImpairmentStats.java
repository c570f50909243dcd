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
    private final LongAdder requests = new LongAdder();
    private final LongAdder affected = new LongAdder();
    private final LongAdder leftAlone = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder upgraded = new LongAdder();

    /** A request of HTTP was seen. */
    void request() {
        requests.increment();
    }

    /** Something was done to one. */
    void affected() {
        affected.increment();
    }

    /** One was let pass, since another before it had no answer yet, or since it was too long to be held. */
    void leftAlone() {
        leftAlone.increment();
    }

    /** A chunk was no HTTP that can be read. */
    void unreadable() {
        unreadable.increment();
    }

    /** A connection went over to another protocol. */
    void upgraded() {
        upgraded.increment();
    }

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

    long requests() {
        return requests.sum();
    }

    long affectedRequests() {
        return affected.sum();
    }

    long requestsLeftAlone() {
        return leftAlone.sum();
    }

    long unreadableChunks() {
        return unreadable.sum();
    }

    long upgradedConnections() {
        return upgraded.sum();
    }

    /** How long the chunks that have gone on had waited, on average; 0 if none has. */
    double meanWaitMillis() {
        long count = passed.sum();
        return count == 0 ? 0 : waitedNanos.sum() / 1e6 / count;
    }
}
