package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a system is healthy again: at the earliest moment from which every sliding window meets the steady state, up to
 * the next fault or the end of the load, with enough of that left to be believed. Windows slide by cells.
 */
public final class Recovery {

    /** A system that stays sick is not saved by an undo whose confirmation came this much later than planned. */
    private static final Duration LATE_CONFIRMATION = Duration.ofSeconds(1);

    private final WindowEvaluator evaluator;
    private final List<Objective> steadyState;
    private final RecoveryRule rule;

    Recovery(WindowEvaluator evaluator, List<Objective> steadyState, RecoveryRule rule) {
        this.evaluator = evaluator;
        this.steadyState = steadyState;
        this.rule = rule;
    }

    /**
     * Counted in cells from a moment.
     *
     * @param surely how long it took; {@code null}: it was not seen within the time there was
     * @param atLeast how long it took at the least: where windows held too few samples, or the time ended, the
     *     system may have been healthy from there on
     * @param isOpen whether the time ended before the system was healthy for long enough, as far as is known
     * @param lookedFor how much time there was
     */
    public record Outcome(@Nullable Duration surely, Duration atLeast, boolean isOpen, Duration lookedFor) {

        /** Whether it certainly took longer than a limit, or would have been seen if it had not. */
        boolean isLongerThan(Comparison comparison, double limitMillis, RecoveryRule rule) {
            if (!comparison.holds(millis(atLeast), limitMillis)) {
                return true;
            }
            Duration shown = lookedFor.plus(LATE_CONFIRMATION).minus(rule.proof());
            return isOpen && millis(shown) > limitMillis;
        }

        boolean isWithin(Comparison comparison, double limitMillis) {
            return surely != null && comparison.holds(millis(surely), limitMillis);
        }

        private static double millis(Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }

    /** Whether a system that is healthy at once can be seen to be by a time. */
    static boolean canBeSeen(RecoveryRule rule, long fromMicros, long endMicros) {
        return Window.up(fromMicros) + needed(rule) <= endMicros;
    }

    /** Every window between two moments, evaluated once for both ways to count. */
    SteadyStateWindows windows(long fromMicros, long endMicros) {
        return new SteadyStateWindows(
                evaluator, steadyState, new Window(Window.up(fromMicros), Window.down(endMicros)), over(rule));
    }

    /** @param windows from this moment or an earlier one to the end */
    Outcome from(long fromMicros, long endMicros, SteadyStateWindows windows) {
        // The first window begins with the first whole cell, up to 100 ms after the moment: counted as at once.
        long first = Window.up(fromMicros);
        long healthy = first;
        long notSick = first;
        for (int i = windows.indexOf(first); i < windows.count(); i++) {
            Status status = windows.worst(i);
            healthy = status == Status.HOLDS ? healthy : windows.from(i) + Cell.LENGTH;
            notSick = status == Status.BREACHED ? windows.from(i) + Cell.LENGTH : notSick;
        }
        boolean neverSick = notSick == first;
        return new Outcome(
                healthy + needed(rule) <= endMicros ? micros(healthy - first) : null,
                micros(notSick - first),
                !neverSick && notSick + needed(rule) > endMicros,
                micros(endMicros - fromMicros));
    }

    private static long over(RecoveryRule rule) {
        return rule.over().toNanos() / 1000 / Cell.LENGTH * Cell.LENGTH;
    }

    static long needed(RecoveryRule rule) {
        return Math.max(over(rule), rule.stable().toNanos() / 1000);
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
