package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of an environment file. */
record EnvironmentKeys(
        @Key(doc = "for the report; by default the file's name", shown = true) @Nullable String title,

        @Key(doc = "what is started for the run, by name", block = ServiceKeys.class, form = Key.Form.NAMED) @Nullable Item services,

        @Key(
                doc = "what scenarios may name as target:, by name",
                needed = "targets: { renderer: { service: renderer } }",
                block = TargetKeys.class,
                form = Key.Form.NAMED)
        @Nullable Item targets,

        @Key(doc = "which tool does which fault, and which drives the load", form = Key.Form.NAMED) @Nullable Item drivers,

        @Key(
                doc = "the pods in a cluster that drive the load where its driver is k6-operator",
                block = RunnerKeys.class)
        @Nullable Item k6Operator,

        @Key(doc = "what may be touched, whatever a scenario says", block = GuardKeys.class) @Nullable Item guard,

        @Key(
                doc = "who learns of the outcome, and how, by name",
                mayBeBlank = true,
                block = MessageKeys.class,
                form = Key.Form.NAMED)
        @Nullable Item messages,

        @Key(
                doc = "values for parameters of scenarios, by their names",
                mayBeBlank = true,
                examples = "2s",
                form = Key.Form.NAMED)
        @Nullable Item parameters) {}
