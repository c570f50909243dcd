package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an objective's indicator was where the objective is judged, as a number that runs can be compared by.
 *
 * @param value in the indicator's unit; of sliding windows the worst one's
 */
public record Measured(ObjectiveRole role, Objective objective, double value) {

    /**
     * Every steady state and SLO of a run that has a value. A recovery that did not come within the time there was has
     * none.
     */
    public static List<Measured> of(Observed observed) {
        RunTimes times = observed.times();
        List<Measured> measured = new ArrayList<>();
        if (times == null) {
            return measured;
        }
        Stretches stretches =
                new Stretches(times, observed.faults(), observed.scenario().recovery());
        Assessor assessor = new Assessor(
                observed.series().thresholds(), Readings.of(observed.series()), stretches.of(Phase.BASELINE));
        for (ObjectiveRole role : List.of(ObjectiveRole.STEADY_STATE, ObjectiveRole.SLO)) {
            for (Objective objective : observed.scenario().objectives(role)) {
                Double value = value(objective, observed, times, stretches, assessor);
                if (value != null) {
                    measured.add(new Measured(role, objective, value));
                }
            }
        }
        return measured;
    }

    private static @Nullable Double value(
            Objective objective, Observed observed, RunTimes times, Stretches stretches, Assessor assessor) {
        if (objective.indicator() instanceof Indicator.RecoveryTime) {
            return times.end() == null || observed.faults().isEmpty()
                    ? null
                    : new RecoveryFinding(observed, times.end(), assessor).millis();
        }
        if (objective.indicator() instanceof Indicator.LostWrites) {
            LedgerResult ledger = observed.ledger();
            return ledger == null ? null : (double) ledger.lost().count();
        }
        // Of a fault that was on several times, or of windows that slide, the worst.
        List<Stretch> where = stretches.of(objective.moment());
        Measurement worst = null;
        for (Stretch stretch : objective.span() instanceof Span.Every ? Stretch.joined(where) : where) {
            Measurement next = stretch.window().isEmpty() ? null : assessor.assess(objective, stretch.window());
            worst = next != null && (worst == null || next.isWorseThan(worst)) ? next : worst;
        }
        return worst == null ? null : worst.value();
    }
}
