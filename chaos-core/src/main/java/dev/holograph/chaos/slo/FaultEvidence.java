package dev.holograph.chaos.slo;

import java.util.List;

/**
 * What speaks for one fault being real.
 *
 * @param name the fault's, with its number where it was repeated
 * @param isOnly whether it was the run's only fault
 * @param evidence of its driver
 * @param isLookedAt whether an objective under {@code effect:} looks at it, which has a result of its own
 */
public record FaultEvidence(String name, boolean isOnly, List<Evidence> evidence, boolean isLookedAt)
        implements RunFinding {

    public FaultEvidence {
        evidence = List.copyOf(evidence);
    }

    /** Whether its driver saw it at work. */
    public boolean isSeen() {
        return evidence.stream().anyMatch(one -> one.kind() == Evidence.Kind.OBSERVED);
    }

    @Override
    public Result result() {
        return isSeen() || isLookedAt ? Result.PASS : Result.NOT_PROVEN;
    }
}
