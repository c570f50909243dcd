package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;

/** Bounds that several faults share. */
final class Check {

    private Check() {}

    /** @param wrong the message if it does not hold */
    static void that(boolean holds, String wrong) {
        if (!holds) {
            throw new IllegalArgumentException(wrong);
        }
    }

    static void positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(key + " must be more than 0s");
        }
    }

    static void wholeSeconds(String key, Duration value) {
        if (value.isNegative() || value.toNanosPart() != 0) {
            throw new IllegalArgumentException(key + " must be whole seconds, from 0s, not " + Quantity.time(value));
        }
    }

    static void share(String key, Quantity value) {
        if (value.value() <= 0 || value.value() > 1) {
            throw new IllegalArgumentException(key + " must be more than 0% and at most 100%, not " + value);
        }
    }

    static void path(String key, String value) {
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException(key + " must be an absolute path such as /tmp, not '" + value + "'");
        }
    }
}
