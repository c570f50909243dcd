package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import dev.holograph.chaos.slo.WindowResult.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestIndicatorEvaluatorTest {

    private static Status status(String slo, long good, long bad, Answer badAnswer) {
        Scenario scenario = Scenarios.scenario().slo(slo).build();
        Objective objective = scenario.slo().get(0);
        Samples samples = new Samples();
        samples.steady(0, good / 1000.0, 1000, Answer.ok(10));
        samples.steady(0, bad / 1000.0, 1000, badAnswer);
        return new WindowEvaluator(
                        LatencyBounds.of(scenario), samples.series(scenario)::over, null, PlannedRequests.NONE)
                .evaluate(objective, Samples.window(0, 10))
                .status();
    }

    @ParameterizedTest
    @CsvSource({"p50, 5", "p90, 29", "p95, 59", "p99, 299", "p99.9, 2995"})
    void aPercentileNeedsSoManySamples(String percentile, long needed) {
        String slo = percentile + "(latency) < 1s";
        Indicator indicator = Scenarios.scenario().slo(slo).build().slo().get(0).indicator();
        assertThat(((Indicator.Percentile) indicator).neededSamples()).isEqualTo(needed);
        assertThat(status(slo, needed - 1, 0, Answer.failed())).isEqualTo(Status.TOO_FEW);
        assertThat(status(slo, needed, 0, Answer.failed())).isEqualTo(Status.HOLDS);
    }

    @ParameterizedTest
    @CsvSource({"1%, 300", "5%, 60", "0.5%, 600", "50%, 6"})
    void aFractionNeedsThreeOverItsBound(String bound, long needed) {
        assertThat(status("error_rate < " + bound, needed - 1, 0, Answer.failed()))
                .isEqualTo(Status.TOO_FEW);
        assertThat(status("error_rate < " + bound, needed, 0, Answer.failed())).isEqualTo(Status.HOLDS);
    }

    @ParameterizedTest
    @CsvSource({"94, 6, BREACHED", "95, 5, HOLDS", "190, 10, HOLDS", "189, 11, BREACHED"})
    void exactlyFivePercentMayLieBeyondAP95(long good, long bad, Status expected) {
        assertThat(status("p95(latency) < 250ms", good, bad, Answer.ok(250))).isEqualTo(expected);
        assertThat(status("p95(latency) <= 250ms", good, bad, Answer.ok(250))).isEqualTo(Status.HOLDS);
        assertThat(status("p95(latency) <= 250ms", good, bad, Answer.ok(250.001)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"p95(latency) < 8s, UNDECIDED", "p95(latency) < 5s, BREACHED", "p90(latency) < 8s, HOLDS"})
    void requestsGivenUpBeforeTheBoundLeaveItUndecided(String slo, Status expected) {
        assertThat(status(slo, 94, 6, Answer.unsent(5000))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "mean(latency) < 2s, UNDECIDED",
        "mean(latency) < 100ms, BREACHED",
        "mean(latency) > 100ms, HOLDS",
        "mean(latency) > 2s, UNDECIDED",
        "max(latency) < 20s, UNDECIDED",
        "max(latency) < 5s, BREACHED",
        "min(latency) < 20s, HOLDS",
    })
    void aMeanOrMaximumWithRequestsThatWereGivenUpIsALowerLimit(String slo, Status expected) {
        assertThat(status(slo, 90, 10, Answer.timedOut())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"10, 3, BREACHED", "10, 2, TOO_FEW"})
    void fewSamplesAreABreachIfNoMissingOneCouldMendIt(long good, long bad, Status expected) {
        assertThat(status("p95(latency) < 250ms", good, bad, Answer.ok(300))).isEqualTo(expected);
    }
}
