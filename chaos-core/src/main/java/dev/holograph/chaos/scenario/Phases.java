package dev.holograph.chaos.scenario;

import java.time.Duration;

/** How long each phase of a run lasts. */
public record Phases(Duration warmup, Duration baseline, Duration fault, Duration recovery) {

    public static final Duration DEFAULT_WARMUP = Duration.ofSeconds(5);
    public static final Duration DEFAULT_BASELINE = Duration.ofSeconds(20);
    public static final Duration DEFAULT_RECOVERY = Duration.ofSeconds(40);

    public Phases {
        if (baseline.isNegative() || baseline.isZero()) {
            throw new IllegalArgumentException("baseline must be longer than 0s: without it nothing was healthy");
        }
        if (fault.isNegative() || fault.isZero()) {
            throw new IllegalArgumentException("fault must be longer than 0s");
        }
        if (recovery.isNegative() || recovery.isZero()) {
            throw new IllegalArgumentException("recovery must be longer than 0s: recovery is part of what is tested");
        }
    }

    public Duration of(Phase phase) {
        return switch (phase) {
            case WARMUP -> warmup;
            case BASELINE -> baseline;
            case FAULT -> fault;
            case RECOVERY -> recovery;
        };
    }

    public Duration total() {
        return warmup.plus(baseline).plus(fault).plus(recovery);
    }
}
