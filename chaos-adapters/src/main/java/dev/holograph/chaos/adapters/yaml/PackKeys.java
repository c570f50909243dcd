package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of {@code pack.yaml}. */
record PackKeys(
        @Key(doc = "the version of the scenario language that the pack is written in", needed = "language: 1") @Nullable Item language,

        @Key(doc = "what the pack is, in a few words") @Nullable String title,

        @Key(doc = "what it is for, and what its scenarios need") @Nullable String description) {}
