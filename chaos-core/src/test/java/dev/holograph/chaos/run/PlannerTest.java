package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

    private final Map<String, TargetSpec> targets =
            new HashMap<>(Map.of("renderer", new TargetSpec("renderer", "renderer", true, null, at(5))));
    private final Map<String, DriverChoice> choices = new HashMap<>(
            Map.of("latency", new DriverChoice("proxy", at(9)), "pod-kill", new DriverChoice("process", at(10))));
    private String loadDriver = Environment.AUTO;
    private @Nullable Guard guard;

    private @Nullable LoadRunners runners;

    private static Location at(int line) {
        return new Location("environments/local.yaml", line, 3);
    }

    private Validated<Plan> plan(Scenario scenario) {
        Environment environment = new Environment(
                "local",
                "environments/local.yaml",
                "Local",
                List.of(),
                targets,
                choices,
                new DriverChoice(loadDriver, at(12)),
                guard,
                List.of(),
                Map.of(),
                runners);
        Drivers drivers = new Drivers(
                List.of(
                        provider("proxy", new Driver<>(Latency.class, true)),
                        provider("gremlin", new Driver<>(Latency.class, true), new Driver<>(PodKill.class, false)),
                        provider("process", new Driver<>(PodKill.class, false)),
                        provider("redis", new Driver<>(RedisFlush.class, false))),
                new RunContext(Clock.systemUTC(), 1));
        return new Planner(drivers, Set.of("k6", "embedded", "k6-operator"), List.of())
                .plan("run-1", 7, scenario, environment);
    }

    private List<String> wrong(Scenario scenario) {
        return plan(scenario).violations().stream().map(Violation::message).toList();
    }

    private static Scenario latency() {
        return Scenarios.scenario().latency("slow", 0, null).build();
    }

    @Test
    void everyFaultIsPreparedByItsDriver() {
        Plan plan = plan(Scenarios.scenario()
                        .latency("slow", 0, 5)
                        .kill("kill", 10, null)
                        .build())
                .get();
        assertThat(plan.runId()).isEqualTo("run-1");
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.faults())
                .extracting(Prepared::description)
                .containsExactly("Latency on renderer", "PodKill on renderer");
        assertThat(plan.faults().get(0).undo()).isNotNull();
        assertThat(plan.faults().get(1).undo()).isNull();
    }

    @Test
    void aDriverIsToldHowLongALastingFaultWillBe() {
        Scenario scenario = Scenarios.scenario()
                .latency("rest", 5, null)
                .latency("part", 0, 5)
                .kill("kill", 10, null)
                .build();
        Duration phase = scenario.duration().fault();
        assertThat(plan(scenario).get().faults())
                .extracting(prepared -> prepared.step().length())
                .containsExactly(phase.minusSeconds(5), Duration.ofSeconds(5), null);
    }

    @Test
    void anUnknownTargetIsTold() {
        targets.put("rendrer", targets.remove("renderer"));
        assertThat(wrong(latency()))
                .contains("scenarios/test.yaml:1:1: environment 'local' has no target 'renderer';"
                        + " did you mean 'rendrer'? Allowed: rendrer")
                .hasSize(2);
    }

    @Test
    void theLedgersTargetMustBeThereToo() {
        targets.clear();
        assertThat(wrong(Scenarios.scenario().ledger().build())).hasSize(2);
    }

    @Test
    void anUnknownDriverIsToldAtItsPlaceWithThoseThatCould() {
        choices.put("latency", new DriverChoice("proxi", at(9)));
        assertThat(wrong(latency()))
                .containsExactly("environments/local.yaml:9:3: unknown driver 'proxi';"
                        + " did you mean 'proxy'? Allowed: gremlin, proxy");
    }

    @Test
    void aDriverThatCannotDoTheFaultIsToldAtItsPlaceWithThoseThatCan() {
        choices.put("latency", new DriverChoice("process", at(9)));
        assertThat(wrong(latency()))
                .containsExactly(
                        "environments/local.yaml:9:3: driver 'process' cannot do latency; allowed: gremlin, proxy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "redis-flsh | 'redis-flsh'; did you mean 'redis-flush'? Allowed: redis-flush",
                "latency    | 'latency'; allowed: redis-flush"
            })
    void whatTheGuardAllowsMustBeAFaultThatCannotBeUndone(String type, String told) {
        guard = new Guard(
                null, List.of(), List.of(), Map.of(), null, 1, 1, 100, false, false, Map.of(type, at(3)), at(2));
        assertThat(wrong(latency()))
                .containsExactly("environments/local.yaml:3:3: unknown fault that cannot be undone " + told);
    }

    @Test
    void anUnknownFaultUnderDriversIsTold() {
        choices.put("latncy", new DriverChoice("proxy", at(9)));
        assertThat(wrong(latency()))
                .containsExactly("environments/local.yaml:9:3: unknown fault 'latncy';"
                        + " did you mean 'latency'? Allowed: latency, pod-kill, redis-flush");
    }

    @Test
    void aFaultWithoutADriverIsToldWithWhatToWrite() {
        choices.remove("latency");
        assertThat(wrong(latency()))
                .containsExactly("scenarios/test.yaml:1:1: no driver for latency in environment 'local';"
                        + " add `latency: gremlin|proxy` under drivers: in environments/local.yaml");
    }

    @Test
    void aFaultThatNobodyDoesIsTold() {
        Scenario scenario = Scenarios.scenario()
                .fault("cut", new Partition(Direction.BOTH), 0, null, null)
                .build();
        assertThat(wrong(scenario))
                .containsExactly("scenarios/test.yaml:1:1: no driver for partition in environment 'local';"
                        + " none of the drivers at hand can do it");
    }

    @Test
    void whatADriverRefusesIsToldAtTheFault() {
        targets.put("renderer", new TargetSpec("renderer", null, false, "http://127.0.0.1:1", at(5)));
        assertThat(wrong(latency()))
                .containsExactly("scenarios/test.yaml:1:1: target 'renderer' is not behind the proxy;"
                        + " write `through: proxy`");
    }

    @Test
    void anUnknownLoadDriverIsTold() {
        loadDriver = "k7";
        assertThat(wrong(latency()))
                .containsExactly("environments/local.yaml:12:3: unknown load driver 'k7';"
                        + " did you mean 'k6'? Allowed: auto, embedded, k6,"
                        + " k6-operator");
    }

    @Test
    void allMistakesAreToldAtOnceInTheirOrder() {
        targets.clear();
        loadDriver = "jmeter";
        choices.put("latency", new DriverChoice("nobody", at(9)));
        choices.put("pod-kill", new DriverChoice("proxy", at(10)));
        assertThat(plan(latency()).violations())
                .extracting(violation -> violation.at().toString())
                .containsExactly(
                        "environments/local.yaml:9:3",
                        "environments/local.yaml:10:3",
                        "environments/local.yaml:12:3",
                        "scenarios/test.yaml:1:1",
                        "scenarios/test.yaml:1:1");
    }

    private static DriverProvider provider(String name, FaultDriver<?>... drivers) {
        return new DriverProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<FaultDriver<?>> drivers(DriverContext context) {
                return List.of(drivers);
            }
        };
    }

    /** Works only on what is behind the proxy, and never injects. */
    private record Driver<F extends Fault>(Class<F> fault, boolean lasting) implements FaultDriver<F> {
        @Override
        public Prepared<F> prepare(FaultStep step, F settings, TargetSpec target) {
            if (!target.throughProxy()) {
                throw new IllegalArgumentException(
                        "target '" + target.name() + "' is not behind the proxy; write `through: proxy`");
            }
            UndoRecipe undo = lasting ? new UndoRecipe("x", step.name(), Map.of(), "by hand") : null;
            return new Prepared<>(step, settings, target, "x", fault.getSimpleName() + " on " + target.name(), undo);
        }

        @Override
        public Evidence inject(Prepared<F> prepared) {
            throw new AssertionError("planning touches nothing");
        }
    }

    private static LoadRunners runners(int count) {
        return new LoadRunners("load-test", count, "grafana/k6:2.2.0", null, "IfNotPresent", "1", "1Gi", false, at(20));
    }

    private void inTheCluster(String url) {
        targets.put("renderer", new TargetSpec("renderer", null, false, url, at(5)));
        loadDriver = LoadRunners.ENGINE;
        guard = new Guard(
                "staging",
                List.of("load-test"),
                List.of("shop.example"),
                Map.of(),
                null,
                1,
                1,
                100,
                false,
                List.of(),
                1,
                4,
                false,
                Map.of(),
                at(2));
    }

    @Test
    void loadFromAClusterNeedsToKnowItsRunners() {
        inTheCluster("ws://shop.example");
        assertThat(wrong(latency()))
                .contains("environments/local.yaml:12:3: the load driver is k6-operator, and the environment does not"
                        + " say what its runners are; write k6Operator: { runners: 4, image: \"grafana/k6:2.2.0\" } in"
                        + " environments/local.yaml");
    }

    @Test
    void podsReachNoTargetOfThisMachine() {
        inTheCluster("ws://127.0.0.1:8080");
        runners = runners(1);
        assertThat(wrong(latency())).anySatisfy(message -> assertThat(message)
                .startsWith("scenarios/test.yaml:1:1: the load is driven by pods in a cluster, and target"
                        + " 'renderer' (environments/local.yaml:5:3) is reached on this machine, where no pod"
                        + " comes; give the target a url:"));
    }
}
