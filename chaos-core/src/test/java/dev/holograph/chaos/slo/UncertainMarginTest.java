package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A margin that the run itself cannot tell from none warns; it never fails a build, nor saves one. */
class UncertainMarginTest {

    private final Random random = new Random(11);

    private Answer noisy(double millis) {
        return Answer.ok(millis * Math.exp(0.3 * random.nextGaussian()));
    }

    private Finding slo(String slo, double underTheFault) {
        return slo(new Observations(Scenarios.scenario().slo(slo).build())
                .steady(0, 25, 100, number -> noisy(100))
                .steady(25, 55.5, 100, number -> noisy(underTheFault))
                .steady(55.5, 95, 100, number -> noisy(100)));
    }

    private static Finding slo(Observations run) {
        return run.lasting(25, 25.3, 55.3, 55.5).judge().findings().stream()
                .filter(finding -> finding.role() == ObjectiveRole.SLO)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPassWithinTheUncertaintyWarns() {
        Finding finding = slo("p95(latency) < 2x baseline", 198);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.WARN);
        assertThat(finding.sentence())
                .matches(".* holds: [\\d.]+ms; its margin is [\\d.]+ms, within the measurement's own uncertainty:"
                        + " -[\\d.]+ms to [\\d.]+ms with 95 % confidence");
    }

    @Test
    void aPassFarFromItsBoundIsOneAndSaysByHowMuch() {
        Finding finding = slo("p95(latency) < 2x baseline", 120);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.PASS);
        assertThat(finding.sentence())
                .matches(".*; its margin is [\\d.]+ms, [\\d.]+ms to [\\d.]+ms with 95 % confidence");
    }

    @Test
    void aBreachStaysOneHoweverNear() {
        Finding finding = slo("p95(latency) < 2x baseline", 202);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.BREACH);
        assertThat(finding.sentence()).contains("its margin is -", "within the measurement's own uncertainty");
    }

    @Test
    void whatMustBeMoreIsMeasuredTheOtherWayRound() {
        assertThat(slo("mean(latency) > 1.5x baseline", 153).result()).isEqualTo(Result.WARN);
        assertThat(slo("mean(latency) > 1.5x baseline", 190).result()).isEqualTo(Result.PASS);
    }

    @Test
    void ofTheWorstOfManyWindowsItIsToldHowSmallTheMarginMayBe() {
        Finding finding = slo("p50(latency) < baseline + 100ms in every 5s", 120);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.PASS);
        assertThat(finding.sentence()).matches(".*; its margin is [\\d.]+ms, [\\d.]+ms or more with 97.5 % confidence");
    }

    @Test
    void theWorstOfManyWindowsIsNotExact() {
        String slo = "p95(latency) < 2x baseline in every 5s";
        Finding whole = slo("p95(latency) < 2x baseline", 178);
        Finding finding = slo(slo, 178);
        assertThat(whole.result()).as("%s", whole).isEqualTo(Result.PASS);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.WARN);
        assertThat(finding.sentence())
                .matches(".*, within the measurement's own uncertainty: -[\\d.]+ms or more with 97.5 % confidence");
    }

    @Test
    void aBreachOfTheWorstWindowSaysNothingOfLuck() {
        Finding finding = slo("p95(latency) < 2x baseline in every 5s", 202);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.BREACH);
        assertThat(finding.sentence()).contains("its margin is -").doesNotContain("own uncertainty");
    }

    @Test
    void anAbsoluteBoundIsDecidedByCountingAlone() {
        Finding finding = slo("p95(latency) < 334ms", 200);
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.PASS);
        assertThat(finding.sentence()).doesNotContain("margin");
    }

    @Test
    void fewIndependentSecondsGiveNoInterval() {
        String slo = "p95(latency) < 2x baseline";
        Finding finding = slo(new Observations(Scenarios.scenario().slo(slo).build())
                .steady(0, 95, 100, number -> noisy(100 * (1 + 0.9 * Math.sin(number / 100.0 / 40 * 2 * Math.PI)))));
        assertThat(finding.result()).as("%s", finding).isEqualTo(Result.PASS);
        assertThat(finding.sentence())
                .contains("without an interval")
                .containsPattern(
                        "seconds so alike that they count as \\d, and an interval needs 10; measure a longer phase");
    }

    @Test
    void theTightestOfTwoWarningsIsNotHidden() {
        String slo = "p95(latency) < 2x baseline";
        Finding finding = slo(new Observations(
                        Scenarios.scenario().slo(slo).warn("1.5x baseline").build())
                .steady(0, 25, 100, number -> noisy(100))
                .steady(25, 55.5, 100, number -> noisy(180))
                .steady(55.5, 95, 100, number -> noisy(100)));
        assertThat(finding.result()).isEqualTo(Result.WARN);
        assertThat(finding.sentence()).contains("is near its bound");
    }
}
