package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.slo.Measurement.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a system is healthy again: at the earliest moment from which every sliding window meets the steady state, up to
 * the end of the load, with enough of it left to be believed.
 */
final class Recovery {

    private static final long STEP_MICROS = 1_000_000;

    private final Assessor assessor;
    private final List<Objective> steadyState;
    private final RecoveryRule rule;

    Recovery(Assessor assessor, List<Objective> steadyState, RecoveryRule rule) {
        this.assessor = assessor;
        this.steadyState = steadyState;
        this.rule = rule;
    }

    /**
     * Counted in steps of a second from a moment. The two differ where windows held too few samples to tell.
     *
     * @param surely how long it took; {@code null}: not within the time there was
     * @param perhaps the same if every window that could not tell was a good one
     */
    record Outcome(@Nullable Duration surely, @Nullable Duration perhaps) {}

    Outcome from(long fromMicros, long endMicros) {
        long over = rule.over().toNanos() / 1000 / Cell.LENGTH * Cell.LENGTH;
        long needed = Math.max(over, rule.stable().toNanos() / 1000);
        // The first window begins with the first whole cell, up to 100 ms after the moment: counted as at once.
        long first = Window.up(fromMicros);
        long healthy = first;
        long notSick = first;
        for (long from = first; from + over <= endMicros; from += STEP_MICROS) {
            Status status = worst(new Window(from, from + over));
            healthy = status == Status.HOLDS ? healthy : from + STEP_MICROS;
            notSick = status == Status.BREACHED ? from + STEP_MICROS : notSick;
        }
        boolean neverSick = notSick == first;
        return new Outcome(
                healthy + needed <= endMicros ? micros(healthy - first) : null,
                neverSick || notSick + needed <= endMicros ? micros(notSick - first) : null);
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private Status worst(Window window) {
        Status worst = Status.HOLDS;
        for (Objective objective : steadyState) {
            Status found = assessor.status(objective, window);
            Status status = Measurement.passes(found, objective)
                    ? Status.HOLDS
                    : found == Status.NOTHING_DUE ? Status.NO_DATA : found;
            worst = status.compareTo(worst) > 0 ? status : worst;
        }
        return worst;
    }
}
