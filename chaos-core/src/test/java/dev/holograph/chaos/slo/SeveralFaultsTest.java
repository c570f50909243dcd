package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import org.junit.jupiter.api.Test;

/** Objectives about one of several faults, and about one that is repeated. */
class SeveralFaultsTest {

    private static final Answer OK = Answer.ok(20);

    private static Scenarios kills() {
        return Scenarios.scenario().kill("kill", 0, 10);
    }

    /** At 25, 35 and 45 s; the phase ends at 55 s. */
    private static Observations threeKills(Scenario scenario) {
        return new Observations(scenario)
                .instant("kill", 25.02, 25.1)
                .instant("kill", 35.02, 35.1)
                .instant("kill", 45.02, 45.1);
    }

    private static Finding of(Verdict verdict, String objective) {
        return verdict.findings().stream()
                .filter(finding -> finding.subject().equals(objective))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachTimeCountsAndTheWorstIsNamed() {
        String slo = "error_rate < 10% during kill";
        Finding found = of(
                threeKills(kills().slo(slo).build())
                        .steady(0, 36, 100, OK)
                        .steady(36, 38, 100, Answer.failed())
                        .steady(38, 95, 100, OK)
                        .judge(),
                slo);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
        assertThat(found.when()).isEqualTo("kill (2 of 3)");
        assertThat(found.measured()).as("of 10 s, not of the phase").startsWith("20");
    }

    @Test
    void whatIsBadOnlyTheLastTimeDoesNotDrown() {
        String slo = "error_rate < 5% during kill";
        Observations run = threeKills(kills().slo(slo).build())
                .steady(0, 50, 100, OK)
                .steady(50, 51, 100, Answer.failed())
                .steady(51, 95, 100, OK);
        Finding found = of(run.judge(), slo);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
        assertThat(found.when()).isEqualTo("kill (3 of 3)");
        assertThat(Evaluation.of(run.observed()).objectives())
                .filteredOn(one -> one.objective().name().equals(slo))
                .singleElement()
                .satisfies(one -> assertThat(one.value()).isBetween(0.09, 0.11));
    }

    @Test
    void windowsSlideOverTheMomentAtWhichAFaultIsRepeated() {
        String slo = "error_rate < 15% in every 5s during kill";
        Finding found = of(
                threeKills(kills().slo(slo).build())
                        .steady(0, 34.5, 100, OK)
                        .steady(34.5, 35.5, 100, Answer.failed())
                        .steady(35.5, 95, 100, OK)
                        .judge(),
                slo);
        assertThat(found.result()).as("each half alone is 10 %%: %s", found).isEqualTo(Result.BREACH);
        assertThat(found.when()).startsWith("kill (1 of 3), worst window from 3");
    }

    @Test
    void aRepetitionAtTheVeryEndOfThePhaseIsNoWindowOfItsOwn() {
        String slo = "error_rate < 15% in every 5s during kill";
        Finding found = of(
                new Observations(kills().slo(slo).build())
                        .steady(0, 95, 100, OK)
                        .instant("kill", 25.02, 25.1)
                        .instant("kill", 36.67, 36.67)
                        .recoveryFrom(36.67)
                        .judge(),
                slo);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.PASS);
    }

