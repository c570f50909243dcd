package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long the system took to be healthy again. After a lasting fault it counts both from the undo requested and from
 * the undo confirmed; after an instant fault from the injection. The slowest fault decides.
 */
final class RecoveryFinding {

    private final Observed observed;
    private final RunTimes times;
    private final Recovery recovery;

    RecoveryFinding(Observed observed, RunTimes times, Assessor assessor) {
        this.observed = observed;
        this.times = times;
        this.recovery = new Recovery(
                assessor, observed.scenario().steadyState(), observed.scenario().recovery());
    }

    Finding of(Objective objective) {
        double limit = ((Bound.Absolute) objective.bound()).value().value();
        Recovery.Outcome longer = slowest(RecoveryFinding::earlier);
        Recovery.Outcome shorter = slowest(RecoveryFinding::later);
        Result result;
        if (holds(objective, longer.surely(), limit)) {
            result = Result.PASS;
        } else if (!holds(objective, shorter.perhaps(), limit)) {
            result = Result.BREACH;
        } else {
            result = holds(objective, shorter.surely(), limit) ? Result.WARN : Result.NOT_PROVEN;
        }
        Duration took = longer.surely();
        String time = Quantity.time(took == null ? lookedFor() : took).toString();
        return finding(
                result,
                objective,
                took == null ? "not within " + time : time,
                (took == null
                                ? "the system was not healthy again within " + time
                                : "the system was healthy again " + (took.isZero() ? "at once" : "after " + time))
                        + (result == Result.NOT_PROVEN ? ": too few samples to tell" : ""));
    }

    /** The time as a number in milliseconds; {@code null} if the system was not healthy again. */
    @Nullable Double millis() {
        Duration took = slowest(RecoveryFinding::earlier).surely();
        return took == null ? null : took.toNanos() / 1e6;
    }

    /** The slowest recovery of any fault, counted from one of its instants. */
    private Recovery.Outcome slowest(Function<FaultRecord, Instant> moment) {
        Instant end = times.end();
        if (end == null) {
            return new Recovery.Outcome(null, null);
        }
        Recovery.Outcome slowest = new Recovery.Outcome(Duration.ZERO, Duration.ZERO);
        for (FaultRecord fault : observed.faults()) {
            Recovery.Outcome next = recovery.from(Window.micros(moment.apply(fault)), Window.micros(end));
            slowest = new Recovery.Outcome(
                    longer(slowest.surely(), next.surely()), longer(slowest.perhaps(), next.perhaps()));
        }
        return slowest;
    }

    private static @Nullable Duration longer(@Nullable Duration a, @Nullable Duration b) {
        return a == null || b == null ? null : a.compareTo(b) >= 0 ? a : b;
    }

    private static boolean holds(Objective objective, @Nullable Duration time, double limitMillis) {
        return time != null && objective.comparison().holds(time.toNanos() / 1e6, limitMillis);
    }

    private Duration lookedFor() {
        Instant from = observed.faults().stream()
                .map(RecoveryFinding::earlier)
                .min(Instant::compareTo)
                .orElse(times.firstDue());
        Duration length = Duration.between(from, times.end() == null ? from : times.end());
        return Duration.ofSeconds(length.toSeconds());
    }

    private static Instant earlier(FaultRecord fault) {
        return fault.undoRequested() == null ? fault.injectionRequested() : fault.undoRequested();
    }

    private static Instant later(FaultRecord fault) {
        return fault.undoConfirmed() == null ? fault.injectionConfirmed() : fault.undoConfirmed();
    }

    private static Finding finding(Result result, Objective objective, String measured, String sentence) {
        String bound = Words.bound(objective, objective.bound(), null);
        return new Finding(
                result,
                ObjectiveRole.SLO,
                objective.name(),
                "the end",
                bound,
                measured,
                objective.name() + ": " + sentence + (result == Result.BREACH ? ", wanted " + bound : ""));
    }
}
