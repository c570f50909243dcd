package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.FakeDriver.Behaviour;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.Simulation.SimulatedSystem;
import dev.holograph.chaos.run.Simulation.World;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Verdict;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Systems whose truth is known: the verdict is that truth. */
class TruthTest {

    /** What a system is like, and what a run must say of it. */
    enum Truth {
        HEALTHY(Result.PASS, world -> Reply.ok(20)),
        SLOW_WITHIN_BOUNDS(Result.PASS, world -> Reply.ok(world.broken() ? 2020 : 20)),
        A_FEW_ERRORS(Result.PASS, world -> world.request() % 250 == 0 ? Reply.error() : Reply.ok(20)),
        RECOVERS_IN_TIME(
                Result.PASS, world -> world.sinceFault() >= 0 && world.sinceFault() < 5 ? Reply.error() : Reply.ok(20)),
        TOO_SLOW(Result.BREACH, world -> Reply.ok(world.broken() ? 7500 : 20)),
        TOO_MANY_ERRORS(
                Result.BREACH, world -> world.broken() && world.request() % 50 == 0 ? Reply.error() : Reply.ok(20)),
        HANGS(Result.BREACH, world -> world.broken() ? Reply.silence() : Reply.ok(20)),
        DIES_WITH_THE_FAULT(
                Result.BREACH, world -> world.broken() || world.sinceFault() >= 0 ? Reply.error() : Reply.ok(20)),
        RECOVERS_LATE(
                Result.BREACH,
                world -> world.sinceFault() >= 0 && world.sinceFault() < 25 ? Reply.error() : Reply.ok(20)),
        FLAPS(
                Result.BREACH,
                world -> world.sinceFault() >= 0 && world.sinceFault() % 8 < 1 ? Reply.error() : Reply.ok(20)),
        A_SHORT_OUTAGE(
                Result.BREACH,
                world -> world.broken() && world.request() >= 3000 && world.request() < 3025
                        ? Reply.silence()
                        : Reply.ok(20)),
        SICK_FROM_THE_BEGINNING(Result.NOT_PROVEN, world -> world.request() % 10 == 0 ? Reply.error() : Reply.ok(20)),
        DEAD_FROM_THE_BEGINNING(Result.NOT_PROVEN, world -> Reply.silence());

        private final Result verdict;
        private final SimulatedSystem system;

        Truth(Result verdict, SimulatedSystem system) {
            this.verdict = verdict;
            this.system = system;
        }
    }

    private static Scenario scenario() {
        return Scenarios.scenario()
                .latency("slow", 0, null)
                .steadyState("p95(latency) < 250ms", "error_rate < 1%")
                .slo("error_rate < 1%", "p99(latency) < 6s in every 10s", "recovery_time < 20s")
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void theVerdictIsTheTruth(Truth truth) {
        RunResult result = new Simulation(scenario()).system(truth.system).run();
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(truth.verdict);
    }

    @Test
    void aFaultThatWasOnlyClaimedProvesNothing() {
        Simulation simulation = new Simulation(scenario());
        simulation.faults = name -> Behaviour.ONLY_CLAIMS;
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(result.verdict().decisive())
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("nothing shows that the fault was real");
    }

    @Test
    void aFaultWithoutItsEffectProvesNothing() {
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 0, null)
                .effect("p50(latency) > 1.9s")
                .slo("error_rate < 1%")
                .build();
        SimulatedSystem untouched = world -> Reply.ok(20);
        SimulatedSystem delayed = world -> Reply.ok(world.broken() ? 2020 : 20);
        assertThat(new Simulation(scenario).system(untouched).run().verdict().result())
                .isEqualTo(Result.NOT_PROVEN);
        assertThat(new Simulation(scenario).system(delayed).run().verdict().result())
                .isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @CsvSource({"2000, NOT_PROVEN", "-2000, NOT_PROVEN", "501, NOT_PROVEN", "400, PASS", "-400, PASS"})
    void aWallClockThatIsSetDuringTheRunProvesNothing(long millis, Result expected) {
        Simulation simulation = new Simulation(scenario());
        simulation.at(40.4, () -> simulation.clock.set(Duration.ofMillis(millis)));
        Verdict verdict = simulation.run().verdict();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(expected);
        if (expected == Result.NOT_PROVEN) {
            assertThat(verdict.decisive())
                    .extracting(Finding::sentence)
                    .anyMatch(sentence -> sentence.startsWith("this machine's wall clock moved by "
                            + String.format(Locale.ROOT, "%+.1f s", millis / 1e3)));
        }
    }

    @Test
    void aWallClockThatIsSetForwardAndBackIsToldTwice() {
        Simulation simulation = new Simulation(scenario());
        simulation.at(40.4, () -> simulation.clock.set(Duration.ofSeconds(2)));
        simulation.at(50.4, () -> simulation.clock.set(Duration.ofSeconds(-2)));
        assertThat(simulation.run().verdict().findings())
                .filteredOn(finding -> finding.subject().equals("clock"))
                .extracting(finding -> finding.sentence().substring(0, 39))
                .containsExactly("this machine's wall clock moved by +2.0", "this machine's wall clock moved by -2.0");
    }

    @Test
    void aWallClockThatIsSetBeforeTheLoadIsNobodysConcern() {
        Simulation simulation = new Simulation(scenario());
        simulation.whileStarting = () -> simulation.clock.set(Duration.ofSeconds(2));
        Verdict verdict = simulation.run().verdict();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
    }

    @Test
    void aLoadThatIsStarvedProvesNothing() {
        Simulation simulation = new Simulation(scenario());
        simulation.engine.able = 0.7;
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void aLoadThatWasFrozenProvesNothing() {
        Simulation simulation = new Simulation(scenario());
        simulation.engine.frozenFrom = 40;
        simulation.engine.frozenTo = 43;
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void aFrozenLoadHidesNoBreach() {
        Simulation simulation = new Simulation(scenario()).system(TruthTest::failsUnderTheFault);
        simulation.engine.frozenFrom = 40;
        simulation.engine.frozenTo = 43;
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(result.verdict().findings()).anyMatch(finding -> finding.result() == Result.NOT_PROVEN);
    }

    private static Reply failsUnderTheFault(World world) {
        return world.broken() ? Reply.error() : Reply.ok(20);
    }
}
