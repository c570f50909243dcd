package dev.holograph.chaos.truth;

import java.util.SplittableRandom;

/**
 * When a fault was asked for, confirmed and undone, in seconds after the first request; and when it really came and
 * went, which nobody but the simulation knows. Warm-up 2 s, baseline 15 s, fault 20 s, recovery up to the 72nd second.
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
    static final int END = WARMUP + BASELINE + FAULT + RECOVERY;

    /** As the fake driver of the virtual clock has them. */
    static final Instants OF_THE_FAKE_DRIVER = new Instants(17, 17.3, 17.3, 37.3, 37.5, 37.5);

    static Instants random(SplittableRandom random) {
        double requested = WARMUP + BASELINE + 0.05 * random.nextDouble();
        double hits = requested + 0.3 * random.nextDouble();
        double confirmed = hits + 0.2 * random.nextDouble();
        double undo = confirmed + FAULT;
        double clears = undo + 0.3 * random.nextDouble();
        return new Instants(requested, hits, confirmed, undo, clears, clears + 0.2 * random.nextDouble());
    }
}
