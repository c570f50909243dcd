package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.Optional;

/** How long each phase of a run lasts. */
public record Phases(Duration warmup, Duration baseline, Duration fault, Duration recovery) {

    public static final Duration DEFAULT_WARMUP = Duration.ofSeconds(5);
    public static final Duration DEFAULT_BASELINE = Duration.ofSeconds(20);
    public static final Duration DEFAULT_RECOVERY = Duration.ofSeconds(40);

    public Phases {
        mistake(Phase.BASELINE, baseline)
                .or(() -> mistake(Phase.FAULT, fault))
                .or(() -> mistake(Phase.RECOVERY, recovery))
                .ifPresent(mistake -> {
                    throw new IllegalArgumentException(mistake);
                });
    }

    /** What is wrong with a phase of this length. */
    public static Optional<String> mistake(Phase phase, Duration length) {
        return phase == Phase.WARMUP || !length.isNegative() && !length.isZero()
                ? Optional.empty()
                : Optional.of(phase.word() + " must be longer than 0s"
                        + switch (phase) {
                            case BASELINE -> ": without it nothing was healthy";
                            case RECOVERY -> ": recovery is part of what is tested";
                            default -> "";
                        });
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
