package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault is undone at 55 s, the load ends at 95 s, and recovery is looked for in windows of 10 s. */
class RecoveryTest {

    private static final Answer OK = Answer.ok(20);

    private static Scenarios scenario(int seconds) {
        return Scenarios.scenario().slo("recovery_time < " + seconds + "s");
    }

    private static Observations sickUntil(Scenario scenario, double second) {
        return new Observations(scenario)
                .steady(0, 25, 100, OK)
                .steady(25, second, 100, Answer.failed())
                .steady(second, 95, 100, OK);
    }

    private static Finding recovery(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.subject().startsWith("recovery_time"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsTheStartOfTheFirstWindowFromWhichAllAreGood() {
        Finding found = recovery(
                sickUntil(scenario(20).build(), 62.4).lasting(25, 25, 55, 55).judge());
        assertThat(found.measured()).isEqualTo("7.4s");
        assertThat(found.result()).isEqualTo(Result.PASS);
    }

    @Test
    void aSystemThatWasNeverSickIsRecoveredAtOnce() {
        Finding found = recovery(
                sickUntil(scenario(20).build(), 50).lasting(25, 25, 55, 55).judge());
        assertThat(found.measured()).isEqualTo("0ms");
        assertThat(found.sentence()).contains("healthy again at once");
    }

    @Test
    void tooLateIsABreach() {
        Finding found = recovery(
                sickUntil(scenario(8).build(), 63.5).lasting(25, 25, 55, 55).judge());
        assertThat(found.result()).isEqualTo(Result.BREACH);
        assertThat(found.sentence()).contains("after 8.5s, wanted < 8s");
    }

    @Test
    void neverIsABreachAndNoNumber() {
        Finding found = recovery(
                sickUntil(scenario(20).build(), 95).lasting(25, 25, 55, 55).judge());
        assertThat(found.result()).isEqualTo(Result.BREACH);
        assertThat(found.measured()).isEqualTo("not within 40s");
    }

    @Test
    void whereNothingWasAskedNothingWasHealthy() {
        Scenario scenario = scenario(20).steadyState("p50(latency) < 1s").build();
        Finding found = recovery(new Observations(scenario)
                .steady(0, 55, 100, OK)
                .steady(70, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .judge());
        assertThat(found.measured()).isEqualTo("5.1s");
    }

    @Test
    void healthThatCannotBeBelievedYetIsNoRecovery() {
        Finding found = recovery(
                sickUntil(scenario(38).build(), 86).lasting(25, 25, 55, 55).judge());
        assertThat(found.measured()).isEqualTo("not within 40s");
    }

    @Test
    void aSystemThatFlapsHasNotRecovered() {
        Observations run = new Observations(scenario(20).build())
                .steady(0, 55, 100, OK)
                .steady(55, 60, 100, Answer.failed())
                .steady(60, 75, 100, OK)
                .steady(75, 76, 100, Answer.failed())
                .steady(76, 95, 100, OK)
                .lasting(25, 25, 55, 55);
        Finding found = recovery(run.judge());
        assertThat(found.measured()).isEqualTo("21s");
        assertThat(found.result()).isEqualTo(Result.BREACH);
    }

    @Test
    void betweenTheTwoCountsOfALastingFaultItWarns() {
        assertThat(recovery(sickUntil(scenario(12).build(), 66)
                                .lasting(25, 25, 55, 60)
                                .judge())
                        .result())
                .isEqualTo(Result.PASS);
        assertThat(recovery(sickUntil(scenario(10).build(), 66)
                                .lasting(25, 25, 55, 60)
                                .judge())
                        .result())
                .isEqualTo(Result.WARN);
        assertThat(recovery(sickUntil(scenario(5).build(), 66)
                                .lasting(25, 25, 55, 60)
                                .judge())
                        .result())
                .isEqualTo(Result.BREACH);
    }

    @Test
    void anInstantFaultCountsFromItsInjectionThroughBothPhases() {
        Finding found =
                recovery(sickUntil(scenario(20).build(), 40).instant(25, 25.2).judge());
        assertThat(found.measured()).isEqualTo("15s");
        assertThat(found.result()).isEqualTo(Result.PASS);
    }

    @Test
    void windowsWithTooFewSamplesNeitherMakeABreachNorHideOne() {
        Scenario scenario = scenario(5).build();
        Observations silent = new Observations(scenario)
                .steady(0, 55, 100, OK)
                .steady(55, 80, 10, OK)
                .steady(80, 95, 100, OK)
                .lasting(25, 25, 55, 55);
        assertThat(recovery(silent.judge()).result()).isEqualTo(Result.NOT_PROVEN);
        Observations sick = new Observations(scenario)
                .steady(0, 55, 100, OK)
                .steady(55, 70, 100, Answer.failed())
                .steady(70, 80, 10, OK)
                .steady(80, 95, 100, OK)
                .lasting(25, 25, 55, 55);
        assertThat(recovery(sick.judge()).result()).isEqualTo(Result.BREACH);
    }

    @Test
    void aRecoveryPhaseThatIsTooShortProvesNothing() {
        Observations run = new Observations(scenario(5).recovery(30, 50).build())
                .steady(0, 95, 100, OK)
                .lasting(25, 25, 55, 55);
        assertThat(recovery(run.judge()).result()).isEqualTo(Result.NOT_PROVEN);
    }

    /** Ill from 0.56 s to 0.94 s of every second: windows that began a second apart saw none of it. */
    @Test
    void aSystemThatFlapsWithinEachSecondHasNotRecovered() {
        Scenario scenario = scenario(20)
                .recovery(Duration.ofMillis(500), Duration.ofSeconds(10))
                .build();
        Observations run = new Observations(scenario).steady(0, 55, 100, OK);
        for (int second = 55; second < 95; second++) {
            run.steady(second, second + 0.56, 100, OK)
                    .steady(second + 0.56, second + 0.94, 100, Answer.failed())
                    .steady(second + 0.94, second + 1, 100, OK);
        }
        Finding found = recovery(run.lasting(25, 25, 55, 55).judge());
        assertThat(found.result()).isEqualTo(Result.BREACH);
        assertThat(found.measured()).isEqualTo("not within 40s");
    }

    @Test
    void aSystemThatDiesShortlyBeforeTheEndHasNotRecovered() {
        Observations run = new Observations(scenario(20).build())
                .steady(0, 94.4, 100, OK)
                .steady(94.4, 95, 100, Answer.failed())
                .lasting(25, 25, 55.3, 55.3);
        assertThat(recovery(run.judge()).measured()).isEqualTo("not within 39s");
    }

    /** No objective asks for recovery, and the system is dead from 2 s after the undo to the end. */
    @Test
    void aSystemThatIsNotHealthyAtTheEndIsSaidFirstThoughNobodyAsks() {
        Observations dead = new Observations(
                        Scenarios.scenario().slo("error_rate < 5%").build())
                .steady(0, 57, 100, OK)
                .steady(57, 95, 100, Answer.failed())
                .lasting(25, 25, 55, 55);
        Verdict verdict = dead.judge();
        assertThat(verdict.result()).isEqualTo(Result.WARN);
        assertThat(verdict.findings().get(0).sentence())
                .isEqualTo("the system was not healthy again by the end: error_rate < 1% did not hold from"
                        + " 85.0s to 95.0s (100%, wanted < 1%)");
    }

    /** The window that ends last is seen, wherever in a cell the load and the undo end. */
    @ParameterizedTest
    @ValueSource(doubles = {94.91, 94.95, 94.999, 95, 95.001, 95.05})
    void aSystemThatIsNotHealthyAtTheEndIsSaidWheneverThatIs(double end) {
        Observations dead = new Observations(
                        Scenarios.scenario().slo("error_rate < 5%").build())
                .steady(0, 57, 100, OK)
                .steady(57, end, 100, Answer.failed())
                .lasting(25, 25, 55.02, 55.07)
                .endingAt(end);
        assertThat(dead.judge().result()).isEqualTo(Result.WARN);
    }

    /** From the undo requested on a window fits, from the undo confirmed on none: what is left is looked at. */
    @Test
    void anUndoThatTookTimeHidesNoSickSystem() {
        Observations dead = new Observations(
                        Scenarios.scenario().slo("error_rate < 5%").build())
                .steady(0, 86, 100, OK)
                .steady(86, 95, 100, Answer.failed())
                .lasting(25, 25, 84, 86);
        assertThat(dead.judge().result()).isEqualTo(Result.WARN);
    }

    @Test
    void aSystemThatIsHealthyAtTheEndNeedsNoLongRecoveryPhase() {
        Observations run = new Observations(
                        Scenarios.scenario().slo("error_rate < 5%").build())
                .steady(0, 92, 100, OK)
                .steady(92, 95, 100, OK)
                .lasting(25, 25, 92, 92);
        assertThat(run.judge().result()).isEqualTo(Result.PASS);
        Observations sick = new Observations(
                        Scenarios.scenario().slo("error_rate < 5%").build())
                .steady(0, 93, 100, OK)
                .steady(93, 95, 100, Answer.failed())
                .lasting(25, 25, 92, 92);
        assertThat(sick.judge().result()).isEqualTo(Result.WARN);
    }

    @Test
    void theFindingSaysWhichObjectiveDidNotHoldWhereAndFromWhenOnAllDid() {
        Scenario scenario =
                scenario(20).steadyState("error_rate < 1%", "throughput > 90/s").build();
        Observations slow = new Observations(scenario)
                .steady(0, 84, 100, OK)
                .steady(84, 95, 100, number -> number % 5 == 0 ? Answer.failed() : OK)
                .lasting(25, 25, 55, 55);
        assertThat(recovery(slow.judge()).sentence())
                .contains("was not healthy again within 40s, wanted < 20s; ")
                .contains("throughput > 90/s did not hold in ")
                .contains(" windows of 10s, last from 85.0s to 95.0s (80/s, wanted > 90/s)")
                .endsWith("first healthy in the window from 55.0s");
    }

    @Test
    void itIsToldToATenthOfASecond() {
        Finding found = recovery(
                sickUntil(scenario(20).build(), 61.54).lasting(25, 25, 55, 55).judge());
        assertThat(found.measured()).isEqualTo("6.5s");
    }

    @Property(tries = 200)
    void itIsWhatLookingAtEveryWindowSays(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scenario scenario = Scenarios.scenario()
                .steadyState("error_rate < 5%")
                .recovery(1 + random.nextInt(8), random.nextInt(12))
                .build();
        Samples samples = new Samples();
        for (int second = 0; second < 40; second++) {
            int sick = random.nextInt(Math.max(1, 30 - second)) > 10 ? 1 + random.nextInt(100) : 0;
            int since = random.nextInt(100);
            samples.steady(
                    second, second + 1, 100, number -> number >= since && number < since + sick ? Answer.failed() : OK);
        }
        double from = random.nextInt(150) / 10.0 + random.nextDouble(0.1);
        Series series = samples.series(scenario);
        Recovery recovery = new Recovery(
                new WindowEvaluator(series.thresholds(), SampleSource.of(series), null, PlannedRequests.NONE),
                scenario.steadyState(),
                scenario.recovery());
        long end = Samples.micros(40);
        double earlier = from - random.nextDouble(Math.min(from, 3) + 1e-9);
        SteadyStateWindows windows = recovery.windows(Samples.micros(earlier), end);
        Recovery.Outcome found = recovery.from(Samples.micros(from), end, windows);
        assertThat(found.surely()).isEqualTo(naive(samples, scenario, from));
    }

    /** Every tenth of a second is tried, and every window that begins in it or later. */
    private static @Nullable Duration naive(Samples samples, Scenario scenario, double from) {
        Objective healthy = scenario.steadyState().get(0);
        int over = (int) scenario.recovery().over().toMillis() / 100;
        int rest = Math.max(over, (int) scenario.recovery().stable().toMillis() / 100);
        int first = (int) Math.ceil(from * 10 - 1e-6);
        List<Boolean> holds = new ArrayList<>();
        for (int at = first; at + over <= 400; at++) {
            Oracle oracle = new Oracle(samples.all, Samples.window(at / 10.0, (at + over) / 10.0));
            holds.add(oracle.status(healthy.indicator(), healthy.comparison(), 0.05) == WindowResult.Status.HOLDS);
        }
        for (int start = first; start + rest <= 400; start++) {
            if (holds.subList(start - first, holds.size()).stream().allMatch(one -> one)) {
                return Duration.ofMillis((start - first) * 100L);
            }
        }
        return null;
    }
}
