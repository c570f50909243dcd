package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An objective that chooses requests is about these alone, in each place where objectives stand. */
class SelectedRequestsTest {

    private static Scenarios scenario() {
        return Scenarios.scenario()
                .mix("search", "buy")
                .steadyState("error_rate < 1%")
                .latency("slow", 0, null);
    }

    private static Simulation buyingFails(Scenarios scenario) {
        return new Simulation(scenario.build())
                .system(world -> world.broken() && world.asked().endsWith("/buy") ? Reply.error() : Reply.ok(20));
    }

    @ParameterizedTest
    @CsvSource({
        "error_rate < 20%, WARN",
        "error_rate{request=search} < 1%, PASS",
        "error_rate{request=buy} < 20%, BREACH",
        "error_rate{request=buy} < 20% in every 10s, BREACH",
        "error_rate{request=buy} < 20% during recovery, PASS",
        "error_rate{load=load} < 20%, WARN",
        "throughput{request=search} > 85/s, PASS",
        "throughput{request=buy} > 5/s, BREACH",
        "'error_rate{request=buy} < max(2x baseline, 1%)', BREACH",
    })
    void oneKindThatFailsIsNotHiddenByTheOthers(String objective, Result expected) {
        RunResult ran = buyingFails(scenario().slo(objective)).run();

        assertThat(ran.verdict().result()).as("%s", ran.verdict()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "p99(latency{request=buy}) < 1s, BREACH",
        "p99(latency{request=buy}) < 3s, PASS",
        "p99(latency{request=search}) < 1s, PASS",
        "p50(latency) < 1s, PASS",
        "'mean(latency{request=buy}) < 2x baseline', BREACH",
        "'mean(latency{request=search}) < 2x baseline', PASS",
        "max(latency{request=search}) < 1s in every 10s, PASS",
        "max(latency{request=buy}) < 1s in every 10s, BREACH",
    })
    void latenciesAreThoseOfTheChosen(String objective, Result expected) {
        RunResult ran = new Simulation(scenario()
                        .phases(5, 40, 40, 40)
                        .effect("max(latency) > 1s")
                        .slo(objective)
                        .build())
                .system(world -> Reply.ok(world.broken() && world.asked().endsWith("/buy") ? 2000 : 20))
                .run();

        assertThat(ran.verdict().result()).as("%s", ran.verdict()).isEqualTo(expected);
    }

    /** The baseline is not healthy for one of them, and nothing is broken. */
    @Test
    void theGateLooksAtTheChosen() {
        RunResult ran = new Simulation(Scenarios.scenario()
                        .mix("search", "buy")
                        .steadyState("error_rate{request=buy} < 5%")
                        .latency("slow", 0, null)
                        .slo("error_rate < 50%")
                        .build())
                .system(world -> world.asked().endsWith("/buy") ? Reply.error() : Reply.ok(20))
                .run();

        assertThat(ran.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(ran.faults()).isEmpty();
    }

    @Test
    void theyAbortARun() {
        RunResult ran = buyingFails(
                        scenario().slo("error_rate < 50%").abortIf("error_rate{request=buy} > 50% in any 5s"))
                .run();

        assertThat(ran.verdict().findings()).extracting(Finding::sentence).anySatisfy(sentence -> assertThat(sentence)
                .contains("error_rate{request=buy} > 50% in any 5s: "));
    }

    /** The whole is healthy again at once; what is bought is not for 15 s. */
    @ParameterizedTest
    @CsvSource({"error_rate < 20%, WARN", "error_rate{request=buy} < 20%, BREACH"})
    void recoveryIsThatOfTheChosen(String steadyState, Result expected) {
        RunResult ran = new Simulation(Scenarios.scenario()
                        .mix("search", "buy")
                        .steadyState(steadyState)
                        .latency("slow", 0, null)
                        .slo("recovery_time < 10s")
                        .build())
                .system(world -> {
                    boolean isSick = world.broken() || world.sinceFault() > 0 && world.sinceFault() < 15;
                    return isSick && world.asked().endsWith("/buy") ? Reply.error() : Reply.ok(20);
                })
                .run();

        assertThat(ran.verdict().result()).as("%s", ran.verdict()).isEqualTo(expected);
    }

    @Test
    void aBreachOfTheChosenIsCertainBeforeTheEnd() {
        Simulation simulation = buyingFails(scenario().slo("error_rate{request=buy} < 20%"));
        simulation.failFast = true;
        RunResult ran = simulation.run();

        assertThat(ran.verdict().result()).isEqualTo(Result.BREACH);
        FaultRecord fault = ran.faults().get(0);
        assertThat(Duration.between(fault.injectionRequested(), fault.undoRequested()))
                .as("undone before its 30 s were over")
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(25));
    }

    @ParameterizedTest
    @CsvSource({
        "error_rate{load=load} < 1%, BREACH",
        "error_rate{load=writers} < 1%, PASS",
        "throughput{load=writers} >= 49/s, PASS",
        "throughput{load=writers} >= 60/s, BREACH",
    })
    void oneOfSeveralLoadsIsChosen(String objective, Result expected) {
        RunResult ran = new Simulation(Scenarios.scenario()
                        .load("writers", 50)
                        .steadyState("error_rate < 1%")
                        .latency("slow", 0, null)
                        .slo(objective)
                        .build())
                .system(world -> world.broken() && world.asked().equals("load") ? Reply.error() : Reply.ok(20))
                .run();

        assertThat(ran.verdict().result()).as("%s", ran.verdict()).isEqualTo(expected);
    }

    /** The effect shows the fault on a load that no slo is about: what is judged may never have met it. */
    @ParameterizedTest
    @CsvSource({"error_rate{load=load} < 1%, WARN", "error_rate < 1%, PASS", "p95(latency{load=few}) < 3s, PASS"})
    void aFaultOnALoadThatIsNotJudgedIsADoubt(String slo, Result expected) {
        RunResult ran = new Simulation(Scenarios.scenario()
                        .on("other")
                        .load("few", 30)
                        .steadyState("error_rate < 1%")
                        .latency("slow", 0, null)
                        .effect("p50(latency{load=few}) > 1s")
                        .slo(slo)
                        .build())
                .system(world -> Reply.ok(world.broken() && world.asked().equals("few") ? 2000 : 20))
                .run();

        assertThat(ran.verdict().result()).as("%s", ran.verdict()).isEqualTo(expected);
        if (expected == Result.WARN) {
            assertThat(ran.verdict().decisive()).extracting(Finding::sentence).anySatisfy(sentence -> assertThat(
                            sentence)
                    .startsWith("the load may never have felt the fault: in this scenario only the load 'few',"
                            + " which no slo is about, asks its target"));
        }
    }
}
