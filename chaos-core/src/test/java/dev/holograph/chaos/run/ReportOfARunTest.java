package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.FailureRows;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.report.ReportModel.FaultRow;
import dev.holograph.chaos.report.ReportModel.ObjectiveRow;
import dev.holograph.chaos.report.ReportModel.PhaseRow;
import dev.holograph.chaos.report.ReportModel.RecoveryRow;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader is told of runs whose truth is known. */
@Timeout(60)
class ReportOfARunTest {

    private static Scenarios latency() {
        return Scenarios.scenario()
                .latency("slow", 0, null)
                .ledger()
                .slo("error_rate < 1%", "p95(latency) < 1s", "recovery_time < 20s", "lost_writes = 0");
    }

    private static ReportModel report(Simulation simulation) {
        return ReportBuilder.of(simulation.run());
    }

    @Test
    void aPassHasNoReasonsAndAllItsFindings() {
        ReportModel report = report(new Simulation(latency().build()));

        assertThat(report.verdict()).isEqualTo("PASS");
        assertThat(report.reasons()).isEmpty();
        assertThat(report.otherFindings()).hasSize(5).allMatch(finding -> finding.startsWith("PASS: "));
        assertThat(report.recovery()).isEqualTo("recovery_time < 20s: the system was healthy again at once");
        assertThat(report.lostWrites()).startsWith("0 of ").contains("are lost");
        assertThat(report.load()).startsWith("simulated");
        assertThat(report.versions()).containsExactly("renderer: 1.0", "Tested with: a tool 1.0");
        assertThat(report.seed()).isEqualTo("42");
    }

    @Test
    void aBreachNamesObjectiveBoundAndMeasuredValueFirst() {
        ReportModel report = report(
                new Simulation(latency().build()).system(world -> world.broken() ? Reply.error() : Reply.ok(20)));

        assertThat(report.verdict()).isEqualTo("BREACH");
        assertThat(report.summary()).isEqualTo("The system did not do what it should: 1 objective does not hold.");
        assertThat(report.reasons()).singleElement().asString().contains("error_rate < 1%", "wanted < 1%");
        assertThat(report.otherFindings()).noneMatch(report.reasons().get(0)::contains);
    }

    @Test
    void eachObjectiveHasItsValueInEachPhase() {
        ReportModel report =
                report(new Simulation(latency().build()).system(world -> Reply.ok(world.broken() ? 700 : 20)));

        ObjectiveRow slow = report.objectives().stream()
                .filter(row -> row.objective().equals("p95(latency) < 1s"))
                .findFirst()
                .orElseThrow();
        assertThat(slow.role()).isEqualTo("slo");
        assertThat(slow.baseline()).matches("20(\\.0\\d)?ms");
        assertThat(slow.fault()).matches("70\\d(\\.\\d+)?ms");
        assertThat(slow.recovery()).matches("20(\\.0\\d)?ms");
        assertThat(slow.judged()).isEqualTo(slow.fault() + " (fault)");
        assertThat(slow.result()).isEqualTo("holds");
    }

    @Test
    void phasesFollowOneAnotherAndTheirRequestsAreCounted() {
        ReportModel report = report(
                new Simulation(latency().build()).system(world -> world.broken() ? Reply.error() : Reply.ok(20)));

        assertThat(report.phases())
                .extracting(PhaseRow::phase)
                .containsExactly("warm-up", "baseline", "fault", "recovery");
        assertThat(report.phases()).extracting(PhaseRow::began).startsWith("0.000s", "5.000s", "25.000s");
        assertThat(report.phases().get(1).requests()).isEqualTo("2000");
        assertThat(report.phases().stream()
                        .mapToInt(phase -> Integer.parseInt(phase.requests()))
                        .sum())
                .as("each is counted once")
                .isEqualTo(9500);
        assertThat(report.phases().get(1).errors()).isEqualTo("0");
        assertThat(Integer.parseInt(report.phases().get(2).errors())).isBetween(2900, 3100);
    }

