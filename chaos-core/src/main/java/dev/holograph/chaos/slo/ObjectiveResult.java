package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one objective.
 *
 * @param bound the one that decided: the objective's own, or its tighter one for a warning
 * @param limit that bound in the indicator's unit; {@code null} if it is relative to a baseline that there is not
 * @param measurement the worst of all windows in which the objective must hold: status, value, samples, window
 * @param fault during which that window lies, where the objective is about a fault; else empty
 * @param perPhase the indicator's value over each whole phase, also where it is not judged; no entry where there is none
 * @param margin {@code null} where the bound is absolute, and where there is no value
 * @param neverCame whether the indicator's metric had no sample in the whole run
 * @param episode after which the slowest recovery was; {@code null} unless this is about recovery
 * @param breached when windows lie in which the objective did not hold, those that touch put together; empty where it
 *     holds and where it is decided at the end
 */
public record ObjectiveResult(
        ObjectiveRole role,
        Objective objective,
        Result result,
        Bound bound,
        @Nullable Double limit,
        WindowResult measurement,
        String fault,
        Map<Phase, Double> perPhase,
        @Nullable Margin margin,
        boolean neverCame,
        @Nullable EpisodeRecovery episode,
        List<Window> breached)
        implements RunFinding {

    public ObjectiveResult {
        breached = List.copyOf(breached);
        perPhase = Map.copyOf(perPhase);
    }

    /** Result of an objective that is decided at the end of the run, by the recovery or by the ledger. */
    static ObjectiveResult atEnd(
            ObjectiveRole role,
            Objective objective,
            Result result,
            WindowResult measurement,
            @Nullable EpisodeRecovery episode) {
        Double limit = ((Bound.Absolute) objective.bound()).value().value();
        return new ObjectiveResult(
                role,
                objective,
                result,
                objective.bound(),
                limit,
                measurement,
                "",
                Map.of(),
                null,
                false,
                episode,
                List.of());
    }

    /** Result of an objective for which the run did not reach its phase. */
    static ObjectiveResult without(
            ObjectiveRole role, Objective objective, Status status, Map<Phase, Double> perPhase) {
        Double limit = objective.bound() instanceof Bound.Absolute absolute
                ? (Double) absolute.value().value()
                : null;
        return new ObjectiveResult(
                role,
                objective,
                Result.NOT_PROVEN,
                objective.bound(),
                limit,
                WindowResult.without(status),
                "",
                perPhase,
                null,
                false,
                null,
                List.of());
    }

    public Status status() {
        return measurement.status();
    }

    /** In the indicator's unit; of sliding windows the worst one's; {@code null} where nothing was measured. */
    public @Nullable Double value() {
        return measurement.value();
    }

    /**
     * How far the value is from the bound in the indicator's unit, positive on the good side; {@code null} where either is
     * missing.
     */
    public @Nullable Double distance() {
        Double value = value();
        if (margin != null) {
            return margin.value();
        }
        return value == null || limit == null
                ? null
                : objective.comparison().isUpperBound() ? (Double) (limit - value) : (Double) (value - limit);
    }

    /** Where it was judged; empty where it was not, or at the end of the run. */
    public Window window() {
        return measurement.window();
    }

    /** Whether it bears on the verdict: the run came to the point where it is decided. */
    public boolean isJudged() {
        return status() != Status.NOT_JUDGED;
    }
}
