package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of several faults, and of one that is repeated: a recovery is believed after 10 s. */
class FeasibilityTest {

    private static List<String> violations(Scenarios scenario) {
        return Feasibility.of(scenario.build()).stream()
                .map(Violation::toString)
                .toList();
    }

    private static Scenarios scenario() {
        return Scenarios.scenario().phases(5, 20, 100, 40);
    }

    /** The first is undone at 10 s. A rest of 35 s shows recovery within 25 s; one under 10 s is none. */
    @ParameterizedTest
    @CsvSource({"45, true", "44, false", "20, false", "19, true", "5, true"})
    void betweenTwoFaultsThereIsTimeForTheBoundOrNone(int second, boolean feasible) {
        List<String> violations = violations(
                scenario().latency("slow", 0, 10).latency("other", second, 10).slo("recovery_time < 25s"));
        assertThat(violations).hasSize(feasible ? 0 : 1);
        if (!feasible) {
            assertThat(violations.get(0))
                    .contains(
                            "recovery within 25s cannot be shown between fault 'slow', over at 10s, and fault 'other'"
                                    + " at " + second + "s",
                            "and there are " + (second - 10) + "s",
                            "leave 35s or more between them; or less than 10s");
        }
    }

    /** What is judged has one rate. */
    @ParameterizedTest
    @CsvSource({"5, true", "6, false"})
    void stagesAreOverBeforeTheBaseline(int seconds, boolean feasible) {
        Ramp ramp = new Ramp(List.of(
                new Ramp.Stage(50, Duration.ofSeconds(seconds - 1)), new Ramp.Stage(100, Duration.ofSeconds(1))));
        List<String> violations = violations(scenario()
                .arrivals(new ArrivalModel.Open(100, 1, ramp))
                .latency("slow", 0, 10)
                .slo("error_rate < 1%"));

        assertThat(violations).hasSize(feasible ? 0 : 1);
        if (!feasible) {
            assertThat(violations.get(0))
                    .contains(
                            "the stages of load 'load' take 6s, and the warm-up 5s: from the baseline on a load has one"
                                    + " rate",
                            "make the warm-up 6s or longer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "error_rate <= 100%, above 100%",
        "error_rate < 101%, above 100%",
        "error_rate < 100%,",
        "error_rate <= 99%,",
        "error_rate = 0,",
        "fraction(checks) >= 0%, below 0",
        "fraction(checks) <= 100%, above 100%",
        "fraction(checks) > 0%,",
        "throughput >= 0/s, below 0",
        "throughput > 0/s,",
        "throughput >= 0x baseline,",
        "p50(latency) >= 0ms, below 0",
        "min(offset) >= 0,",
        "count(panics) >= 0,",
    })
    void anObjectiveThatNothingBreaksIsRefused(String objective, String nothing) {
        List<String> violations = Feasibility.of(scenario().slo(objective).build()).stream()
                .map(Violation::message)
                .toList();
        if (nothing == null) {
            assertThat(violations).noneMatch(one -> one.contains("always holds"));
        } else {
            assertThat(violations)
                    .anyMatch(one -> one.contains("'" + objective + "' always holds: there is nothing " + nothing
                            + "; take a bound that a sick system breaks"));
        }
    }

    @ParameterizedTest
    @CsvSource({"9, true", "10, false", "30, false", "35, true"})
    void aRepeatedFaultLeavesTimeForTheBoundOrNone(int every, boolean feasible) {
        List<String> violations = violations(scenario().kill("kill", 0, every).slo("recovery_time < 25s"));
        assertThat(violations.isEmpty()).as("%s", violations).isEqualTo(feasible);
    }

    @Test
    void afterTheLastFaultThereIsWhatIsLeftOfTheRun() {
        assertThat(violations(scenario().kill("kill", 80, null).slo("recovery_time < 50s")))
                .isEmpty();
        assertThat(violations(scenario().kill("kill", 95, null).slo("recovery_time < 50s")))
                .singleElement()
                .asString()
                .contains("and there are 45s");
        assertThat(violations(
                        scenario().latency("slow", 0, 10).kill("kill", 15, null).slo("recovery_time < 80s")))
                .isEmpty();
    }

    /** Kills at 0, 40 and 80 s: the last one is looked at for 20 s. */
    @Test
    void windowsFitIntoEachTimeThatAFaultIsOn() {
        assertThat(violations(scenario().kill("kill", 0, 40).slo("error_rate < 5% in every 20s during kill")))
                .isEmpty();
        assertThat(violations(scenario().kill("kill", 0, 40).slo("error_rate < 5% in every 21s during kill")))
                .singleElement()
                .asString()
                .contains("a window of 21s does not fit into the 20s in which it is measured");
    }

    @Test
    void aFaultWithoutALengthLastsFromItsBeginningToTheEndOfThePhase() {
        assertThat(violations(scenario().latency("slow", 95, null).slo("error_rate < 5% in every 10s during slow")))
                .singleElement()
                .asString()
                .contains("does not fit into the 5s");
    }

    @Test
    void anEffectIsShownWhileEachFaultIsOnOrNot() {
        String effect = "p50(latency) > 900ms in every 8s";
        assertThat(violations(scenario()
                        .latency("slow", 0, 8)
                        .latency("other", 50, 20)
                        .effect(effect)))
                .isEmpty();
        assertThat(violations(scenario()
                        .latency("slow", 0, 7)
                        .latency("other", 50, 20)
                        .effect(effect)))
                .singleElement()
                .asString()
                .contains("a window of 8s does not fit into the 7s");
        assertThat(violations(scenario()
                        .latency("slow", 0, 7)
                        .latency("other", 50, 20)
                        .effect(effect + " during other")))
                .isEmpty();
    }

    @Test
    void ofMetricsOfK6ItSaysHowManySamplesTheyNeed() {
        Scenario scenario = Scenarios.scenario()
                .observed("load.js")
                .slo(
                        "fraction(http_req_failed) < 1% in every 10s",
                        "p95(http_req_duration) < 1s", "max(queue_depth) < 10", "p95(http_req_duration) < 2x baseline")
                .build();

        assertThat(Feasibility.needs(scenario))
                .satisfiesExactly(
                        share -> assertThat(share)
                                .contains(
                                        "'fraction(http_req_failed) < 1% in every 10s' needs 300 samples in each window"
                                                + " of 10s, which is 30 a second: with fewer the run is NOT PROVEN"),
                        percentile -> assertThat(percentile).contains("needs 59 samples in the phase of 30s"));
        assertThat(Feasibility.needs(Scenarios.scenario().slo("error_rate < 1%").build()))
                .as("what a profile brings is checked")
                .isEmpty();
    }

    /** A tenth of 100 requests a second, less the few that may be astray. */
    @Test
    void aKindOfRequestHasItsShareOfTheRateAlone() {
        assertThat(violations(scenario().mix("search", "buy").slo("error_rate{request=buy} < 5% in every 6.4s")))
                .isEmpty();
        assertThat(violations(scenario().mix("search", "buy").slo("error_rate{request=buy} < 5% in every 6.3s")))
                .singleElement()
                .asString()
                .contains(
                        "needs 60 requests in each window, and this load brings 59 in 6.3s of {request=buy}",
                        "raise the rate to 102/s");
        assertThat(violations(scenario().load("few", 1).slo("p95(latency{load=few}) < 1s in every 30s")))
                .singleElement()
                .asString()
                .contains("needs 59 requests in each window, and this load brings 30 in 30s of {load=few}");
    }

    @Test
    void requestsAndLoadsThatAreNotThereAreRefused() {
        assertThat(violations(scenario()
                        .mix("search", "buy")
                        .slo("error_rate{request=serch} < 5%", "p95(latency{load=laod}) < 1s in every 10s")))
                .satisfiesExactly(
                        one -> assertThat(one).contains("unknown request 'serch'", "nearest=search", "[buy, search]"),
                        two -> assertThat(two).contains("unknown load 'laod'", "nearest=load"));
        assertThat(violations(scenario().slo("throughput{request=buy} > 1/s")))
                .singleElement()
                .asString()
                .contains("no request here is named 'buy'", "give the requests of the load names");
    }

    /** At 100 requests a second. */
    @ParameterizedTest
    @CsvSource({
        "error_rate < 0%, there is nothing below 0",
        "p95(latency) < 0ms, there is nothing below 0",
        "recovery_time < 0s, there is nothing below 0",
        "error_rate > 100%, there is nothing above 100%",
        "throughput > 200/s, this load brings 100/s",
        "throughput >= 100/s,",
        "error_rate <= 0%,",
        "recovery_time <= 0s,",
        "lost_writes = 1,",
        "min(offset) < 0,",
    })
    void anObjectiveThatNothingMeetsIsRefused(String objective, String why) {
        List<String> violations = violations(scenario().slo(objective));
        if (why == null) {
            assertThat(violations).noneMatch(one -> one.contains("never holds"));
        } else {
            assertThat(violations).anyMatch(one -> one.contains("'" + objective + "' never holds: " + why));
        }
    }

    /** A phase loses a cell of 100 ms at both ends. */
    @Test
    void aPhaseThatIsNoLongerThanItsEndsIsToldAsTooShort() {
        Scenarios scenario = Scenarios.scenario()
                .phases(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(200), Duration.ofSeconds(40))
                .slo("error_rate < 50%");

        assertThat(violations(scenario))
                .anyMatch(one -> one.contains("a phase of 200ms is too short to measure anything in it"))
                .noneMatch(one -> one.contains("raise the rate"));
    }

    /** What an objective shows by itself is told whatever else is wrong. */
    @Test
    void whatIsWrongByItselfNeedsNoWholeScenario() {
        assertThat(Feasibility.ofEach(scenario().slo("error_rate < 101%").build()))
                .extracting(Violation::found)
                .containsExactly("'error_rate < 101%' always holds: there is nothing above 100%");
    }
}
