package dev.holograph.chaos.truth;

import java.util.SplittableRandom;

/**
 * When a fault was asked for, confirmed and undone, in seconds after the first request; and when it really came and
 * went, which nobody but the simulation knows. Warm-up 2 s, baseline 15 s, fault 20 s or two of them in 54 s, recovery 35 s.
 */
record Instants(
        double injectionRequested,
        double hits,
        double injectionConfirmed,
        double undoRequested,
        double clears,
        double undoConfirmed) {

    static final int WARMUP = 2;
    static final int BASELINE = 15;
    static final int FAULT = 20;
    static final int RECOVERY = 35;

    /** Of each of two faults: 12 s, and some 27 s between them, in which 15 s of recovery can be shown. */
    static final int ONE_OF_TWO = 12;

    static final int SECOND_AT = 40;
    static final int TWO_FAULTS = SECOND_AT + ONE_OF_TWO + 2;

    /** As the fake driver of the virtual clock has them. */
    static Instants ofTheFakeDriver(int at, int length) {
        double requested = WARMUP + BASELINE + at;
        double confirmed = requested + 0.3;
        double undo = confirmed + length;
        return new Instants(requested, confirmed, confirmed, undo, undo + 0.2, undo + 0.2);
    }

    /**
     * @param at when it is to be injected, on the fault phase's clock
     * @param length how long it is to last
     */
    static Instants random(SplittableRandom random, int at, int length) {
        double requested = WARMUP + BASELINE + at + 0.05 * random.nextDouble();
        double hits = requested + 0.3 * random.nextDouble();
        double confirmed = hits + 0.2 * random.nextDouble();
        double undo = confirmed + length;
        double clears = undo + 0.3 * random.nextDouble();
        return new Instants(requested, hits, confirmed, undo, clears, clears + 0.2 * random.nextDouble());
    }
}