    @Test
    void aFaultHasItsFourInstantsAndItsEvidence() {
        FaultRow fault = report(new Simulation(latency().build())).faults().get(0);

        assertThat(fault.name()).isEqualTo("slow");
        assertThat(fault.injectionRequested()).isEqualTo("25.000s");
        assertThat(fault.injectionConfirmed()).isEqualTo("25.300s");
        assertThat(fault.undoRequested()).isEqualTo("55.300s");
        assertThat(fault.undoConfirmed()).isEqualTo("55.500s");
        assertThat(fault.evidence()).anyMatch(line -> line.startsWith("observed: "));
    }

    @Test
    void ofSeveralFaultsAReaderSeesHowLongTheSystemTookToRecoverFromEach() {
        ReportModel report = report(new Simulation(Scenarios.scenario()
                        .phases(5, 20, 90, 40)
                        .latency("slow", 0, 10)
                        .kill("kill", 45, 30)
                        .slo("recovery_time < 15s")
                        .build())
                .system(world -> {
                    double second = world.request() / 100.0;
                    boolean sick = (second > 35.6 && second < 38) || (second > 75 && second < 99);
                    return sick ? Reply.error() : Reply.ok(20);
                }));

        assertThat(report.verdict()).isEqualTo("BREACH");
        assertThat(report.recovery())
                .isEqualTo("recovery_time < 15s: the system was not healthy again within 30s, when the next fault came,"
                        + " wanted < 15s (after kill (1 of 2)); each: after slow 2.6s,"
                        + " after kill (1 of 2) not before the next fault, after kill (2 of 2) 0ms;"
                        + " error_rate < 1% did not hold in 200 of 200 windows of 10s, last from 90.0s to 100.0s"
                        + " (90.2%, wanted < 1%); healthy in no window");
        assertThat(report.recoveries())
                .containsExactly(
                        new RecoveryRow("slow", "35.300s", "70.000s, the next fault", "2.6s"),
                        new RecoveryRow(
                                "kill (1 of 2)", "70.000s", "100.000s, the next fault", "not before the next fault"),
                        new RecoveryRow("kill (2 of 2)", "100.000s", "155.000s, the end", "0ms"));
        assertThat(report.faults())
                .extracting(FaultRow::name)
                .containsExactly("slow", "kill (1 of 2)", "kill (2 of 2)");
    }

    @Test
    void theChartShowsPhasesLatencyAndErrorsSecondBySecond() {
        List<String> chart = report(new Simulation(latency().build())
                        .system(world -> world.broken() ? Reply.error() : Reply.ok(20)))
                .chart();

        String phases = chart.get(0).substring("phase   ".length());
        String errors = chart.get(2).substring("errors  ".length());
        assertThat(phases).startsWith("w".repeat(5) + "b".repeat(20) + "F".repeat(30));
        assertThat(errors.substring(5, 25)).isEqualTo("·".repeat(20));
        assertThat(errors.substring(27, 54)).isEqualTo("█".repeat(27));
        assertThat(chart.get(4)).startsWith("one column a second; w warm-up");
    }

    @Test
    void lostWritesAreNamed() {
        Simulation simulation = new Simulation(latency().build());
        simulation.finder = ids -> Simulation.answer(ids.subList(0, 2), List.of());

        ReportModel report = report(simulation);

        assertThat(report.verdict()).isEqualTo("BREACH");
        assertThat(report.lostIds()).hasSize(2);
        assertThat(report.lostWrites()).startsWith("2 of ").doesNotContain("lost.ndjson");
    }

    @Test
    void ofManyLostWritesTheFirstAreNamedAndAllAreInAFile() {
        Simulation simulation = new Simulation(latency().build());
        simulation.finder = ids -> Simulation.answer(ids.subList(0, 101), List.of());

        ReportModel report = report(simulation);

        assertThat(report.lostIds()).hasSize(100).first().isEqualTo("run-1-0");
        assertThat(report.lostWrites())
                .startsWith("101 of ")
                .endsWith("The first 100 of them; all are in lost.ndjson in the run's folder.");
    }

