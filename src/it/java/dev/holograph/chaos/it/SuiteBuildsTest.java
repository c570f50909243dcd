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

/** However a build ends whose services live across scenarios, and between which of them: nothing is left. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals are sent with the tools of Linux")
class SuiteBuildsTest {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration END = Duration.ofSeconds(4);
    private static final String FIRST_IS_OVER = ": scenario 'slow'";

    @TempDir
    private Path folder;

    private Build suite() throws IOException {
        return Build.start("suites", folder, Map.of(), "chaos:run", "-Dsuite=night", "-Dchaos.load=embedded");
    }

    /** The first scenario is told, whatever it came to, and the second one has not begun, or has just. */
    @Test
    void killedBetweenTwoScenariosNothingIsLeftAfterRecover() throws Exception {
        try (Build build = suite()) {
            build.awaitLog(FIRST_IS_OVER, START);
            List<ProcessHandle> children = build.children();
            assertThat(children).isNotEmpty();
            build.signal("KILL");
            build.untilGone(END);
            Build.await(
                    () -> children.stream().noneMatch(SuiteBuildsTest::isRunning),
                    Duration.ofSeconds(3),
                    "the services to be gone");
        }
        try (Build recover = Build.start("suites", folder, Map.of(), "chaos:recover")) {
            recover.untilGone(START);
            assertThat(recover.status()).as(recover.log()).isZero();
        }
        assertThat(entries("state/runs")).isEmpty();
        assertThat(entries("state/processes")).isEmpty();
        try (Build again = Build.start("suites", folder, Map.of(), "chaos:recover")) {
            again.untilGone(START);
            assertThat(again.log()).contains("No run of this user has left anything to take back");
        }
    }

    @Test
    void aSignalBetweenTwoScenariosEndsTheSuiteAndItsServices() throws Exception {
        try (Build build = suite()) {
            build.awaitLog(FIRST_IS_OVER, START);
            List<ProcessHandle> children = build.children();
            assertThat(children).isNotEmpty();
            build.signalGroup("INT");

            assertThat(build.untilGone(END)).isLessThan(END);
            assertThat(children).noneMatch(SuiteBuildsTest::isRunning);
            assertThat(build.status()).isNotZero();
            assertThat(build.log()).contains("CHAOS INTERRUPTED: scenario 'cut-off'");
        }
        assertThat(entries("state/runs")).isEmpty();
        assertThat(entries("state/processes")).isEmpty();
    }

    /** From another process, while a fault of the second scenario is on. */
    @Test
    void anAbortEndsTheSuiteAndItsServices() throws Exception {
        try (Build build = suite()) {
            build.awaitLog("injecting partition", START);
            List<ProcessHandle> children = build.children();
            String aborted = Build.goals(
                    "pairs",
                    folder.resolve("other"),
                    pom -> pom,
                    Map.of(),
                    START,
                    List.of("chaos:abort", "-Dchaos.stateDirectory=" + folder.resolve("state")));

            assertThat(aborted).contains("Ended, with everything taken back: ").contains("suite-night-");
            build.untilGone(START);
            assertThat(children).noneMatch(SuiteBuildsTest::isRunning);
            assertThat(build.log())
                    .contains("CHAOS INTERRUPTED: scenario 'cut-off'")
                    .doesNotContain("Scenario 'slow[delay=100ms]'");
        }
        assertThat(entries("state/runs")).isEmpty();
        assertThat(entries("state/processes")).isEmpty();
    }

    /** An orphan that has ended may stay in the table of processes for a while; it has no executable then. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private List<Path> entries(String name) throws IOException {
        Path directory = folder.resolve(name);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.getFileName().toString().equals(".lock"))
                    .toList();
        }
    }
}
