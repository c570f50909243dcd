package dev.holograph.chaos.application;

import dev.holograph.chaos.scenario.Phase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person has chosen, as it was written; {@code null}: nothing.
 *
 * @param environment its name
 * @param lengths of phases, such as {@code 5s}, in place of the scenario's
 * @param seed of all random choices; without it each run has a new one
 * @param load what drives the load in place of what the environment says
 * @param templates a folder of templates for ChaosReport.md, relative to the project
 */
public record Choices(
        Selectors scenarios,
        String environment,
        Map<Phase, String> lengths,
        @Nullable Long seed,
        @Nullable String load,
        @Nullable String templates) {

    /** The environment where none is named: this machine, which keeps nothing of a dead run. */
    public static final String LOCAL = "local";

    public Choices {
        lengths = Map.copyOf(lengths);
    }
}
