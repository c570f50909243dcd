package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the time that the system took to be healthy again against a bound. After a lasting fault it counts both from the
 * undo requested and from the undo confirmed; after an instant fault from the injection. Of several episodes the slowest
 * decides.
 */
final class RecoveryTimeEvaluator {

    private RecoveryTimeEvaluator() {}

    /** @param recoveries at least one */
    static ObjectiveResult of(Objective objective, List<EpisodeRecovery> recoveries, RecoveryRule rule) {
        EpisodeRecovery worst = recoveries.get(0);
        for (EpisodeRecovery next : recoveries) {
            int byResult = result(next, objective, rule).compareTo(result(worst, objective, rule));
            worst = byResult > 0 || (byResult == 0 && next.isSlowerThan(worst)) ? next : worst;
        }
        Result result = result(worst, objective, rule);
        Status status =
                switch (result) {
                    case PASS -> Status.HOLDS;
                    case BREACH -> Status.BREACHED;
                    case WARN -> Status.UNDECIDED;
                    default -> Status.TOO_FEW;
                };
        return ObjectiveResult.atEnd(
                ObjectiveRole.SLO, objective, result, WindowResult.atEnd(status, slowest(recoveries), 0), worst);
    }

    private static Result result(EpisodeRecovery recovery, Objective objective, RecoveryRule rule) {
        double limit = ((Bound.Absolute) objective.bound()).value().value();
        return recovery.result(objective.comparison(), limit, rule);
    }

    /** In milliseconds; {@code null} if the system was not healthy again after one of them. */
    private static @Nullable Double slowest(List<EpisodeRecovery> recoveries) {
        double slowest = 0;
        for (EpisodeRecovery one : recoveries) {
            Duration took = one.took();
            if (took == null) {
                return null;
            }
            slowest = Math.max(slowest, took.toNanos() / 1e6);
        }
        return slowest;
    }
}
