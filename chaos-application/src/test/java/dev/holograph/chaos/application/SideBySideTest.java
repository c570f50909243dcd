package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scenarios run side by side, how many at once, and what is said where they do not. */
class SideBySideTest {

    private static final String SCENARIO = """
            load: { http: { target: web, path: / }, rate: 200/s }
            duration: { warmup: 1s, baseline: 60s, fault: 30s, recovery: 30s }
            fault: { type: latency, target: web, delay: 1s }
            steadyState: [error_rate < 2%]
            slo: [error_rate < 5%]
            """;

    private static final String OWN = """
            services: { web: { command: [app] } }
            targets: { web: { service: web, through: proxy } }
            drivers: { latency: proxy }
            """;

    @TempDir
    private Path root;

    private List<Plan> plans(String environment) throws Exception {
        file("environments/local.yaml", environment);
        Workspace workspace = new Workspace(
                root, root.resolve("scenarios"), root.resolve("environments"), root.resolve("target/chaos"), Map.of());
        return Mistakes.orFail(new Preparation(
                        workspace,
                        new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()),
                        new Selection(List.of(), List.of()),
                        "local",
                        PhaseOverrides.NONE,
                        7L,
                        "embedded")
                .plans());
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void two() throws IOException {
        file("scenarios/one.yaml", SCENARIO);
        file("scenarios/two.yaml", SCENARIO);
    }

    private static Parallel parallel(String text) throws ChaosException {
        return Parallel.of(text);
    }

    @Test
    void scenariosThatStartAllTheyNeedRunSideBySide() throws Exception {
        two();
        SideBySide sides = SideBySide.of(plans(OWN), null, parallel("2"));
        assertThat(sides.together()).hasSize(2);
        assertThat(sides.alone()).isEmpty();
        assertThat(sides.remarks()).isEmpty();
    }

    @Test
    void oneAfterTheOtherIsTheStandard() throws Exception {
        two();
        SideBySide sides = SideBySide.of(plans(OWN), null, parallel("1"));
        assertThat(sides.together()).isEmpty();
        assertThat(sides.alone()).hasSize(2);
        assertThat(sides.remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targets: { web: { url: 'http://127.0.0.1:9', through: proxy } } | target 'web' is none of the services",
                "services: { web: { command: [app], port: 8123 } } | service 'web' has the fixed port 8123",
                "targets: { web: { service: web, through: proxy, port: 8124 } } | has the fixed port 8124",
            })
    void whatIsSharedKeepsThemApart(String line, String why) throws Exception {
        two();
        String key = line.substring(0, line.indexOf(':'));
        String environment = OWN.lines()
                .map(own -> own.startsWith(key + ":") ? line : own)
                .reduce("", (text, next) -> text + next + "\n");
        SideBySide sides = SideBySide.of(plans(environment), null, parallel("auto"));
        assertThat(sides.together()).isEmpty();
        assertThat(sides.alone()).hasSize(2);
        assertThat(sides.remarks())
                .singleElement()
                .asString()
                .contains("although chaos.parallel=auto: ")
                .contains(why);
    }

    @Test
    void servicesThatASuiteStartsOnceKeepThemApart() throws Exception {
        two();
        Suite once = new Suite("night", "suites/night.yaml", "", Suite.Services.ONCE, List.of());
        SideBySide sides = SideBySide.of(plans(OWN), once, parallel("auto"));
        assertThat(sides.together()).isEmpty();
        assertThat(sides.remarks()).singleElement().asString().contains("starts its services once");
    }

    @Test
    void aBaselineThatNeighboursWouldLoosenIsMeasuredAlone() throws Exception {
        two();
        file("scenarios/relative.yaml", SCENARIO.replace("error_rate < 5%", "p95(latency) < 2x baseline"));
        SideBySide sides = SideBySide.of(plans(OWN), null, parallel("3"));
        assertThat(sides.together()).hasSize(2);
        assertThat(sides.alone())
                .singleElement()
                .satisfies(plan -> assertThat(plan.scenario().name()).isEqualTo("relative"));
        assertThat(sides.remarks())
                .singleElement()
                .asString()
                .contains("'relative' runs alone: 'p95(latency) < 2x baseline' is relative");
    }

    /** Also where a busy neighbour would only keep a run from being aborted. */
    @Test
    void anyBoundThatIsRelativeCounts() throws Exception {
        two();
        file("scenarios/relative.yaml", SCENARIO + "abortIf: [p95(latency) > 50x baseline in any 2s]\n");
        assertThat(SideBySide.of(plans(OWN), null, parallel("3")).remarks())
                .singleElement()
                .asString()
                .contains("'relative' runs alone: 'p95(latency) ", "is relative");
    }

