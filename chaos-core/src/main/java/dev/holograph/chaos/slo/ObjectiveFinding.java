package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Span;
import dev.holograph.chaos.slo.Measurement.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds an objective against every stretch in which it must hold, and tells of the worst of them. */
final class ObjectiveFinding {

    private final Assessor assessor;
    private final @Nullable RunTimes times;

    ObjectiveFinding(Assessor assessor, @Nullable RunTimes times) {
        this.assessor = assessor;
        this.times = times;
    }

    /** What came of one stretch. */
    private record Judged(
            Result result,
            Bound bound,
            Measurement found,
            @Nullable Margin margin) {

        boolean isWorseThan(Judged other) {
            int byResult = result.compareTo(other.result);
            return byResult > 0 || (byResult == 0 && found.isWorseThan(other.found));
        }
    }

    Finding of(ObjectiveRole role, Objective objective, List<Stretch> stretches) {
        // An effect must show in each by itself: what touches it is another fault's.
        boolean joins = role == ObjectiveRole.SLO && objective.span() instanceof Span.Every;
        List<Stretch> all = joins ? Stretch.joined(stretches) : stretches;
        Judged worst = null;
        for (Stretch stretch : all) {
            Judged next = judged(role, objective, stretch.window());
            worst = worst == null || next.isWorseThan(worst) ? next : worst;
        }
        if (worst == null || worst.found.window().isEmpty()) {
            return never(role, objective);
        }
        return finding(role, objective, worst, Stretch.nameOf(stretches, worst.found.window()));
    }

    private Judged judged(ObjectiveRole role, Objective objective, Window stretch) {
        if (stretch.isEmpty()) {
            Measurement none = new Measurement(Status.NO_DATA, null, 0, 1, 0, stretch);
            return new Judged(Result.NOT_PROVEN, objective.bound(), none, null);
        }
        Measurement found = assessor.assess(objective, stretch);
        if (role == ObjectiveRole.STEADY_STATE) {
            return new Judged(
                    found.passes(objective) ? Result.PASS : Result.NOT_PROVEN, objective.bound(), found, null);
        }
        Margin margin = assessor.margin(objective, found);
        Result result = unlessUncertain(result(role, objective, found), margin);
        if (role == ObjectiveRole.SLO && result == Result.PASS && objective.warn() != null) {
            Measurement tighter = assessor.assess(objective, objective.warn(), stretch);
            if (tighter.status() == Status.BREACHED) {
                return new Judged(Result.WARN, objective.warn(), tighter, null);
            }
        }
        return new Judged(result, objective.bound(), found, margin);
    }

    private static Result result(ObjectiveRole role, Objective objective, Measurement found) {
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

    private static Finding never(ObjectiveRole role, Objective objective) {
        return new Finding(
                Result.NOT_PROVEN,
                role,
                objective.name(),
                Words.moment(objective),
                Words.bound(objective, objective.bound(), null),
                null,
                objective.name() + ": the run never came to " + Words.moment(objective));
    }

    private Finding finding(ObjectiveRole role, Objective objective, Judged judged, String fault) {
        Measurement found = judged.found;
        String limit = Words.bound(objective, judged.bound, assessor.limit(objective.indicator(), judged.bound));
        String measured = found.valueIn(objective.indicator().dimension());
        String when = Words.moment(objective, fault)
                + (objective.span() instanceof Span.Whole || times == null
                        ? ""
                        : ", worst window from " + Words.offset(times, found.window()));
        return new Finding(
                judged.result,
                role,
                objective.name(),
                when,
                limit,
                measured.isEmpty() ? null : measured,
                Words.sentence(judged.result, role, objective, limit, measured, when, found)
                        + assessor.whyNoData(objective, found)
                        + (judged.margin == null
                                ? ""
                                : judged.margin.words(objective.indicator().dimension())));
    }
}
