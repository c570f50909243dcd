package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, it is read within a second of processor time, and what is wrong has its place. */
class FilesAreReadQuicklyTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Duration MOST = Duration.ofSeconds(1);
    private static final int MUTATIONS = 150;

    /** Bricks of long values: each is repeated, alone or between what opens and closes it. */
    private static final List<String> BRICKS = List.of(
            "a",
            "1s",
            "p(",
            "{a=b}",
            "a=b,",
            "\"",
            "\\\"",
            ",",
            "[",
            "{",
            "[]",
            "{ a: ",
            "&a ",
            "*a ",
            "~1/",
            "/a",
            "~",
            " ",
            "\t",
            "\n",
            "x baseline + ",
            " in every 1s",
            " during fault",
            "{env.A",
            "{env.A:b}",
            "{x}",
            "0",
            "9",
            ".",
            "%",
            "é",
            "\uD83D\uDE00",
            "- ",
            "? ",
            "!!a ",
            "%41",
            "#",
            "|",
            ">",
            "'",
            "prod-",
            "a: 1\n");

    private static final Map<String, Class<? extends Fault>> FAULTS = Map.of(
            "latency", Latency.class,
            "packet-loss", PacketLoss.class,
            "pod-kill", PodKill.class,
            "redis-flush", RedisFlush.class);

    @TempDir
    private Path folder;

    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("scenarios", "environments")) {
            try (Stream<Path> listed = Files.list(ROOT.resolve(name))) {
                listed.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files.stream();
    }

    static Stream<Arguments> longObjectives() {
        return Stream.of(
                Arguments.of("letters", "a".repeat(1_300)),
                Arguments.of("more letters", "a".repeat(60_000) + " < 1"),
                Arguments.of("tags", "count(m{" + "a=b,".repeat(30_000) + "a=b}) < 1"),
                Arguments.of("quotes", "count(m{a=" + "\"".repeat(30_000) + "}) < 1"),
                Arguments.of("braces", "{}".repeat(20_000) + " < 1"),
                Arguments.of("spaces", "p95(latency) <" + " ".repeat(60_000) + "in every"),
                Arguments.of("times", "p95(latency) < " + "1s".repeat(20_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longObjectives")
    void refusesALongObjectiveAtItsPlace(String name, String objective) throws IOException {
        String quoted = "'" + objective.replace("'", "''") + "'";
        List<Violation> violations = read("name: x\nsteadyState: [" + quoted + "]\n", true);
        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.found()).endsWith("is too long").hasSizeLessThan(200);
            assertThat(violation.at().column()).isGreaterThan(1);
        });
    }

    @Test
    void refusesListsAndMappingsThatAreTooLarge() throws IOException {
        assertThat(read("name: x\nslo: [" + "error_rate < 1%, ".repeat(20_000) + "a]\n", true))
                .anyMatch(violation -> violation.found().equals("'slo' has 20001 entries, which is too many"));
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            keys.append("key").append(i).append(": 1\n");
        }
        assertThat(read(keys.toString(), true))
                .anyMatch(violation -> violation.found().equals("a mapping of 50000 keys is too large"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void mutationsOfARealFileAreReadOrRefusedAtAPlace(Path file) throws IOException {
        String text = Files.readString(file);
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            String mutated = text;
            for (int i = random.nextInt(3); i >= 0; i--) {
                mutated = mutated(mutated, random);
            }
            read(mutated, file.toString().contains("scenarios"));
        }
    }

    private static String mutated(String text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(40));
        String brick = BRICKS.get(random.nextInt(BRICKS.size()));
        int times = 1 + random.nextInt(random.nextBoolean() ? 4 : 60_000 / brick.length());
        int colon = text.indexOf(": ", at);
        int value = colon < 0 ? at : colon + 2;
        int line = text.indexOf('\n', value) < 0 ? text.length() : text.indexOf('\n', value);
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 ->
                text.substring(0, at) + text.substring(at, end).repeat(1 + random.nextInt(50)) + text.substring(end);
            case 2 -> text.substring(0, at) + brick.repeat(times) + text.substring(at);
            case 3 -> text.substring(0, value) + brick.repeat(times) + text.substring(line);
            default ->
                text.substring(0, value) + "'" + brick.replace("'", "''").repeat(times) + "'" + text.substring(line);
        };
    }

    /** What is wrong with the text, after a look at how long it took and where each mistake is said to be. */
    private List<Violation> read(String text, boolean isScenario) throws IOException {
        Path file = Files.writeString(folder.resolve("file.yaml"), text);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Placeholders placeholders = new Placeholders(Map.of("project.version", "1"), name -> null);
        Validated<?> read = isScenario
                ? new ScenarioReader(Kinds.found(FAULTS), placeholders, PhaseOverrides.NONE, folder)
                        .read(file, "file.yaml")
                : new EnvironmentReader(Kinds.found(Map.of()), placeholders).read(file, "file.yaml");
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(Duration.ofNanos(nanos)).as("processor time of %s", file).isLessThan(MOST);
        assertThat(read.violations()).allSatisfy(violation -> {
            assertThat(violation.at().line()).isBetween(1, (int) text.lines().count() + 2);
            assertThat(violation.at().column()).isPositive();
            assertThat(violation.found()).isNotBlank();
        });
        return read.violations();
    }
}
