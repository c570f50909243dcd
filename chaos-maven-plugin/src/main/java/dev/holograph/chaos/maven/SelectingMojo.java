package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Selectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say which scenarios are meant. */
abstract class SelectingMojo extends BuildMojo {

    /** The scenarios to take, by name, separated by commas. Without it, and without tags: all. */
    @Parameter(property = "scenario")
    private @Nullable String scenario;

    /** The same as {@code scenario}, with the prefix that the other properties have. */
    @Parameter(property = "chaos.scenario")
    private @Nullable String chaosScenario;

    /**
     * {@code failed}: of the selected scenarios, takes only those that were not green in the last build with
     * {@code chaos:run} in this environment, and those that it did not come to.
     */
    @Parameter(property = "chaos.rerun")
    private @Nullable String rerun;

    /** Takes only scenarios that carry at least one of these tags, separated by commas. */
    @Parameter(property = "chaos.tags")
    private @Nullable String tags;

    final Selectors selectors() {
        return new Selectors(scenario, chaosScenario, tags, rerun, session().getUserProperties());
    }
}
