package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunTimes;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A fault of a run whose verdict is certain is undone before its time; all else takes its course. */
class FailFastTest {

    private static final String EVERY = "error_rate < 1% in every 5s";

    private static Scenario scenario() {
        return Scenarios.scenario()
                .latency("slow", 0, null)
                .slo(EVERY, "recovery_time < 20s")
                .build();
    }

    private static Simulation failing(Scenario scenario) {
        Simulation simulation = new Simulation(scenario).system(world -> world.broken() ? Reply.error() : Reply.ok(20));
        simulation.failFast = true;
        return simulation;
    }

    private static Duration faultPhase(RunResult result) {
        RunTimes times = Objects.requireNonNull(result.times());
        return Duration.between(times.fault(), times.recovery());
    }

    @Test
    void theFaultIsUndoneSoonAfterTheBreachIsCertain() {
        Simulation simulation = failing(scenario());
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(faultPhase(result)).isLessThan(Duration.ofSeconds(5)); // the first window is lost within one
        assertThat(result.verdict().findings())
                .anySatisfy(finding -> {
                    assertThat(finding.subject()).isEqualTo("ended early");
                    assertThat(finding.sentence())
                            .contains(" before its time")
                            .contains(EVERY + ": ")
                            .contains("was not tested");
                })
                .anySatisfy(finding -> {
                    assertThat(finding.subject()).isEqualTo(EVERY);
                    assertThat(finding.result()).isEqualTo(Result.BREACH);
                });
        assertThat(simulation.told).anyMatch(line -> line.contains(EVERY));
        assertThat(result.loadEngine()).isEqualTo("simulated 1, fault ended early");
    }

    @Test
    void theRecoveryHasItsWholeLengthAndIsMeasured() {
        RunResult result = failing(scenario()).run();
        RunTimes times = Objects.requireNonNull(result.times());
        assertThat(Duration.between(times.recovery(), times.end())).isEqualTo(Duration.ofSeconds(40));
        assertThat(result.evaluation().recoveries()).hasSize(1);
        assertThat(result.verdict().findings())
                .filteredOn(finding -> finding.subject().equals("recovery_time < 20s"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.result()).isEqualTo(Result.PASS));
        assertThat(result.verdict().findings())
                .noneMatch(finding -> finding.subject().equals("load"));
    }

    @Test
    void requestsFromBeforeTheEndGetTheirOutcome() {
        Simulation simulation = new Simulation(scenario())
                .system(world -> world.broken() ? Reply.error() : Reply.ok(world.sinceFault() > 38 ? 4000 : 20));
        simulation.failFast = true;
        RunResult result = simulation.run();
        RunTimes times = Objects.requireNonNull(result.times());
        long seen = result.series().between(times.recovery(), times.end()).due();
        assertThat(seen).isBetween(3990L, 4010L); // 100 each second for 40 s, those of the last 2 s too
    }

    @Test
    void acknowledgedWritesAreLookedFor() {
        Simulation simulation = failing(Scenarios.scenario()
                .latency("slow", 0, null)
                .slo(EVERY)
                .ledger()
                .build());
        RunResult result = simulation.run();
        assertThat(result.ledger()).isNotNull();
        assertThat(simulation.log).anyMatch(line -> line.startsWith("find, "));
    }

    @Test
    void withoutTheOptionTheFaultLastsAsLongAsItSays() {
        Simulation simulation = failing(scenario());
        simulation.failFast = false;
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(faultPhase(result)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(result.loadEngine()).isEqualTo("simulated 1");
    }

    @Test
    void aHealthyRunIsNoDifferent() {
        Simulation simulation = new Simulation(scenario());
        simulation.failFast = true;
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.PASS);
        assertThat(faultPhase(result)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatOnlyMayBeABreachEndsNothing() {
        Scenario scenario = Scenarios.scenario()
                .latency("slow", 0, null)
                .slo("error_rate < 50%")
                .build();
        Simulation simulation = failing(scenario); // 30 s of errors, and 40 s more could follow
        RunResult result = simulation.run();
        assertThat(faultPhase(result)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatProvesNothingEndsNothing() {
        Simulation simulation = failing(Scenarios.scenario()
                .latency("slow", 0, null)
                .slo("p50(latency) < 1s in every 5s") // of failures there is no latency
                .build());
        RunResult result = simulation.run();
        assertThat(faultPhase(result)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void faultsThatWereStillToComeAreNotInjected() {
        Simulation simulation = failing(Scenarios.scenario()
                .latency("slow", 0, null)
                .latency("second", 20, null)
                .slo(EVERY)
                .build());
        RunResult result = simulation.run();
        assertThat(result.faults()).hasSize(1);
        assertThat(simulation.log).doesNotContain("inject second").contains("undo slow");
        assertThat(simulation.active).isEmpty();
    }

    @Test
    void severalFaultsAreUndoneTheLastOneFirst() {
        Simulation simulation = failing(Scenarios.scenario()
                .latency("slow", 0, null)
                .latency("second", 0, null)
                .slo(EVERY)
                .build());
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(simulation.log.indexOf("undo second")).isLessThan(simulation.log.indexOf("undo slow"));
    }
}
