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
     * Counted in steps of a second from a moment.
     *
     * @param time how long it took; {@code null}: not within the time there was
     * @param unclear whether too few samples, rather than bad ones, stood in the way
     */
    record Outcome(@Nullable Duration time, boolean unclear) {}

    Outcome from(long fromMicros, long endMicros) {
        long over = rule.over().toNanos() / 1000;
        Window first = Window.after(fromMicros, over);
        Long recoveredAt = null;
        boolean unclear = true;
        for (long from = first.from(); from + over <= endMicros; from += STEP_MICROS) {
            Status status = worst(new Window(from, from + over / Cell.LENGTH * Cell.LENGTH));
            if (status == Status.HOLDS) {
                recoveredAt = recoveredAt == null ? Long.valueOf(from) : recoveredAt;
            } else {
                recoveredAt = null;
                unclear &= status != Status.BREACHED;
            }
        }
        long stable = rule.stable().toNanos() / 1000;
        if (recoveredAt == null || recoveredAt + stable > endMicros) {
            return new Outcome(null, unclear);
        }
        // The first window begins with the first whole cell, up to 100 ms after the moment: counted as at once.
        return new Outcome(Duration.ofNanos((recoveredAt - first.from()) * 1000), false);
    }

    private Status worst(Window window) {
        Status worst = Status.HOLDS;
        for (Objective objective : steadyState) {
            Status status = assessor.assess(objective, window).status();
            worst = status.compareTo(worst) > 0 ? status : worst;
        }
        return worst;
    }
}
