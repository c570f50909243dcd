package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a build ends in the middle of a fault, nothing that it started is left. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals are sent with the tools of Linux")
class EndsTest {

    private static final Duration START = Duration.ofSeconds(90);
    /** Two seconds to take everything back, and what Maven itself needs to end. */
    private static final Duration END = Duration.ofSeconds(4);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, true", "TERM, false"})
    void aSignalUndoesAndStopsEverything(String signal, boolean toTheGroup) throws Exception {
        try (Build build = run()) {
            List<ProcessHandle> children = inTheMiddle(build);

            if (toTheGroup) {
                build.signalGroup(signal);
            } else {
                build.signal(signal);
            }

            assertThat(build.untilGone(END)).isLessThan(END);
            assertNoneIsLeft(children);
            assertThat(build.status()).isNotZero();
            assertThat(build.log()).contains("CHAOS INTERRUPTED");
            assertThat(journal()).contains("\"FAULT_UNDONE\"", "\"ENVIRONMENT_STOPPED\"");
        }
    }

    /** As when a CI job is cancelled: a signal to the shell alone, which waits for Maven, and then its end. */
    @Test
    void theEndOfTheShellEndsTheRunIfItIsToldTo() throws Exception {
        try (Build build = Build.startFromBash(
                "pairs", folder, "chaos:run", "-Dscenario=latency", "-Dchaos.fault=60s", "-Dchaos.endWithParent")) {
            List<ProcessHandle> maven = inTheMiddle(build);

            build.signal("INT");
            build.signal("KILL");

            build.untilGone(Duration.ofSeconds(1));
            Build.await(
                    () -> maven.stream().allMatch(EndsTest::isGone),
                    END.plusSeconds(1),
                    "Maven and its children to be gone");
            assertThat(build.log())
                    .contains("CHAOS INTERRUPTED")
                    .containsPattern("the process that started the build \\(\\d+\\) is gone");
            assertThat(journal()).contains("\"FAULT_UNDONE\"", "\"ENVIRONMENT_STOPPED\"");
        }
    }

    @Test
    void killedWithoutWarningNothingIsLeftEither() throws Exception {
        try (Build build = run()) {
            List<ProcessHandle> children = inTheMiddle(build);

            Build.deleteAll(folder.resolve("target"));
            build.signal("KILL");

            build.untilGone(END);
            assertNoneIsLeft(children);
        }
    }

    @Test
    void aBreachEndsWithStatusOneAndTheBlock() throws Exception {
        try (Build build =
                Build.start("pairs", folder, Map.of("RESILIENCE", "off"), "chaos:run", "-Dscenario=redis-flush")) {
            build.untilGone(START);

            assertThat(build.status()).isEqualTo(1);
            assertThat(build.log())
                    .contains("CHAOS BREACH: scenario 'redis-flush'")
                    .containsPattern("lost_writes = 0: .*\\d+ .*wanted")
                    .contains("Report: target/chaos/ChaosReport.md");
        }
    }

    private Build run() throws IOException {
        return Build.start("pairs", folder, Map.of(), "chaos:run", "-Dscenario=latency", "-Dchaos.fault=60s");
    }

    /** Waits until the fault is on; the processes are redis-server, the renderer and what drives the load. */
    private static List<ProcessHandle> inTheMiddle(Build build) throws InterruptedException {
        build.awaitLog("injecting latency", START);
        List<ProcessHandle> children = build.children();
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);
        return children;
    }

    private static void assertNoneIsLeft(List<ProcessHandle> children) throws InterruptedException {
        List<String> names = children.stream().map(EndsTest::named).toList();
        Build.await(
                () -> children.stream().allMatch(EndsTest::isGone),
                Duration.ofSeconds(2),
                "all processes to be gone: " + names);
    }

    /**
     * An orphan that has ended stays in the table of processes until the first process reads its status, which takes
     * seconds in some containers; it has no executable then.
     */
    private static boolean isGone(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }

    private static String named(ProcessHandle process) {
        return process.pid() + " " + process.info().command().orElse("?");
    }

    private String journal() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("target"))) {
            Path journal = files.filter(file -> file.endsWith("journal.ndjson"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(journal);
        }
    }
}
