package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import org.jspecify.annotations.Nullable;

/**
 * An objective held against one window.
 *
 * @param value in the indicator's unit; {@code null} where nothing was measured
 * @param samples that it was made of
 * @param needed how many it should have been made of
 * @param badness comparable between windows of the same objective: the value, negative where more is better
 */
public record WindowResult(
        Status status, @Nullable Double value, long samples, long needed, double badness, Window window) {

    /** What can be said. Ordered from good to bad. */
    public enum Status {
        /** Nothing was due, so there is nothing to say. */
        NOTHING_DUE,
        HOLDS,
        /** Too few samples. */
        TOO_FEW,
        /** Requests were due, and none of them gave a sample. */
        NO_DATA,
        /** The bound is relative to a baseline that has too few samples. */
        NO_BASELINE,
        /** The bound is relative to a baseline whose slowest requests were still open when the fault came. */
        CENSORED_BASELINE,
        /** The bound is relative to a baseline of 0, which every value is above. */
        ZERO_BASELINE,
        /** Requests that were given up too early decide it. */
        UNDECIDED,
        BREACHED,
        /** The run never came to the window. */
        NEVER_REACHED,
        /** The run ended before the objective was decided. */
        NOT_JUDGED
    }

    private static final Window NOWHERE = new Window(0, 0);

    /** Result without a window. */
    static WindowResult without(Status status) {
        return new WindowResult(status, null, 0, 0, 0, NOWHERE);
    }

    /** Result at the end of a run, outside any window. */
    static WindowResult atEnd(Status status, @Nullable Double value, long samples) {
        return new WindowResult(status, value, samples, 0, value == null ? 0 : value, NOWHERE);
    }

    /** Whether it lets the objective pass. A whole stretch in which nothing was due proves nothing. */
    boolean passes(Objective objective) {
        return passes(status, objective);
    }

    static boolean passes(Status status, Objective objective) {
        return status == Status.HOLDS || (status == Status.NOTHING_DUE && objective.noDataPasses());
    }

    boolean isWorseThan(WindowResult other) {
        int byStatus = status.compareTo(other.status);
        return byStatus > 0 || (byStatus == 0 && badness > other.badness);
    }
}
