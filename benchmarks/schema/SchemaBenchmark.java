package dev.holograph.chaos.application;

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
 * How long {@code chaos:schema} takes in a JVM that runs: it looks whether a jar beside the plugin brings kinds, and writes
 * the three schemas that are shipped; and how long it takes where one does: it finds the drivers and the kinds, and makes
 * the schemas. In CPU time of the thread. Arguments: {@code shipped} or {@code made}, and the number of rounds; the first
 * is as cold as a Maven build's.
 */
public final class SchemaBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SchemaBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        boolean shipped = arguments[0].equals("shipped");
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("schemas");
        for (int round = 1; round <= rounds; round++) {
            long began = THREADS.getCurrentThreadCpuTime();
            boolean others = SchemaFiles.othersKinds();
            Map<String, byte[]> schemas = shipped && !others ? SchemaFiles.shipped() : SchemaFiles.made(kinds());
            for (Map.Entry<String, byte[]> schema : schemas.entrySet()) {
                Files.write(folder.resolve(schema.getKey()), schema.getValue());
            }
            long over = THREADS.getCurrentThreadCpuTime();
            System.out.printf("%s, round %3d: %.1f ms of CPU%n", arguments[0], round, (over - began) / 1e6);
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
