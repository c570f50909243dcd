package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.ObjectiveResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a report tells in sentences, of runs whose course is known. */
@Timeout(60)
class BehaviourOfARunTest {

    private static Scenarios scenario() {
        return Scenarios.scenario()
                .phases(5, 20, 20, 30)
                .latency("slow", 0, null)
                .slo("error_rate < 20%", "p95(latency) < 1s", "recovery_time < 20s");
    }

    private static ReportModel report(Simulation simulation) {
        return ReportBuilder.of(simulation.run());
    }

    @Test
    void whatRisesWithTheFaultAndIsBackAfterIt() {
        ReportModel report = report(new Simulation(scenario().build()).system(world -> {
            boolean sick = world.broken() || (world.sinceFault() >= 0 && world.sinceFault() < 4);
            return sick && world.request() % 4 == 0 ? Reply.error() : Reply.ok(sick ? 400 : 20);
        }));
        assertThat(report.behaviour())
                .hasSize(2)
                .satisfiesExactly(
                        latency -> assertThat(latency)
                                .matches("p95 rose from 20(\\.\\d+)?ms to 400(\\.\\d+)?ms within [12] s of the fault,"
                                        + " and was back [45] s after it ended\\."),
                        errors -> assertThat(errors)
                                .matches("The share of errors rose from 0% to 2[5-7]% within [12] s of the fault,"
                                        + " and was back [45] s after it ended\\."));
        assertThat(report.suggestedLessons())
                .containsExactly(
                        "Broke first: error_rate < 20%, in the window that begins right at the fault.",
                        "Least room: p95(latency) < 1s was 400.1ms, 60% off its bound.",
                        "Not looked at: whether data was lost. A ledger: in the scenario looks for acknowledged writes.");
    }

    @Test
    void whatBrokeFirstIsNotWhatBrokeMost() {
        Simulation simulation = new Simulation(Scenarios.scenario()
                .phases(5, 20, 20, 30)
                .latency("slow", 0, null)
                .slo("error_rate < 20% in every 2s")
                .build());
        boolean[] worse = new boolean[1];
        simulation.at(35, () -> worse[0] = true);
        simulation.system(
                world -> world.broken() && (worse[0] || world.request() % 2 == 0) ? Reply.error() : Reply.ok(20));
        RunResult run = simulation.run();
        ObjectiveResult slo = run.evaluation().objectives().stream()
                .filter(one -> one.role() == ObjectiveRole.SLO)
                .findFirst()
                .orElseThrow();
        assertThat(slo.window().from())
                .as("the worst window is in the second half of the fault")
                .isGreaterThan(slo.breached().get(0).from() + 5_000_000);
        assertThat(ReportBuilder.of(run).suggestedLessons())
                .contains("Broke first: error_rate < 20% in every 2s, in the window that begins right at the fault.");
    }

    @Test
    void whatTheFaultDoesNotChange() {
        ReportModel report = report(new Simulation(scenario().build()).system(world -> Reply.ok(20)));
        assertThat(report.behaviour())
                .hasSize(2)
                .satisfiesExactly(
                        latency -> assertThat(latency).startsWith("p95 stayed near 20"),
                        errors -> assertThat(errors).isEqualTo("No request failed from the fault on."));
        assertThat(report.suggestedLessons()).anyMatch(lesson -> lesson.startsWith("Least room: "));
    }

    @Test
    void whatIsNeverAnsweredAgainIsNotBack() {
        ReportModel report = report(new Simulation(scenario().build()).system(world -> {
            if (world.sinceFault() < 0) {
                return Reply.ok(20);
            }
            return world.sinceFault() < 3 ? Reply.ok(400) : Reply.error();
        }));
        assertThat(report.behaviour())
                .first()
                .asString()
                .startsWith("p95 rose from 20")
                .endsWith(" of the fault, and no request was answered after that.");
    }

    @Test
    void whatIsNotBackByTheEnd() {
        ReportModel report = report(new Simulation(scenario().build())
                .system(world -> Reply.ok(world.broken() || world.sinceFault() >= 0 ? 400 : 20)));
        assertThat(report.behaviour()).anyMatch(sentence -> sentence.endsWith(", and was not back by the end."));
    }

    @Test
    void aRunWithoutAFaultSaysNothing() {
        ReportModel report = report(new Simulation(scenario().build()).system(world -> Reply.error()));
        assertThat(report.behaviour()).isEmpty();
        assertThat(report.suggestedLessons()).isEmpty();
    }
}
