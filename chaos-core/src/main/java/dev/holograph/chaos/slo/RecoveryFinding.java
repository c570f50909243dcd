package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long the system took to be healthy again. After a lasting fault it counts both from the undo requested and from
 * the undo confirmed; after an instant fault from the injection. Of several episodes the slowest decides.
 */
final class RecoveryFinding {

    private final Observed observed;
    private final List<EpisodeRecovery> recoveries;
    private final Recovery recovery;
    private final Instant end;

    /** @param end no further requests were due */
    RecoveryFinding(Observed observed, Instant end, Assessor assessor) {
        this.observed = observed;
        this.end = end;
        this.recovery = new Recovery(
                assessor, observed.scenario().steadyState(), observed.scenario().recovery());
        this.recoveries = EpisodeRecovery.of(observed, end, recovery);
    }

    Finding of(Objective objective) {
        EpisodeRecovery worst = worst(objective);
        Result result = result(worst, objective);
        String bound = Words.bound(objective, objective.bound(), null);
        return new Finding(
                result,
                ObjectiveRole.SLO,
                objective.name(),
                "the end",
                bound,
                worst.took(),
                objective.name() + ": the system " + worst.sentence()
                        + (result == Result.NOT_PROVEN ? worst.doubt() : "")
                        + (result == Result.BREACH ? ", wanted " + bound : "")
                        + others(worst));
    }

    /** A warning if the system is not healthy at the end, for runs in which no objective asks for recovery. */
    Optional<Finding> atTheEnd() {
        EpisodeRecovery last = recoveries.get(recoveries.size() - 1);
        long from = Window.micros(last.episode().overAtTheLatest());
        return recovery.isSickAtTheEnd(from, Window.micros(end))
                ? Optional.of(Finding.note(
                        Result.WARN,
                        "steady state",
                        "the system was not healthy at the end of the run: its steady state did not hold again after"
                                + " the fault; no objective asks for that: add recovery_time to slo:"))
                : Optional.empty();
    }

    /** What became of each, where there is more than one to ask after. */
    private String others(EpisodeRecovery worst) {
        return recoveries.size() == 1
                ? ""
                : " (after " + worst.after() + "); each: "
                        + recoveries.stream()
                                .map(one -> "after " + one.after() + " " + one.took())
                                .collect(Collectors.joining(", "));
    }

    private EpisodeRecovery worst(Objective objective) {
        EpisodeRecovery worst = recoveries.get(0);
        for (EpisodeRecovery next : recoveries) {
            int byResult = result(next, objective).compareTo(result(worst, objective));
            worst = byResult > 0 || (byResult == 0 && next.isSlowerThan(worst)) ? next : worst;
        }
        return worst;
    }

    private Result result(EpisodeRecovery recovery, Objective objective) {
        double limit = ((Bound.Absolute) objective.bound()).value().value();
        return recovery.result(
                objective.comparison(), limit, observed.scenario().recovery());
    }

    /** The slowest in milliseconds; {@code null} if the system was not healthy again after one of them. */
    @Nullable Double millis() {
        double slowest = 0;
        for (EpisodeRecovery one : recoveries) {
            Duration took = one.longer().surely();
            if (took == null) {
                return null;
            }
            slowest = Math.max(slowest, took.toNanos() / 1e6);
        }
        return slowest;
    }
}
