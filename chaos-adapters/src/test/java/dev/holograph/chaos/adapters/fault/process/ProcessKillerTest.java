package dev.holograph.chaos.adapters.fault.process;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.local.LocalServices;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.ServiceControl;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessKillerTest {

    private static final Location HERE = new Location("pod-kill.yaml", 1, 1);

    @TempDir
    Path folder;

    private LocalServices services;
    private ProcessKiller killer;

    private final ProcessKiller withoutServices = new ProcessKiller(new RunContext(Clock.systemUTC(), 1));

    @AfterEach
    void stop() throws Exception {
        if (services != null) {
            services.close();
        }
    }

    private void start(Restart restart) throws Exception {
        services = new LocalServices(folder, restart);
        killer = new ProcessKiller(services.context());
    }

    @Test
    void theProcessDiesAndItsSuccessorIsSeen() throws Exception {
        start(Restart.ALWAYS);
        ServiceControl redis = services.context().services().service("redis").orElseThrow();
        long before = redis.pid();
        Prepared<PodKill> prepared = prepare("1", target("redis", null));

        Evidence injected = killer.inject(prepared);

        assertThat(injected).isEqualTo(Evidence.observed("process " + before + " of 'redis' is gone after SIGKILL"));
        eventually(
                "it runs again", Duration.ofSeconds(10), () -> redis.problem().isEmpty());
        assertThat(killer.observe(prepared))
                .isEqualTo(Evidence.observed("the pid of 'redis' changed from " + before + " to " + redis.pid()
                        + "; times it was started again: 1"));
    }

    /** It is killed again and again until its supervisor waits for seconds. */
    @Test
    void aProcessThatIsNotBackIsReported() throws Exception {
        start(Restart.ALWAYS);
        ServiceControl redis = services.context().services().service("redis").orElseThrow();
        Prepared<PodKill> prepared = prepare("1", target("redis", null));
        killer.inject(prepared);

        assertThat(killer.observe(prepared).notBack()).isEqualTo("no process of 'redis' runs");
        eventually("it runs and answers again", Duration.ofSeconds(10), () -> redis.problem()
                .isEmpty());
        assertThat(killer.observe(prepared).notBack()).isNull();
    }

    /** A machine under strain: SIGKILL works, and it is known later than a moment. */
    @ParameterizedTest
    @CsvSource({"5000, true", "100, false"})
    void anEndThatIsKnownLateIsNotDenied(long withinMillis, boolean isSeen) throws Exception {
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        context.environmentReady(new Strained());
        ProcessKiller patient = new ProcessKiller(context, Duration.ofMillis(withinMillis));
        Prepared<PodKill> prepared = prepare("1", target("redis", null));

        if (isSeen) {
            assertThat(patient.inject(prepared).text()).isEqualTo("process 7 of 'redis' is gone after SIGKILL");
        } else {
            assertThatThrownBy(() -> patient.inject(prepared))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("process 7 of 'redis' still runs after SIGKILL");
        }
    }

    /** Its one service is gone the hundredth time that somebody looks. */
    private static final class Strained implements RunningEnvironment, ServiceControl {
        private int looks;

        @Override
        public Optional<ServiceControl> service(String name) {
            return Optional.of(this);
        }

        @Override
        public Optional<Endpoint> endpoint(String target) {
            return Optional.empty();
        }

        @Override
        public List<String> versions() {
            return List.of();
        }

        @Override
        public void stop(Deadline deadline) {}

        @Override
        public String name() {
            return "redis";
        }

        @Override
        public Endpoint direct() {
            return new Endpoint("127.0.0.1", 1);
        }

        @Override
        public long pid() {
            return ++looks > 100 ? 0 : 7;
        }

        @Override
        public int restarts() {
            return 0;
        }

        @Override
        public long kill() {
            return 7;
        }
    }

    @Test
    void whereNothingWasKilledNothingIsSeen() {
        assertThat(withoutServices.observe(prepare("1", target("redis", null))).kind())
                .isEqualTo(Evidence.Kind.NONE);
    }

    @Test
    void aServiceThatIsDownCannotBeKilled() throws Exception {
        start(Restart.NEVER);
        Prepared<PodKill> prepared = prepare("1", target("redis", null));
        killer.inject(prepared);

        assertThat(killer.observe(prepared).text()).matches("no process of 'redis' runs since \\d+ was killed");
        assertThat(killer.observe(prepared).notBack())
                .as("nothing was to start it again")
                .isNull();
        assertThatThrownBy(() -> killer.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no process of 'redis' runs");
    }

    @Test
    void aPlanSaysWhatWillHappenAndThatNothingUndoesIt() {
        Prepared<PodKill> prepared = prepare("50%", target("redis", null));

        assertThat(prepared.description())
                .isEqualTo("the process of service 'redis' is killed without warning (SIGKILL)");
        assertThat(prepared.undo()).isNull();
        assertThat(prepared.driver()).isEqualTo("process");
    }

    @Test
    void onlyLocalServicesHaveProcesses() {
        assertThatThrownBy(() -> prepare("1", target(null, "http://127.0.0.1:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target 'it' is none; give the target a service: in the environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void thereIsOneProcess(String pods) {
        assertThatThrownBy(() -> prepare(pods, target("redis", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pods: " + pods + " cannot be honoured");
    }

    @Test
    void noServiceIsEvicted() {
        PodKill fault = new PodKill("1", Duration.ZERO, PodKill.By.EVICTION);
        FaultStep step = new FaultStep("kill", fault, "redis", Duration.ZERO, null, null, HERE);
        assertThatThrownBy(() -> withoutServices.prepare(step, fault, target("redis", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a local service is evicted by nobody; leave by: out, or evict pods by driver 'kubernetes'");
    }

    private Prepared<PodKill> prepare(String pods, TargetSpec target) {
        PodKill fault = new PodKill(pods, Duration.ZERO);
        FaultStep step = new FaultStep("pod-kill", fault, "it", Duration.ZERO, null, null, HERE);
        return withoutServices.prepare(step, fault, target);
    }

    private static TargetSpec target(String service, String url) {
        return new TargetSpec("it", service, false, url, HERE);
    }
}
