package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of an objective that is more than a line. */
record ObjectiveKeys(
        @Key(
                doc = "the objective itself",
                needed = "objective: p95(latency) < 1s",
                examples = "error_rate < 1% in every 10s")
        @Nullable Item objective,

        @Key(doc = "what reports call it", shown = true) @Nullable String name,

        @Key(doc = "a stricter bound, beyond which the report warns", examples = "500ms", shown = true) @Nullable String warn,

        @Default("fail")
        @Key(
                doc = "what a window without data means",
                words = {"pass", "fail"})
        @Nullable String noData) {}
