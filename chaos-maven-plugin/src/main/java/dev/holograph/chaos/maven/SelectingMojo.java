package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Selectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say which scenarios are meant. */
abstract class SelectingMojo extends BuildMojo {

    /** Names of the scenarios to select, separated by commas. By default, without tags, all are selected. */
    @Parameter(property = "scenario")
    private @Nullable String scenario;

    /** Alias of {@code scenario}, with the prefix of the other properties. */
    @Parameter(property = "chaos.scenario")
    private @Nullable String chaosScenario;

    /** Name of a suite: a file of the folder {@code suites} beside the scenarios, without its extension. */
    @Parameter(property = "suite")
    private @Nullable String suite;

    /** Alias of {@code suite}, with the prefix of the other properties. */
    @Parameter(property = "chaos.suite")
    private @Nullable String chaosSuite;

    /**
     * {@code failed}: of the selected scenarios, run only those that were not green in the last build with
     * {@code chaos:run} in this environment, and those that it did not reach.
     */
    @Parameter(property = "chaos.rerun")
    private @Nullable String rerun;

    /** Select only scenarios with at least one of these tags, separated by commas. */
    @Parameter(property = "chaos.tags")
    private @Nullable String tags;

    final Selectors selectors() {
        return new Selectors(
                scenario,
                chaosScenario,
                suite,
                chaosSuite,
                tags,
                rerun,
                session().getUserProperties());
    }
}