    @Test
    void aRunThatWasStoppedSaysSoAndTellsWhatThereIs() {
        Simulation simulation = new Simulation(latency().build());
        simulation.at(40, () -> simulation.stop.request(Reason.INTERRUPTED, "the build was stopped by a signal"));

        ReportModel report = report(simulation);

        assertThat(report.verdict()).isEqualTo("INTERRUPTED");
        assertThat(report.summary()).isEqualTo("The run was stopped before its end; everything was undone.");
        assertThat(report.reasons()).contains("the build was stopped by a signal");
        assertThat(report.faults()).hasSize(1);
        assertThat(report.phases()).isNotEmpty();
    }

    @Test
    void aRunThatNeverStartedHasAReportToo() {
        Simulation simulation = new Simulation(latency().build());
        simulation.environmentProblem = "redis: port 6379 is in use";

        ReportModel report = report(simulation);

        assertThat(report.verdict()).isEqualTo("ERROR");
        assertThat(report.reasons()).anyMatch(reason -> reason.contains("port 6379 is in use"));
        assertThat(report.chart()).containsExactly("no load ever ran");
        assertThat(report.phases()).isEmpty();
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void aReaderSeesWhichOfSeveralRequestsFailed() {
        SeriesRecorder recorder = SeriesRecorder.of(latency().build());
        OutcomeSink load = recorder.forLoad("load");
        long at = Window.micros(Instant.EPOCH.plusSeconds(30));
        for (int i = 0; i < 3; i++) {
            load.forRequest("store").failed(at, 1000, FailureReason.status(405), null);
        }
        load.forRequest("look").failed(at, 1000, FailureReason.status(405), null);
        RunResult result = having(recorder);

        assertThat(FailureRows.sentences(result, 2))
                .containsExactly(
                        "requests failed: 3 × status 405 (request 'store'), from 30.0s to 30.0s",
                        "requests failed: 1 × status 405 (request 'look'), from 30.0s to 30.0s");
        assertThat(ReportBuilder.of(result, List.of(), 0).failures())
                .extracting(ReportModel.FailureRow::load)
                .containsExactly("load / store", "load / look");
    }

    @Test
    void aReaderSeesWhyRequestsFailed() {
        SeriesRecorder recorder = SeriesRecorder.of(latency().build());
        OutcomeSink load = recorder.forLoad("load");
        long at = Window.micros(Instant.EPOCH.plusSeconds(30));
        load.failed(at, 1000, FailureReason.status(415), "no `such` \\| type\nhere\u001b[1m " + "x".repeat(200));
        load.failed(at, 1000, FailureReason.status(415), null);
        load.failed(at, 1000, FailureReason.of(FailureReason.Kind.RESET), null);
        RunResult result = having(recorder);

        assertThat(ReportBuilder.of(result, List.of(), 0).failures())
                .first()
                .isEqualTo(new ReportModel.FailureRow(
                        "load",
                        "status 415",
                        "0",
                        "2",
                        "0",
                        "30.0s",
                        "30.0s",
                        "no `such` \\| type here " + "x".repeat(97) + " …"));
        assertThat(FailureRows.sentences(result, 1))
                .containsExactly("requests failed: 2 × status 415, from 30.0s to 30.0s");
    }

    /** A run with these samples. */
    private static RunResult having(SeriesRecorder recorder) {
        RunResult ran = new Simulation(latency().build()).run();
        Instant begin = Instant.EPOCH;
        RunTimes times = new RunTimes(
                begin, begin.plusSeconds(5), begin.plusSeconds(25), begin.plusSeconds(55), begin.plusSeconds(95));
        return new RunResult(
                ran.plan(),
                begin,
                begin.plusSeconds(100),
                times,
                recorder.finish(Window.micros(begin.plusSeconds(100))),
                List.of(),
                null,
                List.of(),
                ran.evaluation(),
                "k6",
                List.of(),
                List.of());
    }
}
