package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.OutcomeMessageBuilder;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.Occasion;
import dev.holograph.chaos.spi.OutcomeMessage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people learn of runs whose truth is known, and when. */
@Timeout(60)
class OutcomeMessageTest {

    private static RunResult run(boolean isHealthy) {
        return new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%")
                        .build())
                .system(world -> world.broken() && !isHealthy ? Reply.error() : Reply.ok(20))
                .run();
    }

    private static OutcomeMessage message(RunResult run, Result result, List<PastRun> history) {
        OutcomeMessageBuilder builder = new OutcomeMessageBuilder("shop", "local", null, run.started());
        builder.add(
                run,
                result,
                run.verdict().decisive().stream().map(Finding::sentence).toList(),
                history,
                "target/chaos/ChaosReport.md");
        return builder.build(run.ended(), null, List.of());
    }

    private static PastRun before(RunResult run, int hours, Result verdict, String scenario, String environment) {
        PastRun now = PastRun.of(run, null);
        return new PastRun(
                now.started().minusSeconds(hours * 3600L),
                "run-" + hours,
                scenario == null ? now.scenario() : scenario,
                environment == null ? now.environment() : environment,
                "another engine",
                null,
                verdict,
                List.of());
    }

    @Test
    void aBreachHoldsTheSentencesOfItsFindings() {
        OutcomeMessage message = message(run(false), Result.BREACH, List.of());

        assertThat(message.headline()).isEqualTo("BREACH: test");
        assertThat(message.result()).isEqualTo(Result.BREACH);
        assertThat(message.id()).isEqualTo("run-1");
        OutcomeMessage.ScenarioOutcome scenario = message.scenarios().get(0);
        assertThat(scenario.summary()).isEqualTo("The system did not do what it should: 1 objective does not hold.");
        assertThat(scenario.reasons()).singleElement().asString().startsWith("error_rate < 1% (fault) does not hold: ");
        assertThat(scenario.objectives()).extracting(Finding::subject).contains("error_rate < 1%");
    }

    @ParameterizedTest
    @EnumSource(Result.class)
    void whatWasNotPassIsFixedByAPass(Result last) {
        RunResult run = run(true);
        List<PastRun> history = List.of(
                before(run, 1, last, null, null), before(run, 2, Result.PASS, null, null), PastRun.of(run, null));
        OutcomeMessage message = message(run, Result.PASS, history);

        assertThat(message.scenarios().get(0).before()).isEqualTo(last);
        assertThat(message.isFor(EnumSet.of(Occasion.FIXED))).isEqualTo(last != Result.PASS);
        assertThat(message.headline()).isEqualTo(last == Result.PASS ? "PASS: test" : "PASS again: test");
        assertThat(message(run, Result.WARN, history).isFor(EnumSet.of(Occasion.FIXED)))
                .isFalse();
    }

    @Test
    void onlyTheSameScenarioInTheSameEnvironmentIsItsPast() {
        RunResult run = run(true);
        List<PastRun> others = new ArrayList<>();
        others.add(before(run, 1, Result.BREACH, "another", null));
        others.add(before(run, 1, Result.BREACH, null, "another"));
        others.add(before(run, -1, Result.BREACH, null, null)); // later

        assertThat(message(run, Result.PASS, others).scenarios().get(0).before())
                .isNull();
        assertThat(message(run, Result.PASS, others).isFor(EnumSet.of(Occasion.FIXED)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, ALWAYS",
        "WARN, ALWAYS",
        "NOT_PROVEN, ALWAYS NOT_PROVEN",
        "INTERRUPTED, ALWAYS NOT_PROVEN",
        "BREACH, ALWAYS BREACH",
        "ERROR, ALWAYS BREACH NOT_PROVEN",
        "NOT_UNDONE, ALWAYS BREACH NOT_PROVEN"
    })
    void eachResultGivesItsOccasions(Result result, String expected) {
        OutcomeMessage message = message(run(true), result, List.of());
        Set<String> given = Set.of(expected.split(" "));
        for (Occasion occasion : Occasion.values()) {
            assertThat(message.isFor(EnumSet.of(occasion)))
                    .as(occasion.name())
                    .isEqualTo(given.contains(occasion.name()));
        }
        assertThat(message.isFor(Set.of())).isFalse();
    }

    @Test
    void ofSeveralScenariosTheWorstAreNamed() {
        RunResult run = run(false);
        OutcomeMessageBuilder builder = new OutcomeMessageBuilder("shop", "local", null, run.started());
        builder.add(run, Result.PASS, List.of(), List.of(), "r");
        for (int i = 0; i < 5; i++) {
            builder.add(run, Result.BREACH, List.of(), List.of(), "r");
        }
        builder.add(run, Result.NOT_PROVEN, List.of(), List.of(), "r");
        OutcomeMessage message = builder.build(run.ended(), null, List.of());

        assertThat(message.headline()).isEqualTo("BREACH: test, test, test and 2 more (5 of 7 scenarios)");
        assertThat(message.isFor(EnumSet.of(Occasion.NOT_PROVEN))).isTrue();
    }

    @Test
    void aBuildThatEndedEarlyIsAnError() {
        RunResult run = run(true);
        OutcomeMessage none = new OutcomeMessageBuilder("shop", "local", null, run.started())
                .build(run.ended(), "the disk is full", List.of());
        assertThat(none.result()).isEqualTo(Result.ERROR);
        assertThat(none.headline()).isEqualTo("ERROR: the build ended before all scenarios had run");
        assertThat(none.isFor(EnumSet.of(Occasion.BREACH))).isTrue();
        assertThat(none.isFor(EnumSet.of(Occasion.FIXED))).isFalse();
    }
}
