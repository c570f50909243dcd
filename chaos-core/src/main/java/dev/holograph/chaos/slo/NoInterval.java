package dev.holograph.chaos.slo;

/**
 * Why a measured value has no interval.
 *
 * @param seen how many parts of the time showed something, or count as independent; 0 where the reason needs no number
 * @param needed how many would have to
 * @param partMicros length of a part
 * @param isOfBaseline whether it is the baseline's value that has none, and not the one held against it
 */
public record NoInterval(Reason reason, long seen, long needed, long partMicros, boolean isOfBaseline) {

    /** What is missing. */
    public enum Reason {
        /** The least and the greatest value have none. */
        EXTREME,
        /** Counts have none. */
        COUNT,
        /** The time was too short for any estimate. */
        TOO_SHORT,
        /** What is counted came in too few parts of the time. */
        RARE,
        /** Neighbouring parts of the time are too alike. */
        ALIKE,
        /** Too few samples lie beyond the value. */
        FEW_BEYOND
    }

    static NoInterval of(Reason reason) {
        return new NoInterval(reason, 0, 0, 0, false);
    }

    static NoInterval of(Reason reason, long seen, long needed, long partMicros) {
        return new NoInterval(reason, seen, needed, partMicros, false);
    }

    NoInterval inBaseline() {
        return new NoInterval(reason, seen, needed, partMicros, true);
    }
}
