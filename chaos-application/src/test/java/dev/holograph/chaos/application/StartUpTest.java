package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goals that start nothing load none of the big libraries, in a JVM of their own. */
class StartUpTest {

    private static final List<String> HEAVY =
            List.of("io.fabric8.", "io.lettuce.", "io.vertx.", "io.netty.", "jakarta.mail.", "reactor.");

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"list", "validate", "plan"})
    void whatStartsNothingLoadsNothingHeavy(String goal) throws Exception {
        writeProject(root);
        Path classes = root.resolve("classes.log");

        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartUpTest.class.getName(),
                        goal,
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output.log").toFile())
                .start();
        try {
            assertThat(java.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            java.destroyForcibly();
        }

        assertThat(Files.readString(root.resolve("output.log"))).contains("slow");
        assertThat(java.exitValue()).isZero();
        List<String> loaded = loaded(classes);
        assertThat(loaded).contains(ChaosApplication.class.getName());
        assertThat(loaded.stream().filter(name -> HEAVY.stream().anyMatch(name::startsWith)))
                .isEmpty();
    }

    /** Lines are {@code [0.1s][info][class,load] name source: place}. */
    private static List<String> loaded(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line ->
                            line.substring(line.lastIndexOf(']') + 1).strip().split(" ")[0])
                    .toList();
        }
    }

    private static void writeProject(Path root) throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("scenarios")).resolve("slow.yaml"), """
                load: { http: { target: web, path: / }, rate: 400/s }
                duration: { baseline: 1m, fault: 1m, recovery: 1m }
                fault: { type: latency, target: web, delay: 20ms }
                steadyState: [error_rate < 1%]
                slo: [error_rate < 5%, p95(latency) < 250ms]
                """);
        Files.writeString(Files.createDirectories(root.resolve("environments")).resolve("local.yaml"), """
                targets: { web: { url: "http://127.0.0.1:8080", through: proxy } }
                drivers: { latency: proxy }
                """);
    }

    /** @param arguments a goal, and the project's folder */
    public static void main(String[] arguments) throws ChaosException {
        Path root = Path.of(arguments[1]);
        Build build = new Build(
                new Workspace(
                        root,
                        root.resolve("scenarios"),
                        root.resolve("environments"),
                        root.resolve("target"),
                        Map.of()),
                root,
                root.resolve("state"),
                Map.of(),
                (variable, server) -> Optional.empty(),
                List.of(),
                Map.of(),
                root::resolve,
                Instant.EPOCH,
                new HashSet<>(),
                false,
                false,
                (folder, parameter) -> "",
                new PrintedLog());
        Selectors all = new Selectors(null, null, null, null, null, null, new Properties());
        ChaosApplication chaos =
                new ChaosApplication(build, new Choices(all, Choices.LOCAL, Map.of(), null, null, null));
        chaos.settings(); // as a goal does, to find misspelled properties
        switch (arguments[0]) {
            case "list" -> chaos.list();
            case "validate" -> chaos.validate();
            case "plan" -> chaos.plan();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static final class PrintedLog implements Log {

        @Override
        public void info(String line) {
            System.out.println(line);
        }

        @Override
        public void warn(String line) {
            System.out.println(line);
        }

        @Override
        public void error(String line) {
            System.out.println(line);
        }
    }
}
