package dev.holograph.chaos.application;

import dev.holograph.chaos.application.pack.Pack;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's file, not yet read.
 *
 * @param name as a person selects it: {@code latency}, or {@code resilience/latency} of a pack
 * @param shown the file's name for messages and reports
 * @param pack that it is from; {@code null}: the project's own
 */
record ScenarioFile(
        String name, Path path, String shown, @Nullable Pack pack) {}
