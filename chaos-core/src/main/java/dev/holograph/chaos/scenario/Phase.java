package dev.holograph.chaos.scenario;

import java.util.Locale;

/** The parts of a run, in their order. */
public enum Phase {
    WARMUP,
    BASELINE,
    FAULT,
    RECOVERY;

    /** As it is written in a scenario. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
