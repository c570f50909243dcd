package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys that every fault has; the others are the components of its own record. */
record FaultKeys(
        @Key(
                doc = "what objectives (during NAME) and reports call it; by default the type",
                pattern = "[A-Za-z0-9_.-]{1,40}",
                otherwise = "is no name; use up to 40 letters, digits, ., _ and -")
        @Nullable String name,

        @Key(doc = "the target of the environment that it acts on", needed = "target: renderer") @Nullable Item target,

        @Default("0s") @Key(doc = "when it begins, on the fault phase's clock", examples = "10s") @Nullable Duration at,

        @Key(
                name = "for",
                doc = "how long a lasting fault stays on; by default the rest of the phase",
                positive = true,
                examples = "20s")
        @Nullable Duration length,

        @Key(doc = "an instant fault happens again", examples = "every 20s") @Nullable Item repeat) {}
