package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.ledger.WriteFinders;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.adapters.local.LocalEnvironment;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.ChaosRun;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.Planner;
import dev.holograph.chaos.run.Progress;
import dev.holograph.chaos.run.RunClock;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunDependencies;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.gremlin.Effect;
import dev.holograph.gremlin.GremlinStandIn;
import dev.holograph.gremlin.KubernetesObject;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with Gremlin's stand-in, on a real system that its attack slows down, or does not. */
@Timeout(120)
class GremlinRunTest {

    private static final int DELAY_MILLIS = 300;
    private static final Duration QUICK = Duration.ofMillis(20);

    private static final String SCENARIO = """
            title: Answers are late
            load: { http: { target: renderer, path: / }, rate: 50/s, timeout: 2s }
            duration: { warmup: 1s, baseline: 3s, fault: 4s, recovery: 6s }
            fault: { type: latency, target: renderer, delay: 300ms }
            steadyState: [ "p50(latency) < 150ms" ]
            %s
            slo: [ "error_rate < 10%%" ]
            recovery: { over: 1s, stable: 2s }
            """;

    private static final String ENVIRONMENT = """
            title: A cluster
            guard: { kubeContext: staging, namespaces: [holograph-test] }
            targets:
              renderer:
                url: "http://%s"
                kubernetes: { namespace: holograph-test, selector: app=renderer, container: renderer }
            drivers: { latency: gremlin, load: embedded }
            """;

    @TempDir
    Path folder;

    private volatile boolean slow;

    private final Effect slowing = new Effect() {
        @Override
        public void begin(Attacked attacked) {
            slow = true;
        }

        @Override
        public void end(Attacked attacked) {
            slow = false;
        }
    };

    @Test
    void anAttackThatBitesIsSeenJudgedAndHalted() throws Exception {
        RunResult result = run(slowing, "effect: [ \"p50(latency) > 250ms\" ]");

        assertThat(result.verdict().result())
                .as(result.verdict().findings().toString())
                .isEqualTo(Result.PASS);
        assertThat(slow).isFalse();
        assertThat(result.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.undoConfirmed()).isNotNull();
            assertThat(fault.evidence().get(0).text()).contains("1 × Running");
        });
        assertThat(Files.readString(folder.resolve("journal")))
                .contains("undo.attack", "undo.createdAfter")
                .doesNotContain(GremlinStandIn.KEY);
    }

    /** What users get wrong today: an attack that reports success and did nothing to the application. */
    @Test
    void anAttackThatOnlySaysSoProvesNothing() throws Exception {
        RunResult result = run(Effect.NONE, "");

        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(result.verdict().decisive()).singleElement().satisfies(finding -> assertThat(finding.sentence())
                .contains("nothing shows that the fault was real"));
    }

    private RunResult run(Effect effect, String extra) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {
                    if (slow) {
                        Vertx.currentContext().owner().setTimer(DELAY_MILLIS, timer -> request.response()
                                .end());
                    } else {
                        request.response().end();
                    }
                });
                GremlinStandIn gremlin = new GremlinStandIn(Clock.systemUTC(), QUICK, effect).ticking(QUICK);
                FileJournal journal = new FileJournal(folder.resolve("journal"))) {
            gremlin.object(new KubernetesObject(
                    "staging",
                    "uid-1",
                    "holograph-test",
                    "renderer-1",
                    KubernetesObject.POD,
                    Map.of("app", "renderer"),
                    List.of("renderer"),
                    "Running"));
            RunContext context = new RunContext(
                    "run-1",
                    Clock.systemUTC(),
                    1,
                    Map.of(Gremlin.URL, gremlin.url().toString(), Gremlin.TEAM, "team-0"),
                    (variable, server) ->
                            variable.equals(Gremlin.KEY) ? Optional.of(GremlinStandIn.KEY) : Optional.empty());
            Drivers drivers = new Drivers(List.of(new GremlinDriverProvider()), context);
            Plan plan = plan(drivers, system.endpoint().toString(), extra);
            RunDependencies tools = new RunDependencies(
                    drivers,
                    context,
                    new LocalEnvironment(
                            new Folders(folder, folder, folder),
                            "run-1",
                            coordinates -> {
                                throw new AssertionError("no service is started");
                            },
                            (target, upstream, port) -> upstream),
                    List.of(),
                    new EmbeddedLoadEngineProvider().find(Map.of(), context).engine(),
                    List.of(),
                    new WriteFinders(context.shared()),
                    journal,
                    new Silence(),
                    RunClock.of(Clock.systemUTC(), System::nanoTime),
                    folder,
                    folder,
                    List.of());
            RunResult result = new ChaosRun(plan, tools, new StopSignal()).run();
            assertThat(gremlin.haltsOfEverything()).isEmpty();
            assertThat(gremlin.stages()).containsExactly("UserHalted");
            return result;
        }
    }

    private Plan plan(Drivers drivers, String address, String extra) throws Exception {
        Placeholders none = new Placeholders(Map.of(), name -> null);
        Path scenario = Files.writeString(folder.resolve("slow.yaml"), SCENARIO.formatted(extra));
        Path environment = Files.writeString(folder.resolve("staging.yaml"), ENVIRONMENT.formatted(address));
        Scenario read = new ScenarioReader(Kinds.found(drivers.faults()), none, PhaseOverrides.NONE, folder)
                .read(scenario, "slow.yaml")
                .get();
        Environment where = new EnvironmentReader(Kinds.found(Map.of()), none)
                .read(environment, "staging.yaml")
                .get();
        return new Planner(drivers, Set.of(EmbeddedLoadEngineProvider.NAME), List.of())
                .plan("run-1", 1, read, where)
                .get();
    }

    private static final class Silence implements Progress {
        @Override
        public void event(String line) {}

        @Override
        public void tick(Tick tick) {}
    }
}
