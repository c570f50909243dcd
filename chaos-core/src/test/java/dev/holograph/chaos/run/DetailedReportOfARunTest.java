package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.DetailedReport.Figure;
import dev.holograph.chaos.report.DetailedReport.ObjectiveDetail;
import dev.holograph.chaos.report.DetailedReportBuilder;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.FaultBand;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.LongRun;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a detailed report shows of runs whose truth is known. */
@Timeout(60)
class DetailedReportOfARunTest {

    private static Scenarios scenario() {
        return Scenarios.scenario()
                .latency("slow", 0, null)
                .ledger()
                .slo("error_rate < 1%", "p99(latency) < 1s in every 10s", "p95(latency) < 3x baseline");
    }

    private static DetailedReport report(RunResult run) {
        return DetailedReportBuilder.of(run, List.of(), 10, List.of());
    }

    private static Timeline timeline(RunResult run) {
        return Objects.requireNonNull(report(run).timeline(), "timeline");
    }

    private static Panel panel(Timeline timeline, String title) {
        return timeline.panels().stream()
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static RunResult slow() {
        return new Simulation(scenario().build())
                .system(world -> Reply.ok(world.broken() ? 1700 : 20))
                .run();
    }

    @Test
    void theTimelineHasPhasesTheFourInstantsOfAFaultAndRecovery() {
        Timeline timeline = timeline(slow());

        assertThat(timeline.length()).isCloseTo(95, within(0.3));
        assertThat(timeline.phases())
                .extracting(Band::name)
                .containsExactly("warm-up", "baseline", "fault", "recovery");
        assertThat(timeline.phases().get(2).from()).isEqualTo(25);
        FaultBand fault = timeline.faults().get(0);
        assertThat(fault.requested()).isEqualTo(25);
        assertThat(fault.confirmed()).isCloseTo(25.3, within(1e-9));
        assertThat(fault.undoRequested()).isCloseTo(55.3, within(1e-9));
        assertThat(fault.undone()).isCloseTo(55.5, within(1e-9));
        assertThat(timeline.recoveries().get(0).from()).isCloseTo(55.3, within(1e-9));
        assertThat(timeline.recoveries().get(0).isSeen()).isTrue();
    }

    @Test
    void linesAreTheSecondsOfTheRun() {
        Timeline timeline = timeline(slow());

        double[] p95 = panel(timeline, "Latency").lines().get(1).values();
        assertThat(p95).hasSize(timeline.columns());
        assertThat(p95[10]).isCloseTo(20, within(0.1));
        assertThat(p95[40]).isCloseTo(1700, within(2.0));
        assertThat(p95[80]).isCloseTo(20, within(0.1));
        assertThat(panel(timeline, "Throughput").lines().get(0).values()[40]).isEqualTo(100);
        assertThat(panel(timeline, "Error rate").lines().get(0).values()[40]).isZero();
    }

    @Test
    void windowsInWhichAnObjectiveIsBreachedAreMarkedWhereItsIndicatorIs() {
        Timeline timeline = timeline(slow());

        assertThat(panel(timeline, "Latency").breaches())
                .extracting(Band::name)
                .containsExactlyInAnyOrder("p99(latency) < 1s in every 10s", "p95(latency) < 3x baseline");
        Band sliding = panel(timeline, "Latency").breaches().stream()
                .filter(band -> band.name().startsWith("p99"))
                .findFirst()
                .orElseThrow();
        assertThat(sliding.from()).isCloseTo(25, within(0.2));
        assertThat(sliding.to()).isCloseTo(55.5, within(0.2));
        assertThat(panel(timeline, "Error rate").breaches()).isEmpty();
    }

    @Test
    void onlyTheBadPartOfASlidingObjectiveIsMarked() {
        Timeline timeline = timeline(new Simulation(scenario().build())
                .system(world -> Reply.ok(world.request() / 100 >= 40 && world.request() / 100 < 42 ? 1700 : 20))
                .run());

        Band bad = panel(timeline, "Latency").breaches().get(0);
        assertThat(bad.from()).isBetween(29.0, 33.0);
        assertThat(bad.to()).isBetween(50.0, 52.5);
    }

    @Test
    void aRelativeBoundHasItsLimitMarginAndInterval() {
        List<ObjectiveDetail> objectives = report(slow()).objectives();

        ObjectiveDetail relative = objectives.get(objectives.size() - 1);
        assertThat(relative.bound()).startsWith("< 60").contains("relative to the baseline");
        assertThat(relative.margin()).startsWith("-1.6");
        assertThat(relative.isGood()).isFalse();
        ObjectiveDetail absolute = objectives.get(1);
        assertThat(absolute.name()).isEqualTo("error_rate < 1%");
        assertThat(absolute.margin()).isEqualTo("1%");
        assertThat(absolute.interval()).isEmpty();
    }

    @Test
    void theFirstFiguresSayWhatHeldFailedCameBackAndWasLost() {
        DetailedReport report = report(slow());

        assertThat(report.figures())
                .extracting(Figure::name)
                .containsExactly("Objectives that hold", "Failed under the fault", "Healthy again", "Lost writes");
        assertThat(report.figures().get(0)).isEqualTo(new Figure("Objectives that hold", "2", "of 4", true));
        assertThat(report.figures().get(2).value()).isEqualTo("at once");
    }

    @Test
    void aRunThatWasEndedEarlyShowsWhatThereWasOfIt() {
        Simulation early = new Simulation(scenario().build());
        early.at(30, () -> early.stop.request(Reason.INTERRUPTED, "a signal"));
        DetailedReport report = report(early.run());

        Timeline timeline = Objects.requireNonNull(report.timeline(), "timeline");
        assertThat(timeline.length()).isBetween(30.0, 41.0);
        assertThat(timeline.faults()).hasSize(1);
        assertThat(timeline.recoveries()).isEmpty();
        assertThat(report.figures().get(0).note()).isEqualTo("of 4; 3 not judged");
    }

    @Test
    void aRunThatNeverHadAnyLoadHasNoTimeline() {
        Simulation noStart = new Simulation(scenario().build());
        noStart.environmentProblem = "redis: port 6379 is in use";

        assertThat(report(noStart.run()).timeline()).isNull();
    }

    @Test
    void aLongRunHasColumnsOfSeveralSecondsWithTheWorstOfEach() {
        Timeline timeline = timeline(LongRun.result());

        assertThat(timeline.step()).isEqualTo(2);
        assertThat(timeline.columns()).isEqualTo(1800);
        assertThat(timeline.panels()).hasSize(3 + 20 + 2);
        assertThat(timeline.panels().subList(0, 3))
                .extracting(Panel::title)
                .containsExactly("Latency", "Error rate", "Throughput");
        assertThat(timeline.panels().subList(3, 5))
                .allMatch(panel -> !panel.breaches().isEmpty());
        assertThat(panel(timeline, "front").lines().get(0).values()[600])
                .as("a probe of no objective")
                .isBetween(420.0, 480.0);
        double[] throughput = panel(timeline, "Throughput").lines().get(0).values();
        assertThat(Arrays.stream(throughput)
                        .filter(value -> !Double.isNaN(value))
                        .min()
                        .orElseThrow())
                .isLessThan(97);
    }

    @Test
    void valuesOfAProbeThatAsksSeldomBelongTogether() {
        double none = Double.NaN;

        assertThat(new Timeline.Line("all", new double[] {1, 2, 3, 4}, false).spacing())
                .isEqualTo(1);
        assertThat(new Timeline.Line("seldom", new double[] {1, none, 2, none, 3, none, none, none, 4, none, 5}, false)
                        .spacing())
                .isEqualTo(2);
        assertThat(new Timeline.Line("none", new double[] {none, none}, false).spacing())
                .isEqualTo(1);
    }

    @Test
    void whatToTypeIsOneCommandWhateverTheNames() {
        DetailedReport report = report(slow());

        assertThat(report.again())
                .extracting(DetailedReport.Command::text)
                .containsExactly("mvn chaos:run -Dscenario=test -Dchaos.seed=42", "mvn chaos:report -Dchaos.run=run-1");
    }
}
