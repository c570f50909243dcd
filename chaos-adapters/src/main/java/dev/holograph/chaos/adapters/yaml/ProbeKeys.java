package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys that every probe has. Those of its kind, one of which chooses the kind, are in the kind's own record. */
record ProbeKeys(
        @Key(doc = "a target of the environment that this probe can query", needed = "target: renderer") @Nullable Item target,

        @Default("1s") @Key(doc = "from one question to the next; at least 100ms", examples = "500ms") @Nullable Duration every,

        @Key(
                doc = "after this there is no answer; 1s, at most every:; not with kubernetes:",
                positive = true,
                examples = "1s")
        @Nullable Duration timeout) {}
