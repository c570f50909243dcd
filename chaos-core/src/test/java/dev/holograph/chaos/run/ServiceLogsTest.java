package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.report.ReportModel.ServiceRow;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Verdict;
import dev.holograph.chaos.spi.LogSink;
import dev.holograph.chaos.spi.LogSink.Level;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ServiceLogsTest {

    private final ServiceLogs logs = new ServiceLogs(UnaryOperator.identity());

    private static void print(LogSink sink, String line) {
        sink.line("renderer", "renderer.log", Level.ERROR, line);
    }

    @Test
    void linesThatDifferInNumbersAreCountedTogetherByPhase() {
        print(logs.during(Phase.BASELINE), "12:00:01 ERROR frame 7f3a-01 is late by 12 ms");
        print(logs.during(Phase.FAULT), "12:00:31 ERROR frame 99bc-02 is late by 1200 ms");
        print(logs.during(Phase.FAULT), "12:00:32 ERROR frame 1 is late by 3 ms");
        print(logs.during(Phase.FAULT), "12:00:33 ERROR Redis is gone");
        assertThat(logs.all())
                .containsExactly(new ServiceLog(
                        "renderer",
                        "renderer.log",
                        List.of(
                                new ServiceLog.Line(
                                        true,
                                        "12:00:01 ERROR frame 7f3a-01 is late by 12 ms",
                                        Map.of(Phase.BASELINE, 1L, Phase.FAULT, 2L)),
                                new ServiceLog.Line(true, "12:00:33 ERROR Redis is gone", Map.of(Phase.FAULT, 1L))),
                        0));
    }

    @Test
    void whatIsKeptIsBounded() {
        for (int i = 0; i < 70; i++) {
            print(logs.during(Phase.FAULT), "ERROR " + "a".repeat(i + 1) + " " + "x".repeat(1000));
        }
        ServiceLog log = logs.all().get(0);
        assertThat(log.lines()).hasSize(50).allSatisfy(line -> assertThat(line.text())
                .hasSize(502));
        assertThat(log.others()).isEqualTo(20);
    }

    /** Other services can carry the load so well that no objective shows it. */
    @Test
    void aServiceThatEndedByItselfIsAWarning() {
        Simulation simulation = new Simulation(Scenarios.scenario()
                .phases(5, 20, 20, 20)
                .latency("slow", 0, null)
                .slo("error_rate < 1%")
                .build());
        simulation.at(30, () -> simulation.unexpectedEnds.add("service 'worker' ended by itself with exit code 3"));
        Verdict verdict = simulation.run().verdict();

        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.WARN);
        assertThat(verdict.decisive())
                .extracting(Finding::sentence)
                .containsExactly("service 'worker' ended by itself with exit code 3");
    }

    @Test
    void aRunTellsWhatItsServicesSaidInEachPhase() {
        Simulation simulation = new Simulation(Scenarios.scenario()
                .phases(5, 20, 20, 20)
                .latency("slow", 0, null)
                .slo("error_rate < 1%")
                .build());
        simulation.at(3, () -> simulation.printed.add("ERROR while it warms up"));
        simulation.at(30, () -> simulation.printed.add("ERROR no answer, password=hunter22"));
        simulation.at(50, () -> simulation.printed.add("ERROR no answer, password=hunter23"));
        RunResult result = simulation.run();

        assertThat(result.services().get(0).lines())
                .extracting(ServiceLog.Line::text, ServiceLog.Line::perPhase)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ERROR no answer, password=***", Map.of(Phase.FAULT, 1L, Phase.RECOVERY, 1L)),
                        org.assertj.core.groups.Tuple.tuple("ERROR while it warms up", Map.of(Phase.WARMUP, 1L)));
        assertThat(ReportBuilder.of(result).services())
                .containsExactly(new ServiceRow(
                        "renderer",
                        "renderer.log",
                        List.of(new ServiceRow.Line("ERROR", "ERROR no answer, password=***", "0", "1", "1")),
                        ""));
    }
}
