package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.PastRun.Value;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.report.ReportModel.TrendRow;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which earlier runs a run is held against, and what its report says of it. */
@Timeout(60)
class TrendOfARunTest {

    private static RunResult run(int millis) {
        return new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("p95(latency) < 1s", "recovery_time < 20s")
                        .build())
                .system(world -> Reply.ok(world.broken() ? millis : 20))
                .run();
    }

    private static PastRun hoursAway(PastRun like, int hours, String scenario, String engine, Result verdict) {
        return new PastRun(
                like.started().plusSeconds(hours * 3600L),
                "run" + hours,
                scenario,
                like.environment(),
                engine,
                null,
                verdict,
                like.values());
    }

    private static List<PastRun> past(PastRun like, int count) {
        List<PastRun> past = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            past.add(hoursAway(like, -i, like.scenario(), like.loadEngine(), Result.PASS));
        }
        return past;
    }

    @Test
    void aRunThatIsWorseThanThoseBeforeItIsMarked() {
        ReportModel report = ReportBuilder.of(run(700), past(PastRun.of(run(100), null), 12), 10);

        assertThat(report.trend())
                .isEqualTo("Compared with the last 10 runs of this scenario in this environment with simulated 1,"
                        + " oldest first.");
        TrendRow row = report.trendRows().stream()
                .filter(one -> one.objective().equals("p95(latency) < 1s"))
                .findFirst()
                .orElseThrow();
        assertThat(row.mark()).matches("REGRESSION \\+(599|600|601)%");
        assertThat(row.earlier().split(", ")).hasSize(10);
        assertThat(report.trendRows()).filteredOn(one -> !one.equals(row)).allMatch(one -> one.mark()
                .isEmpty());
    }

    private static RunResult runOf(String definition) {
        return new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("p95(latency) < 1s")
                        .definition(definition)
                        .build())
                .system(world -> Reply.ok(20))
                .run();
    }

    /** Of an older line nobody knows the text; that is compared. */
    @Test
    void runsFromBeforeAChangeOfTheScenarioAreNotComparedAndTheReportSaysSo() {
        RunResult result = runOf("new text");
        PastRun old = PastRun.of(runOf("old text"), null);
        PastRun same = PastRun.of(result, null);
        List<PastRun> history = List.of(
                new PastRun(
                        same.started().minusSeconds(3),
                        "old",
                        same.scenario(),
                        same.environment(),
                        same.loadEngine(),
                        null,
                        Result.PASS,
                        old.values(),
                        "old text"),
                new PastRun(
                        same.started().minusSeconds(2),
                        "same",
                        same.scenario(),
                        same.environment(),
                        same.loadEngine(),
                        null,
                        Result.PASS,
                        same.values(),
                        "new text"),
                hoursAway(same, -1, same.scenario(), same.loadEngine(), Result.PASS));

        ReportModel report = ReportBuilder.of(result, history, 10);

        assertThat(old.definition()).isEqualTo("old text");
        assertThat(report.trend())
                .startsWith("Compared with the last 2 runs of this scenario")
                .endsWith(" Not compared with 1 earlier run, since the scenario has been changed.");
    }

    @Test
    void onlyTheSameExperimentBeforeThisRunThatMeasuredSomethingCounts() {
        RunResult result = run(100);
        PastRun run = PastRun.of(result, null);
        List<PastRun> history = List.of(
                run,
                hoursAway(run, 1, run.scenario(), run.loadEngine(), Result.PASS),
                hoursAway(run, -1, "other", run.loadEngine(), Result.PASS),
                hoursAway(run, -1, run.scenario(), "k6 2.2.0", Result.PASS),
                hoursAway(run, -1, run.scenario(), run.loadEngine(), Result.NOT_PROVEN),
                hoursAway(run, -1, run.scenario(), run.loadEngine(), Result.ERROR));

        ReportModel report = ReportBuilder.of(result, history, 10);

        assertThat(report.trend()).startsWith("There is no earlier run ");
        assertThat(report.trendRows()).isEmpty();
    }

    @Test
    void anObjectiveThatEarlierRunsDidNotHaveHasADash() {
        RunResult result = run(100);
        PastRun run = PastRun.of(result, null);
        PastRun without = new PastRun(
                run.started().minusSeconds(9),
                "old",
                run.scenario(),
                run.environment(),
                run.loadEngine(),
                null,
                Result.BREACH,
                run.values().stream()
                        .filter(value -> !value.objective().startsWith("p95"))
                        .toList());

        ReportModel report = ReportBuilder.of(result, List.of(without), 10);

        assertThat(report.trend()).contains("the earlier run of", "under 5 regressions are not looked for");
        assertThat(report.trendRows().get(0)).isEqualTo(new TrendRow("verdict", "", "BREACH", "–", "PASS", ""));
        assertThat(report.trendRows())
                .filteredOn(row -> row.objective().contains("p95"))
                .allMatch(row -> row.earlier().equals("–") && row.median().equals("–"));
    }

    @Test
    void theValuesAreThoseThatTheRunIsJudgedBy() {
        PastRun run = PastRun.of(run(700), null);

        assertThat(run.values()).extracting(Value::objective).contains("p95(latency) < 1s", "recovery_time < 20s");
        Value latency = run.values().stream()
                .filter(value -> value.objective().startsWith("p95"))
                .findFirst()
                .orElseThrow();
        assertThat(latency.value()).isBetween(699.0, 701.0);
    }
}
