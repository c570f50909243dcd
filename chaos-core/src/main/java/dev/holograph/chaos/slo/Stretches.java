package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Moment;
import dev.holograph.chaos.scenario.Phase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of a run, cut at instants that were known only when they came. The baseline ends at the injection
 * requested; a fault covers everything from there to its undo confirmed; its effect is looked for between the injection
 * confirmed and the undo requested.
 */
final class Stretches {

    private final RunTimes times;
    private final List<FaultRecord> faults;

    Stretches(RunTimes times, List<FaultRecord> faults) {
        this.times = times;
        this.faults = faults;
    }

    /** {@code null} if the run did not get there. */
    @Nullable Window of(Phase phase) {
        Instant end = times.end();
        return switch (phase) {
            case WARMUP -> within(times.firstDue(), times.baseline());
            case BASELINE -> within(times.baseline(), firstInjection());
            case FAULT -> {
                Instant to = faultEnd();
                Instant from = firstInjection();
                yield from == null || to == null ? null : Window.around(from, to);
            }
            case RECOVERY -> within(faultEnd(), end);
        };
    }

    @Nullable Window of(Moment moment) {
        if (moment instanceof Moment.During during) {
            return of(during.phase());
        }
        if (moment instanceof Moment.DuringFault during) {
            return faults.stream()
                    .filter(fault -> fault.name().equals(during.fault()))
                    .findFirst()
                    .map(fault -> {
                        Instant to = endOf(fault);
                        return to == null ? null : Window.around(fault.injectionRequested(), to);
                    })
                    .orElse(null);
        }
        return null;
    }

    /** Where the effect of the faults, or of the one that is named, is to be seen. */
    @Nullable Window effect(Moment moment) {
        List<FaultRecord> meant = moment instanceof Moment.DuringFault during
                ? faults.stream()
                        .filter(fault -> fault.name().equals(during.fault()))
                        .toList()
                : faults;
        Instant from = meant.stream()
                .map(FaultRecord::injectionConfirmed)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Instant to = meant.stream()
                .map(fault -> fault.undoRequested() == null ? times.recovery() : fault.undoRequested())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return within(from, to);
    }

    /** From the first request that was due to the last. */
    @Nullable Window load() {
        return times.end() == null ? null : Window.within(times.firstDue(), times.end());
    }

    private @Nullable Instant firstInjection() {
        return faults.stream()
                .map(FaultRecord::injectionRequested)
                .min(Comparator.naturalOrder())
                .orElse(times.fault());
    }

    private @Nullable Instant faultEnd() {
        return times.recovery() == null ? times.end() : times.recovery();
    }

    private @Nullable Instant endOf(FaultRecord fault) {
        return fault.undoConfirmed() == null ? faultEnd() : fault.undoConfirmed();
    }

    private static @Nullable Window within(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Window.within(from, to);
    }
}
