package dev.holograph.chaos.adapters.load.k6;

import static dev.holograph.chaos.adapters.load.k6.Loads.FRAMES;
import static dev.holograph.chaos.adapters.load.k6.Loads.perSecond;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static dev.holograph.chaos.adapters.process.Processes.isGone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    /** The deadline, SIGKILL's own time, and a busy machine's. */
    private static final Duration AT_MOST = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private Loads loads;

    @BeforeEach
    void prepare() {
        loads = new Loads(folder);
    }

    private LoadPlan aMinute(FakeSystem system) {
        return loads.plan(FRAMES, perSecond(100, 2), MINUTE, MINUTE, system.endpoint(), null);
    }

    /** Stops it, in time. */
    private static void stop(RunningLoad load) {
        long before = System.nanoTime();
        load.stop(Deadline.in(DEADLINE, System::nanoTime));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_MOST);
    }

    private static List<ProcessHandle> processesWith(Path folder) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    @Test
    void aStoppedLoadIsGoneAndThatIsNoProblem() throws Exception {
        // Mute: every frame is still open when it is stopped.
        try (FakeSystem mute = FakeSystem.webSocket(socket -> {})) {
            RunningLoad load = loads.start(aMinute(mute));
            load.firstDue().get(20, TimeUnit.SECONDS);
            assertThat(processesWith(folder)).isNotEmpty();

            stop(load);

            assertThat(processesWith(folder)).isEmpty();
            assertThat(load.ended().get(5, TimeUnit.SECONDS).problem()).isNull();
            load.stop(Deadline.in(DEADLINE, System::nanoTime));
        }
    }

    @Test
    void aLoadCanBeStoppedBeforeItsFirstRequest() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            RunningLoad load = loads.start(aMinute(system));

            stop(load);

            assertThat(processesWith(folder)).isEmpty();
            assertThat(load.ended().get(5, TimeUnit.SECONDS).problem()).isNull();
            assertThat(load.firstDue()).isCompletedExceptionally();
        }
    }

    @Test
    void whoeverIgnoresTheRequestIsKilledWithItsChildren() throws Exception {
        assumeFalse(Executables.onWindows(), "not run: the k6 of this test is a shell script");
        Path started = folder.resolve("started");
        Path stubborn = Files.writeString(
                folder.resolve("k6"),
                "#!/bin/sh\n" + "[ \"$1\" = version ] && { echo 'k6 v2.2.0'; exit; }\n" + "trap '' TERM INT\n"
                        + "sleep 300 &\n" + "echo $! > '" + started + ".part'\n" + "mv '" + started + ".part' '"
                        + started
                        + "'\n" + "while :; do sleep 0.1; done\n");
        assertThat(stubborn.toFile().setExecutable(true)).isTrue();
        RunningLoad load = loads.engine(stubborn)
                .start(
                        loads.plan(FRAMES, perSecond(100, 2), MINUTE, MINUTE, FakeSystem.nobody(), null),
                        loads.recording);
        eventually("it has a child", Duration.ofSeconds(10), () -> Files.exists(started));
        long child = Long.parseLong(Files.readString(started).strip());

        stop(load);

        assertThat(processesWith(folder)).isEmpty();
        eventually("its child is gone", Duration.ofSeconds(2), () -> isGone(child));
        assertThat(load.ended().get(5, TimeUnit.SECONDS).problem()).isNull();
    }

    @Test
    void aKilledK6IsToldAsAProblem() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            RunningLoad load = loads.start(aMinute(system));
            load.firstDue().get(20, TimeUnit.SECONDS);
            processesWith(folder).forEach(ProcessHandle::destroyForcibly);

            assertThat(load.ended().get(20, TimeUnit.SECONDS).problem()).contains("k6", "exit code 137");
        }
    }
}