    @Test
    void windowsOfOneFaultDoNotReachIntoTheGapBeforeAnother() {
        String slo = "error_rate < 15% in every 5s during fault0";
        Finding found = of(
                new Observations(Scenarios.scenario()
                                .latency("fault0", 0, 5)
                                .latency("fault1", 20, 5)
                                .slo(slo)
                                .build())
                        .steady(0, 31, 100, OK)
                        .steady(31, 33, 100, Answer.failed())
                        .steady(33, 95, 100, OK)
                        .lasting(25, 25, 30, 30)
                        .lasting(45, 45, 50, 50)
                        .judge(),
                slo);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.PASS);
    }

    @Test
    void aTimeInWhichNothingWasDueIsNotLeftOut() {
        String slo = "error_rate < 10% during kill";
        Finding found = of(
                threeKills(kills().users(1).slo(slo).build())
                        .steady(0, 35, 100, OK)
                        .steady(45, 95, 100, OK)
                        .judge(),
                slo);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.NOT_PROVEN);
        assertThat(found.when()).isEqualTo("kill (2 of 3)");
    }

    private static Observations twoDelays(String effect) {
        return new Observations(Scenarios.scenario()
                        .latency("fault0", 0, 5)
                        .latency("fault1", 20, 5)
                        .effect(effect)
                        .slo("error_rate < 5%")
                        .build())
                .lasting(25, 25, 30, 30)
                .lasting(45, 45, 50, 50);
    }

    @Test
    void theEffectIsNotLookedForInTheGap() {
        String effect = "p50(latency) > 900ms";
        Verdict verdict = twoDelays(effect)
                .steady(0, 25, 100, OK)
                .steady(25, 30, 100, Answer.ok(1000))
                .steady(30, 45, 100, OK)
                .steady(45, 50, 100, Answer.ok(1000))
                .steady(50, 95, 100, OK)
                .judge();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
    }

    @Test
    void eachFaultMustHaveBitten() {
        String effect = "max(latency) > 900ms";
        Finding found = of(
                twoDelays(effect)
                        .steady(0, 25, 100, OK)
                        .steady(25, 30, 100, Answer.ok(1000))
                        .steady(30, 95, 100, OK)
                        .judge(),
                effect);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.NOT_PROVEN);
        assertThat(found.when()).isEqualTo("fault, fault1");
    }

    @Test
    void aFaultThatWasOnForNoWholeCellHasNotBittenThoughTheOneBeforeHas() {
        String effect = "min(latency) > 900ms in every 2s";
        Finding found = of(
                new Observations(Scenarios.scenario()
                                .latency("fault0", 0, 5)
                                .latency("fault1", 5, 1)
                                .effect(effect)
                                .slo("error_rate < 5%")
                                .build())
                        .steady(0, 25, 100, OK)
                        .steady(25, 31, 100, Answer.ok(1000))
                        .steady(31, 95, 100, OK)
                        .lasting(25, 25, 30.1, 30.12)
                        .lasting(29.8, 30.05, 30.09, 30.12)
                        .judge(),
                effect);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void whatALaterFaultDoesIsNoEffectOfAnInstantOne() {
        String effect = "max(latency) > 900ms during kill";
        Finding found = of(
                new Observations(kills().latency("fault1", 20, 5).effect(effect).build())
                        .steady(0, 45, 100, OK)
                        .steady(45, 50, 100, Answer.ok(1000))
                        .steady(50, 95, 100, OK)
                        .instant("kill", 25, 25)
                        .lasting(45, 45, 50, 50)
                        .judge(),
                effect);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void anEffectOfOneFaultSpeaksForNoOther() {
        Observations run = new Observations(Scenarios.scenario()
                        .latency("fault0", 0, 5)
                        .latency("fault1", 20, 5)
                        .effect("max(latency) > 900ms during fault0")
                        .slo("error_rate < 5%")
                        .build())
                .steady(0, 25, 100, OK)
                .steady(25, 30, 100, Answer.ok(1000))
                .steady(30, 95, 100, OK)
                .lasting(25, 25, 30, 30)
                .claimed(45, 45, 50, 50);
        Verdict verdict = run.judge();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.NOT_PROVEN);
        assertThat(verdict.decisive()).singleElement().satisfies(finding -> assertThat(finding.sentence())
                .startsWith("nothing shows that fault fault1 was real"));
    }

    @Test
    void faultsAreOnFromTheirInjectionToTheirEndAndNotInTheGaps() {
        RunObservations run = new Observations(
                        kills().latency("fault0", 0, 5).latency("fault2", 20, 5).build())
                .lasting(25.05, 25.1, 30, 30.04)
                .lasting(27, 27, 32, 32)
                .lasting(45, 45, 50, 50)
                .instant("kill", 62, 62)
                .recoveryFrom(70)
                .observed();
        assertThat(FaultTimes.of(run.times(), run.faults(), run.scenario().recovery()))
                .containsExactly(Samples.window(25, 32), Samples.window(45, 50), Samples.window(62, 70));
    }
}
