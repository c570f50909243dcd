package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * An objective held against one window.
 *
 * @param value in the indicator's unit; {@code null} where nothing was measured
 * @param samples that it was made of
 * @param needed how many it should have been made of
 * @param badness comparable between windows of the same objective: the value, negative where more is better
 */
record Measurement(Status status, @Nullable Double value, long samples, long needed, double badness, Window window) {

    /** What can be said. Ordered from good to bad. */
    enum Status {
        /** Nothing was due, so there is nothing to say. */
        NOTHING_DUE,
        HOLDS,
        /** Too few samples to tell. */
        TOO_FEW,
        /** Requests were due, and none of them gave a sample. */
        NO_DATA,
        /** The bound is relative to a baseline that has too few samples. */
        NO_BASELINE,
        /** Requests that were given up too early decide it. */
        UNDECIDED,
        BREACHED
    }

    /** Whether it lets the objective pass. A whole stretch in which nothing was due proves nothing. */
    boolean passes(Objective objective) {
        return passes(status, objective);
    }

    static boolean passes(Status status, Objective objective) {
        return status == Status.HOLDS || (status == Status.NOTHING_DUE && objective.noDataPasses());
    }

    boolean isWorseThan(Measurement other) {
        int byStatus = status.compareTo(other.status);
        return byStatus > 0 || (byStatus == 0 && badness > other.badness);
    }

    /** The value as a person reads it; empty where nothing was measured. */
    String valueIn(Dimension dimension) {
        return value == null ? "" : new Quantity(value, dimension).toString();
    }
}
