package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * How long {@code chaos:schema} takes in a JVM that runs: it finds the drivers and the kinds, makes the three schemas and
 * writes them. In CPU time of the thread. Argument: the number of rounds; the first is as cold as a Maven build's.
 */
public final class SchemaBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SchemaBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("schemas");
        for (int round = 1; round <= rounds; round++) {
            long began = THREADS.getCurrentThreadCpuTime();
            Kinds kinds = kinds();
            long found = THREADS.getCurrentThreadCpuTime();
            Files.writeString(folder.resolve("scenario.schema.json"), JsonSchemas.scenario(kinds));
            Files.writeString(folder.resolve("environment.schema.json"), JsonSchemas.environment(kinds));
            Files.writeString(folder.resolve("suite.schema.json"), JsonSchemas.suite());
            long over = THREADS.getCurrentThreadCpuTime();
            System.out.printf(
                    "round %3d: %.1f ms of CPU: kinds %.1f ms, schemas %.1f ms%n",
                    round, (over - began) / 1e6, (found - began) / 1e6, (over - found) / 1e6);
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                System.out.printf("  %s: %,d bytes%n", file.getFileName(), Files.size(file));
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Kinds kinds() {
        var context = new RunContext("id", Clock.systemUTC(), 1, Map.of(), (variable, server) -> Optional.empty());
        return Kinds.found(new Drivers(
                        ServiceLoader.load(DriverProvider.class).stream()
                                .map(ServiceLoader.Provider::get)
                                .toList(),
                        context)
                .faults());
    }
}
