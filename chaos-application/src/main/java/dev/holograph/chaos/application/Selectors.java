package dev.holograph.chaos.application;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which scenarios a person has selected, as it was written; {@code null}: not written.
 *
 * @param scenario names between commas
 * @param longScenario the same by its long name
 * @param suite the name of a suite
 * @param longSuite the same by its long name
 * @param tags between commas
 * @param rerun {@code failed}: only what was not green last time
 * @param typed the properties of the command line, which win over others
 */
public record Selectors(
        @Nullable String scenario,
        @Nullable String longScenario,
        @Nullable String suite,
        @Nullable String longSuite,
        @Nullable String tags,
        @Nullable String rerun,
        Properties typed) {}
