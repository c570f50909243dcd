package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.scenario.Feasibility;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.ProbeProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs in which no request counts: without a load, or with one that only its script knows. */
@Timeout(60)
class UncountedRequestsTest {

    private static Scenarios probed() {
        return Scenarios.scenario()
                .noLoad()
                .probe("front", Duration.ofSeconds(1))
                .latency("slow", 0, null)
                .steadyState("p50(front) < 100ms")
                .slo("max(front) < 3s", "recovery_time < 20s");
    }

    /** @param latency in ms by the second after the start of the run; negative: no answer at all */
    private static Simulation simulation(Scenarios scenario, IntToDoubleFunction latency) {
        Simulation simulation = new Simulation(scenario.build());
        simulation.probes = List.of(new ProbeProvider() {
            @Override
            public Class<ProbeQuery.Http> query() {
                return ProbeQuery.Http.class;
            }

            @Override
            public RunningProbe start(
                    Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress) {
                long now = simulation.clock.now().toEpochMilli() * 1000;
                for (int second = 0; second < 100; second++) {
                    if (latency.applyAsDouble(second) >= 0) {
                        sink.sample(
                                probe.latency(), Map.of(), now + second * 1_000_000L, latency.applyAsDouble(second));
                    }
                }
                return deadline -> {};
            }
        });
        return simulation;
    }

    @Test
    void withoutALoadTheProbesTell() {
        Simulation simulation = simulation(probed(), second -> second < 25 || second > 60 ? 20 : 2000);
        RunResult result = simulation.run();

        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(simulation.log).doesNotContain("load starts").contains("FAULT_UNDONE slow");
        assertThat(result.loadEngine()).isEqualTo("none");
        assertThat(ReportBuilder.of(result).chart()).singleElement().asString().startsWith("no request was counted");
    }

    @Test
    void aSlowAnswerIsABreach() {
        RunResult result =
                simulation(probed(), second -> second == 40 ? 4000 : 20).run();
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
    }

    @Test
    void withoutAnAnswerUnderTheFaultNothingIsProven() {
        RunResult result = simulation(probed(), second -> second < 25 || second > 60 ? 20 : -1)
                .run();
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void withoutASteadyStateNothingIsBroken() {
        Simulation simulation = simulation(probed(), second -> 500);
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(simulation.log).doesNotContain("FAULT_INTENDED slow");
    }

    @Test
    void whatNoLoadCanTellIsRefused() {
        Scenario none =
                probed().slo("error_rate < 1%", "lost_writes = 0").ledger().build();
        assertThat(messages(none))
                .containsExactly(
                        "scenarios/test.yaml:1:1: 'error_rate < 1%' needs requests with a due time, and no load here"
                                + " has any; take what a probe hears, such as fraction(front_ok) for a probe"
                                + " named front",
                        "scenarios/test.yaml:1:1: lost_writes needs a load whose answers acknowledge; add `id:"
                                + " /json/pointer` to http:");

        Scenario observed = Scenarios.scenario()
                .observed("checkout.js")
                .latency("slow", 0, null)
                .steadyState("p95(latency) < 1s")
                .effect("p95(http_req_duration) > 1s")
                .slo("throughput > 3/s", "fraction(http_req_failed) < 1%")
                .build();
        assertThat(messages(observed))
                .hasSize(2)
                .allMatch(message -> message.contains("p95(http_req_duration)"))
                .anyMatch(message -> message.contains("'throughput > 3/s' needs requests with a due time"));
    }

    private static List<String> messages(Scenario scenario) {
        return Feasibility.of(scenario).stream().map(Violation::message).toList();
    }
}
