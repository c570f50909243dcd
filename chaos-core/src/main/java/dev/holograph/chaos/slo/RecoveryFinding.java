package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.time.Instant;
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

    /** The longest recovery of any fault, by the longer count; {@code null} time: not recovered. */
    Recovery.Outcome longest() {
        Recovery.Outcome longest = new Recovery.Outcome(Duration.ZERO, false);
        for (FaultRecord fault : observed.faults()) {
            longest = longer(longest, since(earlier(fault)));
        }
        return longest;
    }

    Finding of(Objective objective) {
        Recovery.Outcome longer = longest();
        Recovery.Outcome shorter = new Recovery.Outcome(Duration.ZERO, false);
        for (FaultRecord fault : observed.faults()) {
            shorter = longer(shorter, since(later(fault)));
        }
        if (longer.time() == null) {
            String within = Quantity.time(lookedFor()).toString();
            Result result = longer.unclear() ? Result.NOT_PROVEN : Result.BREACH;
            String why = longer.unclear() ? ": too few samples to tell" : "";
            return finding(
                    result,
                    objective,
                    "not within " + within,
                    "the system was not healthy again within " + within + why);
        }
        double limit = ((Bound.Absolute) objective.bound()).value().value();
        boolean longerHolds = holds(objective, longer.time(), limit);
        boolean shorterHolds = holds(objective, shorter.time(), limit);
        String took = Quantity.time(longer.time()).toString();
        String after = longer.time().isZero() ? "at once" : "after " + took;
        Result result = longerHolds ? Result.PASS : shorterHolds ? Result.WARN : Result.BREACH;
        return finding(result, objective, took, "the system was healthy again " + after);
    }

    private static boolean holds(Objective objective, @Nullable Duration time, double limitMillis) {
        return time != null && objective.comparison().holds(time.toNanos() / 1e6, limitMillis);
    }

    private Recovery.Outcome since(Instant moment) {
        Instant end = times.end();
        return end == null
                ? new Recovery.Outcome(null, true)
                : recovery.from(Window.micros(moment), Window.micros(end));
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

    private static Recovery.Outcome longer(Recovery.Outcome a, Recovery.Outcome b) {
        if (a.time() == null || b.time() == null) {
            return new Recovery.Outcome(null, a.time() == null ? a.unclear() : b.unclear());
        }
        return a.time().compareTo(b.time()) >= 0 ? a : b;
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
