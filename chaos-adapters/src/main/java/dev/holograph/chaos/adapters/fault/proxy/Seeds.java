package dev.holograph.chaos.adapters.fault.proxy;

import java.util.random.RandomGenerator;

/** Randomness for many connections from the one source of a fault. */
final class Seeds {

    private Seeds() {}

    /** Connections of different event loops draw their seeds from it; the source itself is not thread-safe. */
    static RandomGenerator shared(RandomGenerator source) {
        return () -> {
            synchronized (source) {
                return source.nextLong();
            }
        };
    }
}
