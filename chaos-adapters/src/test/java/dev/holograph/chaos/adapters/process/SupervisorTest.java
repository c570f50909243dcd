package dev.holograph.chaos.adapters.process;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the children of these tests are POSIX shell scripts")
class SupervisorTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2);
    private final Held held = new Held();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Supervisor supervisor;

    @AfterEach
    void stop() {
        if (supervisor != null) {
            supervisor.stop(Deadline.in(Duration.ofSeconds(1), System::nanoTime));
        }
        scheduler.shutdownNow();
        held.shutdownNow();
    }

    @Test
    void aKilledProcessIsStartedAgainAfterAPause() throws Exception {
        supervise(true, "exec sleep 1000");
        long before = supervisor.pid();

        long killedAt = System.nanoTime();
        assertThat(supervisor.kill()).isEqualTo(before);

        eventually("it runs again", LONG, () -> supervisor.pid() != 0);
        assertThat(Duration.ofNanos(System.nanoTime() - killedAt)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        assertThat(supervisor.pid()).isNotEqualTo(before);
        assertThat(supervisor.restarts()).isOne();
        assertThat(told)
                .containsExactly("test (pid " + before + ") ended with exit code 137; it is started again in 300 ms");
    }

    /** A fault that kills is told by its driver; whatever else ends a service is not. */
    @Test
    void anEndByItselfIsToldOnceAndAKillIsNone() throws Exception {
        supervise(true, "exec sleep 1000");
        supervisor.kill();
        eventually("it runs again", LONG, () -> supervisor.restarts() == 1 && supervisor.pid() != 0);
        assertThat(supervisor.unexpectedEnds()).isEmpty();

        ProcessHandle.of(supervisor.pid()).orElseThrow().destroyForcibly();
        eventually("it runs again", LONG, () -> supervisor.restarts() == 2 && supervisor.pid() != 0);
        assertThat(supervisor.unexpectedEnds())
                .contains("service 'test' ended by itself with exit code 137, which is not what a fault of the scenario"
                        + " did; it runs again now");
        assertThat(supervisor.unexpectedEnds()).isEmpty();
    }

    @Test
    void aServiceThatStaysDownIsTold() throws Exception {
        supervise(false, "exit 3");
        eventually("its end is told", LONG, () -> told.size() == 1);
        assertThat(supervisor.unexpectedEnds().orElseThrow())
                .contains("ended by itself with exit code 3")
                .endsWith("it does not run now");
    }

    @Test
    void aCrashLoopSlowsDown() throws Exception {
        supervise(true, "exit 1");

        eventually("it has been started again twice", LONG, () -> supervisor.restarts() >= 2);
        eventually("three ends are told", LONG, () -> told.size() >= 3);

        assertThat(told.get(0)).endsWith("in 300 ms");
        assertThat(told.get(1)).endsWith("in 600 ms");
        assertThat(told.get(2)).endsWith("in 1200 ms");
    }

    @Test
    void withoutARestartItStaysDown() throws Exception {
        supervise(false, "exec sleep 1000");
        long pid = supervisor.pid();

        supervisor.kill();

        eventually("its end is told", LONG, () -> told.size() == 1);
        assertThat(told)
                .containsExactly(
                        "test (pid " + pid + ") ended with exit code 137; it is not started again (restart: never)");
        assertThat(scheduler.getQueue()).isEmpty();
        assertThatThrownBy(supervisor::kill)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no process of 'test' runs");
    }

    @Test
    void aStopDuringThePauseIsFinal() throws Exception {
        supervise(true, "exec sleep 1000", held);
        supervisor.kill();
        eventually("the restart is due", LONG, () -> held.due.size() == 1);

        supervisor.stop(Deadline.in(Duration.ofSeconds(1), System::nanoTime));
        held.due.remove().run();

        assertThat(supervisor.pid()).isZero();
        assertThat(supervisor.restarts()).isZero();
    }

    @Test
    void aStopThatRacesWithARestartLeavesNothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            supervise(true, "exec sleep 1000", held);
            supervisor.kill();
            eventually("the restart is due", LONG, () -> held.due.size() == 1);
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Void> restart = CompletableFuture.runAsync(
                    () -> {
                        await(together);
                        held.due.remove().run();
                    },
                    scheduler);

            await(together);
            supervisor.stop(Deadline.in(Duration.ofSeconds(1), System::nanoTime));
            restart.get(10, TimeUnit.SECONDS);

            assertThat(supervisor.pid()).isZero();
        }
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEndBeforeItIsKeptRunningIsMadeUpFor() throws Exception {
        supervisor = supervisor(true, "exec sleep 1000", scheduler);
        supervisor.start();
        supervisor.kill();
        assertThat(told).isEmpty();

        supervisor.keepRunning();

        eventually("it runs again", LONG, () -> supervisor.pid() != 0);
        assertThat(supervisor.restarts()).isOne();
    }

    @Test
    void whatWasStoppedIsNotStarted() throws Exception {
        supervise(true, "exec sleep 1000");
        supervisor.stop(Deadline.in(Duration.ofSeconds(1), System::nanoTime));

        assertThatThrownBy(supervisor::start).isInstanceOf(DriverException.class);
        assertThat(told).isEmpty();
    }

    private void supervise(boolean restart, String script) throws DriverException {
        supervise(restart, script, scheduler);
    }

    private void supervise(boolean restart, String script, ScheduledExecutorService on) throws DriverException {
        supervisor = supervisor(restart, script, on);
        supervisor.start();
        supervisor.keepRunning();
    }

    private Supervisor supervisor(boolean restart, String script, ScheduledExecutorService on) {
        ChildSpec spec = new ChildSpec(
                "test",
                List.of("sh", "-c", script),
                ClosedEnvironment.with(Map.of()),
                folder,
                folder.resolve("test.log"));
        Launcher launcher = new Launcher(new ProcessRecords(folder.resolve("state")), "run-1");
        return new Supervisor(launcher, spec, new Endpoint("127.0.0.1", 1), restart, on, told::add);
    }

    /** Keeps what is to run later until the test runs it. */
    private static final class Held extends ScheduledThreadPoolExecutor {

        final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

        Held() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return super.schedule(() -> {}, 0, unit);
        }
    }
}
