package dev.holograph.chaos.adapters.process;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static dev.holograph.chaos.adapters.process.Processes.isGone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the children of these tests are POSIX shell scripts")
class LauncherTest {

    @TempDir
    Path folder;

    @Test
    void outputAndExitCodeAreKept() throws Exception {
        Child child = start("echo one; echo two >&2; exit 3");

        assertThat(child.ended().get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(child.lastLines()).containsExactly("one", "two");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void onlyTheGivenVariablesArePassedOn() throws Exception {
        Child child = launcher().start(spec(Map.of("GREETING", "hello", "PATH", "/usr/bin:/bin"), "env | sort"));

        child.ended().get(10, TimeUnit.SECONDS);
        List<String> names = child.lastLines().stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name)) // made by the shell itself
                .toList();
        assertThat(names).containsExactly("GREETING", "PATH");
    }

    @Test
    void standardInputIsEmptyAndTheLeashIsNotSeen() throws Exception {
        Child child = start("cat; (true <&3) 2>/dev/null || echo no third descriptor");

        assertThat(child.ended().get(10, TimeUnit.SECONDS)).isZero();
        assertThat(child.lastLines()).containsExactly("no third descriptor");
    }

    @Test
    void theProcessIsTheProgramItself() throws Exception {
        Child child = start("echo $$; exec sleep 1000");

        eventually("the pid is printed", Duration.ofSeconds(10), () -> !child.lastLines()
                .isEmpty());
        assertThat(child.lastLines()).containsExactly(Long.toString(child.pid()));
        child.kill();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void stopAsksFirst() throws Exception {
        Child child = start("trap 'echo in order; exit 0' TERM; echo ready; while :; do sleep 0.01; done");
        eventually(
                "it is ready", Duration.ofSeconds(10), () -> child.lastLines().contains("ready"));

        child.stop(in(Duration.ofSeconds(10)));

        assertThat(child.lastLines()).containsExactly("ready", "in order");
        assertThat(child.ended().get(1, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void stopForcesTheDeafAtTheDeadlineWithWhatTheyStarted() throws Exception {
        Child child = start("trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.05; done' & wait");
        eventually("the grandchild runs", Duration.ofSeconds(10), () -> !child.lastLines()
                .isEmpty());
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(child.lastLines().get(0))).orElseThrow();

        child.stop(in(Duration.ofMillis(200)));

        assertThat(child.isAlive()).isFalse();
        eventually("the grandchild is gone", Duration.ofSeconds(2), () -> isGone(grandchild.pid()));
    }

    @Test
    void whatAProcessLeavesBehindEndsWithIt() throws Exception {
        Child child = start("(echo started; exec sleep 1000) & echo $!; exit 0");

        child.ended().get(10, TimeUnit.SECONDS);
        long left = child.lastLines().stream()
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
        eventually("the orphan is gone", Duration.ofSeconds(2), () -> isGone(left));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> launcher()
                        .start(new ChildSpec(
                                "renderer",
                                List.of("no-such-program"),
                                ClosedEnvironment.with(Map.of()),
                                folder,
                                folder.resolve("log"))))
                .isInstanceOf(DriverException.class)
                .hasMessage("renderer: there is no program 'no-such-program'; install it, put it on the PATH,"
                        + " or give its path");
    }

    @Test
    void aRecordStandsAsLongAsTheProcessRuns() throws Exception {
        Child child = start("exec sleep 1000");
        assertThat(records()).hasSize(1);
        assertThat(Files.readString(records().get(0)))
                .contains("process.pid=" + child.pid())
                .contains("name=test")
                .contains("run=run-1")
                .contains("owner.pid=" + ProcessHandle.current().pid());

        child.kill();

        assertThat(records()).isEmpty();
    }

    @Test
    void onlyTheLastLinesAreTold() throws Exception {
        Path log = folder.resolve("long.log");
        Files.write(log, IntStream.range(0, 5000).mapToObj(i -> "line " + i).toList());

        assertThat(LogTail.of(log)).hasSize(10).startsWith("line 4990").endsWith("line 4999");
    }

    private List<Path> records() throws IOException {
        try (var files = Files.list(folder.resolve("state/processes"))) {
            return files.toList();
        }
    }

    private Child start(String script) throws DriverException {
        return launcher().start(spec(ClosedEnvironment.with(Map.of()), script));
    }

    private Launcher launcher() {
        return new Launcher(new ProcessRecords(folder.resolve("state")), "run-1");
    }

    private ChildSpec spec(Map<String, String> environment, String script) {
        return new ChildSpec(
                "test", Arrays.asList("sh", "-c", script), environment, folder, folder.resolve("logs/test.log"));
    }

    private static Deadline in(Duration duration) {
        return Deadline.in(duration, System::nanoTime);
    }
}
