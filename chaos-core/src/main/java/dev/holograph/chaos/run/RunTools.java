package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.WriteFinder;
import java.nio.file.Path;

/**
 * What a run works with.
 *
 * @param root the folder that paths in scenarios are relative to
 * @param directory the run's own folder
 */
public record RunTools(
        Drivers drivers,
        RunContext context,
        EnvironmentStarter environments,
        LoadEngine engine,
        WriteFinder writes,
        Journal journal,
        Progress progress,
        RunClock clock,
        Path root,
        Path directory) {}
