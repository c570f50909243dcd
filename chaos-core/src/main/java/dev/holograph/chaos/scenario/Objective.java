package dev.holograph.chaos.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A statement about the system that can hold or not: {@code p99(latency) < 6s in every 10s}.
 *
 * @param name what reports call it; its text where the scenario gives no name
 * @param text as it was written
 * @param warn a second, tighter bound that warns
 * @param noDataPasses whether an empty window holds; by default it does not
 * @param location where it is written
 */
public record Objective(
        String name,
        String text,
        Indicator indicator,
        Comparison comparison,
        Bound bound,
        @Nullable Bound warn,
        WindowRule span,
        EvaluationPhase moment,
        boolean noDataPasses,
        Location location) {

    /** The name that the scenario gives it; empty if it gives none. */
    public String givenName() {
        return name.equals(text) ? "" : name;
    }
}
