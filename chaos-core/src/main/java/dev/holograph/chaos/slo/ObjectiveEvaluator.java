package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds an objective against every range in which it must hold; the worst of them decides. */
final class ObjectiveEvaluator {

    private final WindowEvaluator evaluator;
    private final Function<Indicator, Map<Phase, Double>> perPhase;

    /** @param perPhase the value of an indicator over each whole phase */
    ObjectiveEvaluator(WindowEvaluator evaluator, Function<Indicator, Map<Phase, Double>> perPhase) {
        this.evaluator = evaluator;
        this.perPhase = perPhase;
    }

    /** What came of one range. */
    private record Judged(
            Result result,
            Bound bound,
            WindowResult found,
            @Nullable Margin margin) {

        boolean isWorseThan(Judged other) {
            int byResult = result.compareTo(other.result);
            return byResult > 0 || (byResult == 0 && found.isWorseThan(other.found));
        }
    }

    ObjectiveResult of(ObjectiveRole role, Objective objective, List<MeasurementWindow> stretches) {
        // An effect must show in each by itself: what touches it is another fault's.
        boolean joins = role == ObjectiveRole.SLO && objective.span() instanceof WindowRule.Every;
        List<MeasurementWindow> all = joins ? MeasurementWindow.joined(stretches) : stretches;
        Judged worst = null;
        for (MeasurementWindow range : all) {
            Judged next = judged(role, objective, range.window());
            worst = worst == null || next.isWorseThan(worst) ? next : worst;
        }
        Map<Phase, Double> values = perPhase.apply(objective.indicator());
        if (worst == null || worst.found.window().isEmpty()) {
            return ObjectiveResult.without(role, objective, Status.NEVER_REACHED, values);
        }
        return new ObjectiveResult(
                role,
                objective,
                worst.result,
                worst.bound,
                evaluator.limit(objective, worst.bound),
                worst.found,
                MeasurementWindow.nameOf(stretches, worst.found.window()),
                values,
                worst.margin,
                evaluator.neverCame(objective, worst.found),
                null,
                breached(objective, worst, all));
    }

    private List<Window> breached(Objective objective, Judged worst, List<MeasurementWindow> stretches) {
        boolean isOfItsOwnBound = worst.bound.equals(objective.bound());
        return worst.found.status() == Status.BREACHED && isOfItsOwnBound
                ? stretches.stream()
                        .flatMap(range -> evaluator.breached(objective, range.window()).stream())
                        .toList()
                : List.of();
    }

    /** Result of an objective that the run ended too early for. */
    ObjectiveResult notJudged(ObjectiveRole role, Objective objective) {
        boolean isAtEnd = objective.moment() instanceof EvaluationPhase.AtEnd;
        Map<Phase, Double> values = isAtEnd ? Map.of() : perPhase.apply(objective.indicator());
        return ObjectiveResult.without(role, objective, Status.NOT_JUDGED, values);
    }

    private Judged judged(ObjectiveRole role, Objective objective, Window range) {
        if (range.isEmpty()) {
            WindowResult none = new WindowResult(Status.NO_DATA, null, 0, 1, 0, range);
            return new Judged(Result.NOT_PROVEN, objective.bound(), none, null);
        }
        WindowResult found = evaluator.evaluate(objective, range);
        // A name that nobody has ever heard of may be misspelt: no data of it is no reason to be quiet.
        Result best = evaluator.neverCame(objective, found) ? Result.WARN : Result.PASS;
        if (role == ObjectiveRole.STEADY_STATE) {
            return new Judged(found.passes(objective) ? best : Result.NOT_PROVEN, objective.bound(), found, null);
        }
        Margin margin = evaluator.margin(objective, found);
        Result result = best.and(unlessUncertain(result(role, objective, found), margin));
        if (role == ObjectiveRole.SLO && result == Result.PASS && objective.warn() != null) {
            WindowResult tighter = evaluator.evaluate(objective, objective.warn(), range);
            if (tighter.status() == Status.BREACHED) {
                return new Judged(Result.WARN, objective.warn(), tighter, null);
            }
        }
        return new Judged(result, objective.bound(), found, margin);
    }

    private static Result result(ObjectiveRole role, Objective objective, WindowResult found) {
        if (role == ObjectiveRole.EFFECT) {
            return found.status() == Status.HOLDS ? Result.PASS : Result.NOT_PROVEN;
        }
        return found.passes(objective)
                ? Result.PASS
                : found.status() == Status.BREACHED ? Result.BREACH : Result.NOT_PROVEN;
    }

    private static Result unlessUncertain(Result result, @Nullable Margin margin) {
        return result == Result.PASS && margin != null && margin.isUncertain() ? Result.WARN : result;
    }
}
