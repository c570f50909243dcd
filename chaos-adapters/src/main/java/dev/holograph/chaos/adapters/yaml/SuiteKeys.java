package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of a suite file. */
record SuiteKeys(
        @Key(doc = "for lists; by default the file's name", examples = "What runs every night", shown = true) @Nullable String title,

        @Default("each")
        @Key(doc = "whether the services of the environment are started for each scenario, or once for all of them")
        Suite.@Nullable Services services,

        @Key(
                doc = "the scenarios, in the order in which they run",
                needed = "scenarios: [latency]",
                orText = true,
                block = Entry.class,
                form = Key.Form.LIST)
        @Nullable Item scenarios) {

    /** The keys of a scenario with values. */
    record Entry(
            @Key(
                    doc = "the name of the scenario's file, without its ending",
                    needed = "scenario: latency",
                    examples = "latency",
                    shown = true)
            @Nullable Item scenario,

            @Key(
                    doc = "values for parameters of this scenario, by their names",
                    mayBeBlank = true,
                    examples = "2s",
                    form = Key.Form.NAMED)
            @Nullable Item parameters) {}
}
