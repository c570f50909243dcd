package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.history.HistoryFile;
import dev.holograph.chaos.adapters.report.MarkdownReport;
import dev.holograph.chaos.adapters.report.junit.JunitReport;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.report.ReportModel.ObjectiveRow;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever tells of a run tells the same value, window and status of each objective. */
class OneEvaluationTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final int RATE = 50;

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void verdictMarkdownJunitHistoryAndTrendHoldTheSame(@ForAll long seed) throws IOException {
        RunResult run = run(new SplittableRandom(seed));
        PastRun past = remembered(PastRun.of(run, null));
        ReportModel report = ReportBuilder.of(run, List.of(earlier(past)), 10);
        String markdown = markdown(report);
        String junit = junit(run);
        assertThat(run.verdict().result()).isEqualTo(run.evaluation().result());
        assertThat(past.verdict()).isEqualTo(run.evaluation().result());

        for (ObjectiveResult one : run.evaluation().objectives()) {
            String name = one.objective().name();
            Finding finding = finding(run, one);
            String measured = finding.measured();
            Double value = one.value();
            assertThat(finding.result()).isEqualTo(one.result());
            ObjectiveRow row = row(report, one);
            if (value == null) {
                assertThat(past.values()).noneMatch(kept -> isOf(kept, one));
            } else {
                String shown = new Quantity(value, one.objective().indicator().dimension()).toString();
                assertThat(measured).as(name).isEqualTo(shown);
                assertThat(row.judged()).isEqualTo(shown + " (" + finding.when() + ")");
                assertThat(markdown).contains("| " + row.judged() + " |");
                if (one.role() != ObjectiveRole.EFFECT) {
                    assertThat(past.values())
                            .filteredOn(kept -> isOf(kept, one))
                            .singleElement()
                            .satisfies(kept -> assertThat(kept.value()).isEqualTo(value));
                    assertThat(report.trendRows())
                            .filteredOn(trend -> trend.role().equals(one.role().key())
                                    && trend.objective().equals(name))
                            .singleElement()
                            .satisfies(trend -> assertThat(trend.now()).isEqualTo(shown));
                }
            }
            if (name.contains("in every") && value != null) {
                double from = (one.window().from() - START) / 1e6;
                assertThat(finding.when()).endsWith(String.format(Locale.ROOT, "worst window from %.1fs", from));
            }
            assertThat(markdown).contains(finding.sentence());
            assertThat(junit).contains(xml(one.role().key() + ": " + name)).contains(xml(finding.sentence()));
        }
    }

    private static boolean isOf(PastRun.Value kept, ObjectiveResult one) {
        return kept.role().equals(one.role().key())
                && kept.objective().equals(one.objective().name());
    }

    private static Finding finding(RunResult run, ObjectiveResult one) {
        return run.verdict().findings().stream()
                .filter(found -> found.role() == one.role()
                        && found.subject().equals(one.objective().name()))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectiveRow row(ReportModel report, ObjectiveResult one) {
        return report.objectives().stream()
                .filter(row -> row.role().equals(one.role().key())
                        && row.objective().equals(one.objective().text()))
                .findFirst()
                .orElseThrow();
    }

    private static PastRun remembered(PastRun run) throws IOException {
        Path file = Files.createTempFile("history", ".ndjson");
        HistoryFile history = new HistoryFile(file, told -> {});
        history.append(run);
        PastRun read = history.read().get(0);
        Files.delete(file);
        return read;
    }

    private static PastRun earlier(PastRun run) {
        return new PastRun(
                run.started().minusSeconds(3600),
                "before",
                run.scenario(),
                run.environment(),
                run.loadEngine(),
                null,
                Result.PASS,
                run.values());
    }

    private static String markdown(ReportModel report) throws IOException {
        Path file = Files.createTempFile("ChaosReport", ".md");
        Files.delete(file);
        new MarkdownReport().write(file, report);
        String text = Files.readString(file);
        Files.delete(file);
        return text;
    }

    private static String junit(RunResult run) throws IOException {
        Path file = Files.createTempFile("TEST-chaos", ".xml");
        JunitReport.write(file, List.of(run), true, "ChaosReport.md");
        String text = Files.readString(file).replace("&quot;", "\"").replace("&gt;", ">");
        Files.delete(file);
        return text;
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Warm-up from 0 s, baseline from 5 s, fault from 20 s, recovery from 40 s, end at 70 s. */
    private static RunResult run(SplittableRandom random) {
        Scenario scenario = Scenarios.scenario()
                .rate(RATE)
                .latency("slow", 0, null)
                .steadyState("error_rate < 10%", "throughput > 30/s")
                .effect("p50(latency) > 10ms")
                .recovery(5, 5)
                .slo(
                        "throughput > 43/s in every 5s",
                        "throughput >= 45/s",
                        "error_rate < 9% in every 4s",
                        "error_rate < max(3x baseline, 1%)",
                        "p75(latency) < 160ms in every 3s",
                        "p90(latency) < baseline + 70ms",
                        "max(latency) < 1s during recovery",
                        "mean(latency) < 90ms",
                        "recovery_time < 20s")
                .build();
        SeriesRecorder recorder = SeriesRecorder.of(scenario);
        recorder.injecting("slow", true, () -> at(20));
        recorder.undone("slow", at(40));
        OutcomeSink load = recorder.forLoad("load");
        double missedFrom = 20 + random.nextDouble(15);
        double sickFrom = 20 + random.nextDouble(25);
        int missed = random.nextInt(30);
        int sick = random.nextInt(30);
        for (int number = 0; number < 70 * RATE; number++) {
            double at = number / (double) RATE;
            if (at > missedFrom && at < missedFrom + 6 && random.nextInt(100) < missed) {
                continue;
            }
            long due = START + Math.round(at * 1e6);
            boolean fails = random.nextInt(100) < (at > sickFrom && at < sickFrom + 6 ? sick : 2);
            load.due(due);
            load.outcome(due, fails ? Outcome.FAILED : Outcome.OK, 20_000 + random.nextInt(150_000));
        }
        RunTimes times = new RunTimes(at(0), at(5), at(20), at(40), at(70));
        FaultRecord fault = new FaultRecord(
                "slow", "slows it", true, at(20), at(20), at(40), at(40), List.of(Evidence.observed("seen")), null);
        RunObservations observed = new RunObservations(
                scenario, recorder.finish(START + 100_000_000), times, List.of(fault), null, List.of());
        Plan plan = new Plan("run-1", 42, scenario, environment(), List.of());
        return new RunResult(
                plan,
                at(0),
                at(70),
                times,
                observed.series(),
                observed.faults(),
                null,
                List.of(),
                Evaluation.of(observed),
                "simulated 1",
                List.of(),
                List.of());
    }

    private static Environment environment() {
        Location location = new Location("environments/test.yaml", 1, 1);
        return new Environment(
                "test",
                "environments/test.yaml",
                "A test",
                List.of(),
                Map.of(),
                Map.of(),
                new Environment.DriverChoice("simulated", location),
                null);
    }

    private static Instant at(int second) {
        return Window.instant(START + second * 1_000_000L);
    }
}
