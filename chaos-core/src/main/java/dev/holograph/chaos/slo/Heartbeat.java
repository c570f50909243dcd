package dev.holograph.chaos.slo;

/**
 * A sign of life of one part of the test bench, such as the proxy. A gap between two signs means that this part stood
 * still, and what was measured then says nothing about the system. Thread-safe.
 */
@FunctionalInterface
public interface Heartbeat {

    /** Nobody listens. */
    Heartbeat NONE = atMicros -> {};

    /** @param atMicros microseconds since the epoch, by the wall clock */
    void beat(long atMicros);
}
