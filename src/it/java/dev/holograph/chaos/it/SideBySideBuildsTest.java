package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However a build ends in which scenarios run side by side: each of them is undone, and nothing of any is left. */
@Tag("whole-machine")
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals are sent with the tools of Linux")
class SideBySideBuildsTest {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration END = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private Build build(String... more) throws IOException {
        return Build.start(
                "suites",
                folder,
                Map.of(),
                Stream.concat(
                                Stream.of(
                                        "chaos:run",
                                        "-Dscenario=slow,cut-off",
                                        "-Dchaos.parallel=2",
                                        "-Dchaos.load=embedded",
                                        // Long enough for both faults to be on at once, however busy the machine is.
                                        "-Dchaos.fault=60s"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<ProcessHandle> whenBothFaultsAreOn(Build build) throws InterruptedException {
        build.awaitLog("slow: injecting latency", START);
        build.awaitLog("cut-off: injecting partition", START);
        List<ProcessHandle> children = build.children();
        assertThat(Stream.of(children.toArray(ProcessHandle[]::new))
                        .filter(child -> child.info().commandLine().orElse("").contains("Server.java"))
                        .count())
                .as("a server of its own for each: %s", build.log())
                .isEqualTo(2);
        return children;
    }

    @Test
    void aSignalEndsAllOfThem() throws Exception {
        try (Build build = build()) {
            List<ProcessHandle> children = whenBothFaultsAreOn(build);
            build.signalGroup("INT");

            build.untilGone(END);
            assertThat(children).noneMatch(SideBySideBuildsTest::isRunning);
            assertThat(build.status()).isNotZero();
            assertThat(build.log())
                    .contains("CHAOS INTERRUPTED: scenario 'cut-off'")
                    .contains("CHAOS INTERRUPTED: scenario 'slow'")
                    .contains("slow: taking everything back")
                    .contains("cut-off: taking everything back");
        }
        nothingIsLeft();
    }

    @Test
    void aTerminationOfMavenAloneEndsAllOfThem() throws Exception {
        try (Build build = build()) {
            List<ProcessHandle> children = whenBothFaultsAreOn(build);
            build.signal("TERM");

            build.untilGone(END);
            assertThat(children).noneMatch(SideBySideBuildsTest::isRunning);
            assertThat(build.log())
                    .contains("CHAOS INTERRUPTED: scenario 'cut-off'")
                    .contains("CHAOS INTERRUPTED: scenario 'slow'");
        }
        nothingIsLeft();
    }

    @Test
    void killedNothingIsLeftAfterRecover() throws Exception {
        try (Build build = build()) {
            List<ProcessHandle> children = whenBothFaultsAreOn(build);
            build.signal("KILL");
            build.untilGone(END);
            Build.await(
                    () -> children.stream().noneMatch(SideBySideBuildsTest::isRunning),
                    Duration.ofSeconds(10),
                    "the services of both to be gone");
        }
        assertThat(entries("state/runs"))
                .as("journals of both, and the build's own")
                .hasSize(3);
        try (Build recover = Build.start("suites", folder, Map.of(), "chaos:recover")) {
            recover.untilGone(START);
            assertThat(recover.status()).as(recover.log()).isZero();
        }
        nothingIsLeft();
        try (Build again = Build.start("suites", folder, Map.of(), "chaos:recover")) {
            again.untilGone(START);
            assertThat(again.log()).contains("No run of this user has left anything to take back");
        }
    }

    @Test
    void anAbortEndsAllOfThem() throws Exception {
        try (Build build = build()) {
            List<ProcessHandle> children = whenBothFaultsAreOn(build);
            String aborted = Build.goals(
                    "pairs",
                    folder.resolve("other"),
                    pom -> pom,
                    Map.of(),
                    START,
                    List.of("chaos:abort", "-Dchaos.stateDirectory=" + folder.resolve("state")));

            assertThat(aborted)
                    .contains("Ended, with everything taken back: ")
                    .contains("slow-")
                    .contains("cut-off-")
                    .contains("side-by-side-");
            build.untilGone(START);
            assertThat(children).noneMatch(SideBySideBuildsTest::isRunning);
            assertThat(build.log())
                    .contains("CHAOS INTERRUPTED: scenario 'cut-off'")
                    .contains("CHAOS INTERRUPTED: scenario 'slow'");
        }
        nothingIsLeft();
    }

    /** Side by side they end in their order, in one summary, whatever each came to on a busy machine. */
    @Test
    void eachHasItsOwnVerdictAndFolder() throws Exception {
        try (Build build = build("-Dchaos.fault=3s", "-Dchaos.failOnBreach=false", "-Dchaos.pace=quick")) {
            build.untilGone(START);
            assertThat(build.log())
                    .contains("scenario 'slow'")
                    .contains("scenario 'cut-off'")
                    .contains("BUILD SUCCESS");
            int first = build.log().indexOf("CHAOS ");
            assertThat(build.log().substring(0, first))
                    .as("both were under their faults before one was told")
                    .contains("slow: injecting latency", "cut-off: injecting partition");
        }
        assertThat(entries("target/chaos"))
                .extracting(file -> file.getFileName().toString())
                .anyMatch(name -> name.startsWith("slow-"))
                .anyMatch(name -> name.startsWith("cut-off-"));
        assertThat(Files.readString(folder.resolve("target/chaos/summary.json")))
                .contains("\"scenario\" : \"slow\"")
                .contains("\"scenario\" : \"cut-off\"");
        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
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
