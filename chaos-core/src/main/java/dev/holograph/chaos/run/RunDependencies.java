package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadSetup;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.TargetLockProvider;
import dev.holograph.chaos.spi.WriteFinder;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run works with.
 *
 * @param claims keep other runs from this run's targets
 * @param setup makes the requests of {@code setup:}
 * @param root the folder that paths in scenarios are relative to
 * @param directory the run's own folder
 * @param versions for the report, besides those of services: what the tools were tested with, one line each
 */
public record RunDependencies(
        Drivers drivers,
        RunContext context,
        EnvironmentStarter environments,
        List<TargetLockProvider> claims,
        LoadEngine engine,
        LoadSetup setup,
        List<ProbeProvider> probes,
        WriteFinder writes,
        Journal journal,
        Progress progress,
        RunClock clock,
        Path root,
        Path directory,
        List<String> versions) {

    public RunDependencies {
        versions = List.copyOf(versions);
    }

    /** Dependencies of a run whose loads have no {@code setup:}. */
    public RunDependencies(
            Drivers drivers,
            RunContext context,
            EnvironmentStarter environments,
            List<TargetLockProvider> claims,
            LoadEngine engine,
            List<ProbeProvider> probes,
            WriteFinder writes,
            Journal journal,
            Progress progress,
            RunClock clock,
            Path root,
            Path directory,
            List<String> versions) {
        this(
                drivers,
                context,
                environments,
                claims,
                engine,
                LoadSetup.NONE,
                probes,
                writes,
                journal,
                progress,
                clock,
                root,
                directory,
                versions);
    }
}
