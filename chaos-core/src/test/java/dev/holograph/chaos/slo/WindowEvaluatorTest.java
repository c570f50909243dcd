package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.WindowResult.Status;
import org.junit.jupiter.api.Test;

/** What is asked every second while a run lasts, and what is asked of thousands of windows, comes from counts alone. */
class WindowEvaluatorTest {

    private static final Window STRETCH = Samples.window(0, 30);

    private static WindowEvaluator withoutLatencies(Scenario scenario) {
        Series series = new Samples().steady(0, 30, 100, Samples.Answer.ok(20)).series(scenario);
        SampleSource source = window -> {
            WindowStats stats = series.over(window);
            return new WindowStats(
                    window,
                    stats.due(),
                    stats.open(),
                    stats.border(),
                    stats.ok(),
                    stats.failed(),
                    stats.timedOut(),
                    stats.unsent(),
                    stats.latencySum(),
                    stats.beyond(),
                    () -> {
                        throw new IllegalStateException("latencies are merged");
                    });
        };
        return new WindowEvaluator(series.thresholds(), source, null, PlannedRequests.NONE);
    }

    @Test
    void anAbortConditionThatDoesNotHoldMergesNoLatencies() {
        Scenario scenario =
                Scenarios.scenario().abortIf("p95(latency) > 1s in any 5s").build();
        Objective objective = scenario.abortIf().get(0);
        assertThat(withoutLatencies(scenario).anyHolding(objective, 5_000_000, STRETCH))
                .isNull();
    }

    @Test
    void oneThatHoldsTellsItsValue() {
        Scenario scenario =
                Scenarios.scenario().abortIf("p95(latency) > 10ms in any 5s").build();
        Objective objective = scenario.abortIf().get(0);
        assertThatThrownBy(() -> withoutLatencies(scenario).anyHolding(objective, 5_000_000, STRETCH))
                .hasMessage("latencies are merged");
    }

    @Test
    void aSteadyStateIsSeenWithoutMergingLatencies() {
        Scenario scenario =
                Scenarios.scenario().steadyState("p95(latency) < 250ms").build();
        Objective objective = scenario.steadyState().get(0);
        assertThat(withoutLatencies(scenario).status(objective, STRETCH)).isEqualTo(Status.HOLDS);
    }
}
