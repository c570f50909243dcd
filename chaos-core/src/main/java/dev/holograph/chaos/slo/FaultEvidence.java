package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for one fault being real.
 *
 * @param name the fault's, with its number where it was repeated
 * @param isOnly whether it was the run's only fault
 * @param evidence of its driver
 * @param isLookedAt whether an objective under {@code effect:} looks at it, which has a result of its own,
 *     and did not hold in the baseline already
 * @param heldBefore those that did: they show nothing of the fault
 * @param onlyAskedBy who asks the fault's target, in words, if that is a probe alone or loads with few of all requests,
 *     and neither the load's own figures nor an objective show that the load felt the fault; {@code null} otherwise
 * @param isUnasked whether the loads of the fault's target made requests while it was on, but none to that target
 */
public record FaultEvidence(
        String name,
        boolean isOnly,
        List<Evidence> evidence,
        boolean isLookedAt,
        List<Objective> heldBefore,
        @Nullable String onlyAskedBy,
        boolean isUnasked)
        implements RunFinding {

    public FaultEvidence {
        evidence = List.copyOf(evidence);
        heldBefore = List.copyOf(heldBefore);
    }

    /** Whether its driver saw it at work. */
    public boolean isSeen() {
        return evidence.stream().anyMatch(one -> one.kind() == Evidence.Kind.OBSERVED);
    }

    /** Whether something else acted on the target as well. */
    public boolean isDisturbed() {
        return evidence.stream().anyMatch(one -> one.kind() == Evidence.Kind.DISTURBED);
    }

    @Override
    public Result result() {
        if (isDisturbed() || isUnasked || !(isSeen() || isLookedAt)) {
            return Result.NOT_PROVEN;
        }
        return onlyAskedBy != null ? Result.WARN : Result.PASS;
    }
}