    @Test
    void withoutALoadNobodyWouldNoticeThatTheMachineIsAtItsLimit() throws Exception {
        two();
        file("scenarios/none.yaml", """
                load: none
                duration: { warmup: 1s, baseline: 60s, fault: 30s, recovery: 30s }
                fault: { type: latency, target: web, delay: 1s }
                probes: { front: { target: web, http: /, every: 1s } }
                steadyState: [fraction(front_ok) > 90%]
                slo: [fraction(front_ok) > 50%]
                """);
        assertThat(SideBySide.of(plans(OWN), null, parallel("3")).remarks())
                .singleElement()
                .asString()
                .contains("'none' runs alone: it has no load");
    }

    @Test
    void aLoadOfWhichNobodyKnowsHowMuchItAsksIsNotAdmittedByItself() throws Exception {
        two();
        file("scenarios/users.yaml", SCENARIO.replace("rate: 200/s", "users: 20, pause: 10ms"));
        assertThat(SideBySide.of(plans(OWN), null, parallel("auto")).together()).hasSize(2);
        assertThat(SideBySide.of(plans(OWN), null, parallel("3")).together()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65", "1.5", "all", "", "AUTO"})
    void aNumberThatMakesNoSenseIsRefused(String text) {
        assertThatThrownBy(() -> Parallel.of(text))
                .isInstanceOf(ChaosException.class)
                .hasMessage("chaos.parallel is 'auto' or a whole number from 1 to 64, not '" + text + "'");
    }

    /** A machine that is as busy as it is told to be. */
    private static final class ToldMachine implements Machine {
        private double busy;

        @Override
        public int processors() {
            return 2;
        }

        @Override
        public double busy() {
            return busy;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "0.5, 2", "0.7, 1", "1, 1"})
    void soManyBeginAsTheMachineCanCarry(double busy, int admitted) throws Exception {
        for (int i = 0; i < 6; i++) {
            file("scenarios/s" + i + ".yaml", SCENARIO); // 0.4 processors each; a fifth of what is idle stays free
        }
        ToldMachine machine = new ToldMachine();
        machine.busy = busy;
        List<Plan> plans = plans(OWN);
        assertThat(new Admission(parallel("auto"), machine, new LogLines()).next(plans))
                .hasSize(admitted);
        assertThat(new Admission(parallel("3"), machine, new LogLines()).next(plans))
                .hasSize(3);
    }

    @Test
    void whatTheFirstTookIsExpectedOfTheNext() throws Exception {
        for (int i = 0; i < 6; i++) {
            file("scenarios/s" + i + ".yaml", SCENARIO);
        }
        ToldMachine machine = new ToldMachine();
        Admission admission = new Admission(parallel("auto"), machine, new LogLines());
        List<Plan> plans = plans(OWN);
        List<Plan> first = admission.next(plans);
        assertThat(first).hasSize(4);
        admission.took(first, 1); // two processors where 1.6 were expected
        assertThat(admission.next(plans)).hasSize(3);
    }

    @Test
    void aMachineAtItsLimitForLongIsNamed() {
        ToldMachine machine = new ToldMachine();
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        List<Instant> now = new ArrayList<>(List.of(begin));
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get(0);
            }
        };
        try (MachineWatch watch = new MachineWatch(machine, clock)) {
            for (int second = 1; second <= 40; second++) {
                now.set(0, begin.plusSeconds(second));
                machine.busy = (second > 10 && second <= 14) || (second > 20 && second <= 26) ? 0.99 : 0.6;
                watch.look();
            }
            assertThat(watch.limit(begin, begin, begin.plusSeconds(19))).isEmpty(); // four seconds are a burst
            assertThat(watch.limit(begin, begin, begin.plusSeconds(40)))
                    .hasValueSatisfying(
                            sentence -> assertThat(sentence)
                                    .contains(
                                            "this machine was at its own limit: over 97 % of its processors were busy for 6 s, from 20.0s on"));
            assertThat(watch.limit(begin, begin.plusSeconds(27), begin.plusSeconds(40)))
                    .isEmpty();
        }
    }

    @Test
    void loadsBeginWhenAllAreReadyOrGone() throws Exception {
        StartLine line = new StartLine(3);
        StartLine.Place first = line.place();
        StartLine.Place gone = line.place();
        StartLine.Place last = line.place();
        CountDownLatch passed = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                first.await();
                passed.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        gone.leave();
        gone.leave();
        assertThat(passed.getCount()).isEqualTo(1); // the last one is missing
        last.await();
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.join(Duration.ofSeconds(10).toMillis());
    }
}
