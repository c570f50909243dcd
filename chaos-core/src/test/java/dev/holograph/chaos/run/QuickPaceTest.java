package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.Simulation.SimulatedSystem;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunTimes;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At quick pace the recovery phase ends once the recovery is believed; nothing else ends sooner. */
class QuickPaceTest {

    private static Scenario scenario(String... slo) {
        return Scenarios.scenario().latency("slow", 0, null).slo(slo).build();
    }

    private static RunResult quick(Scenario scenario, SimulatedSystem system) {
        return run(scenario, system, Pace.QUICK);
    }

    private static RunResult run(Scenario scenario, SimulatedSystem system, Pace pace) {
        Simulation simulation = new Simulation(scenario).system(system);
        simulation.pace = pace;
        return simulation.run();
    }

    private static Duration recoveryPhase(RunResult result) {
        RunTimes times = Objects.requireNonNull(result.times());
        return Duration.between(times.recovery(), times.end());
    }

    @Test
    void aHealthySystemIsLookedAtForAsLongAsRecoveryMustBeStable() {
        Simulation simulation = new Simulation(scenario("error_rate < 1%", "recovery_time < 20s"));
        simulation.pace = Pace.QUICK;
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(recoveryPhase(result)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
        assertThat(simulation.told)
                .anyMatch(line -> line.matches(".* not looked at: (26|27|28|29)(\\.\\d)?s \\(chaos.pace=quick\\)"));
        assertThat(result.verdict().findings()).extracting(Finding::subject).contains("pace");
        assertThat(result.loadEngine()).isEqualTo("simulated 1, quick pace");
    }

    @Test
    void whatIsDueAfterTheEndIsLeftOut() {
        RunResult result = quick(scenario("error_rate < 1%", "recovery_time < 20s"), world -> Reply.ok(20));
        RunTimes times = Objects.requireNonNull(result.times());
        long seen = result.series().between(times.recovery(), times.end()).due();
        assertThat(seen)
                .isBetween(
                        recoveryPhase(result).toMillis() / 10 - 15,
                        recoveryPhase(result).toMillis() / 10 + 15);
    }

    /** Of what is still open nobody knows yet that it will have failed. */
    @Test
    void theEndDoesNotComeWhileRequestsAreOpenThatMayTimeOut() {
        Scenario scenario = scenario("error_rate < 1%", "recovery_time < 20s");
        RunResult result = quick(
                scenario, world -> world.sinceFault() >= 5 && world.sinceFault() < 8 ? Reply.silence() : Reply.ok(20));
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(recoveryPhase(result)).isGreaterThan(Duration.ofMillis(17_500));
    }

    @Test
    void requestsOfBeforeTheEndHaveTheirOutcome() {
        // Every answer takes three seconds: the end must lie before those that are open.
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 0, null)
                .steadyState("p95(latency) < 4s")
                .slo("p95(latency) < 4s", "recovery_time < 20s")
                .build();
        RunResult result = quick(scenario, world -> Reply.ok(3000));
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(recoveryPhase(result)).isLessThan(Duration.ofSeconds(15));
        RunTimes times = Objects.requireNonNull(result.times());
        var window = result.series().between(times.recovery(), times.end());
        assertThat(window.due()).isGreaterThanOrEqualTo(990);
        assertThat(window.errors()).isZero();
    }

    @Test
    void aSlowRecoveryIsWaitedFor() {
        RunResult result = quick(
                scenario("recovery_time < 20s"),
                world -> world.sinceFault() >= 0 && world.sinceFault() < 8 ? Reply.error() : Reply.ok(20));
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(recoveryPhase(result)).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(21));
    }

    @Test
    void aSystemThatDoesNotRecoverIsLookedAtToTheEnd() {
        RunResult result = quick(
                scenario("recovery_time < 20s"),
                world -> world.broken() || world.sinceFault() >= 0 ? Reply.error() : Reply.ok(20));
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(recoveryPhase(result)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
        assertThat(result.loadEngine()).isEqualTo("simulated 1, quick pace"); // of its own in the history all the same
    }

    @Test
    void requestsThatHangAreWaitedFor() {
        // What was asked just after the undo is never answered: whether the system is well shows only after the
        // time-out.
        RunResult result = quick(
                scenario("recovery_time < 20s"),
                world -> world.sinceFault() >= 0 && world.sinceFault() < 1 ? Reply.silence() : Reply.ok(20));
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(recoveryPhase(result)).isGreaterThanOrEqualTo(Duration.ofMillis(10_900));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 14, 17, 20, 23, 26, 29})
    void aSystemThatFlapsSlowlyStaysRedAtFullPace(int period) {
        SimulatedSystem flaps = world -> world.sinceFault() >= 0 && (world.sinceFault() + period - 9.5) % period < 1
                ? Reply.error()
                : Reply.ok(20);
        Scenario scenario = scenario("recovery_time < 15s");
        assertThat(run(scenario, flaps, Pace.FULL).verdict().result()).isEqualTo(Result.BREACH);
    }

    @Test
    void atFullPaceNothingIsCut() {
        RunResult result = run(scenario("recovery_time < 20s"), world -> Reply.ok(20), Pace.FULL);
        assertThat(recoveryPhase(result)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
        assertThat(result.loadEngine()).isEqualTo("simulated 1");
        assertThat(result.verdict().findings()).extracting(Finding::subject).doesNotContain("pace");
    }

    @Test
    void anObjectiveOfTheRecoveryPhaseKeepsIt() {
        Simulation simulation = new Simulation(scenario("error_rate < 1% during recovery"));
        simulation.pace = Pace.QUICK;
        RunResult result = simulation.run();
        assertThat(recoveryPhase(result)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
        assertThat(simulation.told)
                .anyMatch(line -> line.contains("'error_rate < 1% during recovery' is about all of it"));
    }

    @Test
    void acknowledgedWritesAreLookedFor() {
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 0, null)
                .slo("recovery_time < 20s")
                .ledger()
                .build();
        RunResult result = quick(scenario, world -> Reply.ok(20));
        assertThat(result.ledger()).isNotNull();
        assertThat(Objects.requireNonNull(result.ledger()).acknowledged()).isPositive();
    }
}
