package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

    private static final Answer OK = Answer.ok(20);

    private static Scenarios scenario(String... slo) {
        return Scenarios.scenario().slo(slo);
    }

    private static Observations healthy(Scenario scenario) {
        return new Observations(scenario).steady(0, 95, 100, OK).lasting(25, 25.3, 55.3, 55.5);
    }

    private static String decisive(Verdict verdict) {
        assertThat(verdict.decisive()).hasSize(1);
        return verdict.decisive().get(0).sentence();
    }

    @Test
    void everythingMeasuredAndHeldPasses() {
        Verdict verdict = healthy(scenario("error_rate < 1%", "p99(latency) < 1s in every 10s", "recovery_time < 1s")
                        .build())
                .judge();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
        assertThat(verdict.findings()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void theLowerVerdictWinsAndHidesNoOther(Result found) {
        for (Result other : Result.values()) {
            Verdict verdict = healthy(scenario("error_rate < 1%").build())
                    .found(found)
                    .found(other)
                    .judge();
            assertThat(verdict.result()).isEqualTo(found.ordinal() > other.ordinal() ? found : other);
            assertThat(verdict.findings()).extracting(Finding::result).contains(found, other);
        }
    }

    @Test
    void theOrderOfVerdictsIsTheTables() {
        assertThat(Result.values())
                .containsExactly(
                        Result.PASS,
                        Result.WARN,
                        Result.NOT_PROVEN,
                        Result.INTERRUPTED,
                        Result.BREACH,
                        Result.ERROR,
                        Result.NOT_UNDONE);
    }

    @Test
    void aRequestBelongsToThePhaseInWhichItWasDue() {
        Observations run = healthy(scenario("max(latency) < 1s", "max(latency) < 1s during recovery")
                .build());
        run.samples().add(54.95, Answer.ok(3000));
        Verdict verdict = run.judge();
        assertThat(verdict.decisive())
                .extracting(Finding::result, Finding::when)
                .hasSize(1);
        assertThat(decisive(verdict)).contains("(fault) does not hold: 3s, wanted < 1s");
    }

    @Test
    void theFaultLastsFromItsRequestToTheConfirmationOfItsUndo() {
        for (double due : new double[] {25.05, 55.45}) {
            Observations run = healthy(scenario("max(latency) < 1s").build());
            run.samples().add(due, Answer.ok(3000));
            assertThat(run.judge().result()).as("due at %s", due).isEqualTo(Result.BREACH);
        }
        for (double due : new double[] {21.85, 55.55}) {
            Observations run = healthy(scenario("max(latency) < 1s").build());
            run.samples().add(due, Answer.ok(3000));
            assertThat(run.judge().result()).as("due at %s", due).isEqualTo(Result.PASS);
        }
    }

    @Test
    void aRequestThatIsOpenAtTheInjectionCountsUnderTheFaultAndInNoBaseline() {
        Observations run = healthy(scenario("max(latency) < 1s").build());
        run.samples().add(24.85, Answer.ok(3000));
        RunObservations observed = run.observed();
        assertThat(Judge.judge(observed).result()).isEqualTo(Result.BREACH);
        assertThat(observed.series()
                        .over(Samples.window(5, 25))
                        .latencies()
                        .get()
                        .getMaxValue())
                .isLessThan(100_000);
    }

    @Test
    void aFaultOnATargetThatOnlyAProbeAsksMayNeverBeFeltByTheLoad() {
        Scenarios scenario =
                Scenarios.scenario().on("other").latency("fault0", 0, 30).probe("ask", Duration.ofSeconds(1));
        Verdict verdict = healthy(scenario.slo("error_rate < 1%").build()).judge();
        assertThat(verdict.result()).isEqualTo(Result.WARN);
        assertThat(decisive(verdict))
                .startsWith("the load may never have felt the fault: in this scenario only the probe 'ask' asks its");
        Verdict judged = healthy(scenario.slo("min(ask_ok) >= 0").build()).judge();
        assertThat(judged.findings()).extracting(Finding::result).doesNotContain(Result.WARN);
    }

    /** 4 of 104 requests a second are on the way of the fault, 6 of 106 are enough. */
    @ParameterizedTest
    @CsvSource({"4, 30, true", "6, 30, false", "4, 2000, false"})
    void aFaultThatFewRequestsMeetMayNeverBeFeltByTheLoad(double perSecond, int latency, boolean doubtful) {
        Scenario scenario = Scenarios.scenario()
                .on("other")
                .load("few", perSecond)
                .latency("fault0", 0, 30)
                .slo("error_rate < 1%")
                .build();
        Verdict verdict = new Observations(scenario)
                .steady(0, 25, 100, Answer.ok(20))
                .steady(25, 55, 100, Answer.ok(latency))
                .steady(55, 95, 100, Answer.ok(20))
                .lasting(25, 25, 55, 55)
                .judge();
        String doubt = "the load may never have felt the fault: in this scenario only the load 'few', with 4 of 104"
                + " requests a second, asks its target; give the scenario an effect: objective on the load that only"
                + " holds while it is on";
        assertThat(verdict.findings().stream().map(Finding::sentence).anyMatch(doubt::equals))
                .as("%s", verdict)
                .isEqualTo(doubtful);
    }

    /** It shows that the fault is on, where the load does not go. */
    @Test
    void anEffectOnTheProbeSaysNothingOfTheLoad() {
        Verdict verdict = healthy(Scenarios.scenario()
                        .on("other")
                        .latency("fault0", 0, 30)
                        .probe("ask", Duration.ofSeconds(1))
                        .effect("min(ask_ok) >= 0")
                        .slo("error_rate < 1%")
                        .build())
                .judge();
        assertThat(verdict.findings()).extracting(Finding::sentence).anySatisfy(sentence -> assertThat(sentence)
                .startsWith("the load may never have felt the fault"));
    }

    /** The target lies behind the system: that a probe looks at it too is no reason for a doubt. */
    @Test
    void aFaultThatTheLoadFeltIsFeltByTheLoad() {
        Scenario scenario = Scenarios.scenario()
                .on("other")
                .latency("fault0", 0, 30)
                .probe("ask", Duration.ofSeconds(1))
                .slo("error_rate < 1%")
                .build();
        Verdict slow = new Observations(scenario)
                .steady(0, 25, 100, Answer.ok(20))
                .steady(25, 55, 100, Answer.ok(60))
                .steady(55, 95, 100, Answer.ok(20))
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(slow.result()).as("%s", slow).isEqualTo(Result.PASS);
        // A machine that others keep busy from about then on.
        Verdict slowFromThenOn = new Observations(scenario)
                .steady(0, 25, 100, Answer.ok(20))
                .steady(25, 95, 100, Answer.ok(60))
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(slowFromThenOn.result()).as("%s", slowFromThenOn).isEqualTo(Result.WARN);
        Verdict same = new Observations(scenario)
                .steady(0, 95, 100, Answer.ok(20))
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(same.result()).isEqualTo(Result.WARN);
    }

    @Test
    void aFaultThatWasNotAloneProvesNothing() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 95, 100, OK)
                .disturbed(25, 25, 55, 55)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(decisive(verdict)).contains("is not that of the fault alone: somebody else");
    }

    @Test
    void whatIsSaidOfOneFaultCoversItToTheConfirmationOfItsUndo() {
        for (double due : new double[] {25.05, 40.45, 21.85, 40.55}) {
            Observations run = new Observations(Scenarios.scenario()
                            .latency("fault0", 0, 15)
                            .slo("max(latency) < 1s during fault0")
                            .build())
                    .steady(0, 95, 100, OK)
                    .lasting(25, 25.3, 40.3, 40.5);
            run.samples().add(due, Answer.ok(3000));
            boolean within = due > 25 && due < 40.5;
            assertThat(run.judge().result()).as("due at %s", due).isEqualTo(within ? Result.BREACH : Result.PASS);
        }
    }

    @Test
    void theEffectIsLookedForOnlyWhileTheFaultWasCertainlyOn() {
        Scenario scenario = Scenarios.scenario()
                .effect("min(latency) > 1s")
                .slo("error_rate < 1%")
                .build();
        Observations run = new Observations(scenario)
                .steady(0, 25.3, 100, OK)
                .steady(25.3, 55.3, 100, Answer.ok(2000))
                .steady(55.3, 95, 100, OK)
                .lasting(25, 25.3, 55.3, 55.5);
        assertThat(run.judge().result()).isEqualTo(Result.PASS);
    }

    /** The system takes 300 ms with and without the fault, of which somebody only says that it is on. */
    @Test
    void anEffectThatWasThereBeforeTheFaultShowsNothingOfIt() {
        Scenario scenario = Scenarios.scenario()
                .effect("p50(latency) > 200ms")
                .slo("error_rate < 1%")
                .build();
        Verdict same = new Observations(scenario)
                .steady(0, 95, 100, Answer.ok(300))
                .claimed()
                .judge();
        assertThat(same.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(decisive(same))
                .isEqualTo("nothing shows that the fault was real: no effect was observed, and 'p50(latency) > 200ms'"
                        + " held in the baseline already; give the scenario an effect: objective that only holds while"
                        + " the fault is on");
        Verdict slower = new Observations(scenario)
                .steady(0, 25, 100, Answer.ok(100))
                .steady(25, 55, 100, Answer.ok(300))
                .steady(55, 95, 100, Answer.ok(100))
                .claimed()
                .judge();
        assertThat(slower.result()).as("%s", slower).isEqualTo(Result.PASS);
    }

    @Test
    void aSickBaselineProvesNothing() {
        Verdict verdict = new Observations(scenario("error_rate < 50%").build())
                .steady(0, 25, 100, Answer.failed())
                .steady(25, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(decisive(verdict)).contains("not healthy before the fault: 100%");
    }

    @Test
    void aTighterBoundWarns() {
        Observations run = new Observations(
                        scenario("p95(latency) < 1s").warn("500ms").build())
                .steady(0, 25, 100, OK)
                .steady(25, 55, 100, Answer.ok(700))
                .steady(55, 95, 100, OK)
                .lasting(25, 25, 55, 55);
        Verdict verdict = run.judge();
        assertThat(verdict.result()).isEqualTo(Result.WARN);
        assertThat(decisive(verdict)).contains("is near its bound").contains("wanted < 500ms");
    }

    @Test
    void tooFewSamplesProveNothing() {
        Verdict verdict = new Observations(scenario("p99(latency) < 1s").rate(9).build())
                .steady(0, 95, 9, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(verdict.findings())
                .extracting(Finding::sentence)
                .contains("p99(latency) < 1s (fault): 270 samples are too few to decide, 299 are needed");
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void aPhaseInWhichNothingWasDueProvesNothingUnlessThatIsAllowed() {
        for (boolean allowed : new boolean[] {false, true}) {
            Scenarios scenario =
                    scenario("error_rate < 1%", "p95(latency) < 1s in every 5s").users(100);
            Verdict verdict = new Observations((allowed ? scenario.noDataPasses() : scenario).build())
                    .steady(0, 24.9, 100, OK)
                    .steady(56, 95, 100, OK)
                    .lasting(25, 25, 55, 55)
                    .judge();
            assertThat(verdict.result()).isEqualTo(allowed ? Result.PASS : Result.NOT_PROVEN);
        }
    }

    @Test
    void oneEmptyWindowAmongOthersFailsNothing() {
        // A median needs five samples: no window at the edge of the gap has fewer.
        Verdict verdict = new Observations(
                        scenario("p50(latency) < 1s in every 1s").build())
                .steady(0, 40, 100, OK)
                .steady(41.2, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.PASS);
    }

    @Test
    void aShortOutageDoesNotDrownInALongPhase() {
        Scenario whole = scenario("error_rate < 2%").build();
        Scenario every = scenario("error_rate < 2% in every 2s").build();
        for (Scenario scenario : List.of(whole, every)) {
            Observations run = new Observations(scenario)
                    .steady(0, 40, 100, OK)
                    .steady(40, 40.5, 100, Answer.failed())
                    .steady(40.5, 95, 100, OK)
                    .lasting(25, 25, 55, 55);
            assertThat(run.judge().result()).isEqualTo(scenario == whole ? Result.PASS : Result.BREACH);
        }
    }

    @Test
    void theWorstWindowIsTold() {
        Verdict verdict = new Observations(
                        scenario("error_rate < 2% in every 2s").build())
                .steady(0, 40, 100, OK)
                .steady(40, 40.5, 100, Answer.failed())
                .steady(40.5, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(decisive(verdict)).contains("worst window from 38.5s").contains("does not hold: 25%, wanted < 2%");
    }

    @ParameterizedTest
    @CsvSource({
        "'p95(latency) < 2x baseline', 199, 201",
        "'p95(latency) < baseline + 50ms', 149, 151",
        "'p95(latency) < max(2x baseline, 300ms)', 299, 301",
        "'p95(latency) < max(2x baseline, 150ms)', 199, 201",
    })
    void boundsRelativeToTheBaseline(String slo, double holds, double breaks) {
        for (double millis : new double[] {holds, breaks}) {
            Verdict verdict = new Observations(scenario(slo).build())
                    .steady(0, 25, 100, Answer.ok(100))
                    .steady(25, 95, 100, Answer.ok(millis))
                    .lasting(25, 25, 55, 55)
                    .judge();
            assertThat(verdict.result()).as("%s ms", millis).isEqualTo(millis == holds ? Result.PASS : Result.BREACH);
        }
    }

    @Test
    void aBoundRelativeToTooLittleProvesNothing() {
        Verdict verdict = new Observations(scenario("p99(latency) < 2x baseline")
                        .steadyState("max(latency) < 1s")
                        .build())
                .steady(0, 25, 14, OK) // 280 in the baseline, and 299 are needed
                .steady(25, 95, 100, OK)
                .lasting(25, 25.3, 55.3, 55.5)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(verdict.decisive())
                .extracting(Finding::sentence)
                .contains("p99(latency) < 2x baseline (fault): the baseline has too few samples for a bound that is"
                        + " relative to it");
    }

    @Test
    void whatADriverSawInPlaceOfAnEffectIsTold() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 95, 100, OK)
                .instant("fault", 25, 25, Evidence.none("nothing passed"))
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(decisive(verdict))
                .startsWith("nothing shows that the fault was real: no effect was observed (nothing passed); give the"
                        + " scenario an effect: objective");
    }

    @Test
    void anEffectThatIsMissingNamesWhatTheDriverSaw() {
        Scenario scenario =
                scenario("error_rate < 1%").effect("error_rate > 50%").build();
        assertThat(decisive(new Observations(scenario)
                        .steady(0, 95, 100, OK)
                        .instant("fault", 25, 25, Evidence.none("nobody came"))
                        .judge()))
                .isEqualTo("error_rate > 50% (fault): the fault did not bite: 0%; its driver saw: nobody came");
        assertThat(decisive(new Observations(scenario)
                        .steady(0, 95, 100, OK)
                        .instant("fault", 25, 25, Evidence.claimed("in force"))
                        .judge()))
                .isEqualTo("error_rate > 50% (fault): the fault did not bite: 0%; its driver only knows: in force");
    }

    @Test
    void aFaultThatIsOnlyClaimedProvesNothing() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 95, 100, OK)
                .claimed()
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(decisive(verdict)).contains("nothing shows that the fault was real");
    }

    /** Two of three pods carry the load so well that no objective shows that the third never came back. */
    @Test
    void whatAFaultBrokeAndWhatIsNotBackIsAWarning() {
        Evidence gone = Evidence.observed("pod a is gone").notBack("2 of the pods shop/app=web are ready, and 3 were");
        for (boolean isBack : new boolean[] {true, false}) {
            Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                    .steady(0, 95, 100, OK)
                    .instant("kill", 25, 25, isBack ? gone.notBack(null) : gone)
                    .instant("kill", 40, 40, isBack ? gone.notBack(null) : gone)
                    .judge();
            assertThat(verdict.result()).isEqualTo(isBack ? Result.PASS : Result.WARN);
            assertThat(verdict.findings())
                    .extracting(Finding::sentence)
                    .filteredOn(sentence -> sentence.contains("was not back at the end of the run: 2 of the pods"))
                    .hasSize(isBack ? 0 : 1);
        }
    }

    @Test
    void ofSeveralFaultsEachMustBeSeen() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .claimed()
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void aRunWithoutAFaultProvesNothing() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 95, 100, OK)
                .judge();
        assertThat(decisive(verdict)).isEqualTo("no fault was injected");
    }

    @ParameterizedTest
    @CsvSource({"1.5, PASS", "1.6, NOT_PROVEN"})
    void aGeneratorThatWasSilentProvesNothing(double gap, Result expected) {
        Observations run = healthy(scenario("error_rate < 1%").build()).beats(40, 40 + gap, 41 + gap);
        for (double second = 43; second < 95; second++) {
            run.beats(second);
        }
        assertThat(run.judge().result()).isEqualTo(expected);
    }

    @Test
    void aSilenceAfterTheLoadIsNobodysFault() {
        assertThat(healthy(scenario("error_rate < 1%").build())
                        .beats(94, 95.2, 99)
                        .judge()
                        .result())
                .isEqualTo(Result.PASS);
    }

    @Test
    void aShortfallThatStoodInTheBaselineIsTheGenerators() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 95, 90, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(decisive(verdict)).contains("only 1800 of 2000 planned requests");
    }

    @Test
    void aShortfallFromTheFaultOnIsTheGeneratorsAsWell() {
        Verdict verdict = new Observations(scenario("error_rate < 1%", "throughput > 80/s in every 5s")
                        .build())
                .steady(0, 25, 100, OK)
                .steady(25, 95, 60, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.NOT_PROVEN);
        assertThat(verdict.decisive())
                .extracting(Finding::sentence)
                .anySatisfy(one -> assertThat(one)
                        .startsWith("only 1800 of 3000 planned requests were made in the fault, 2400 of 4000"))
                .anySatisfy(one -> assertThat(one).startsWith("throughput > 80/s in every 5s"));
    }

    @Test
    void aLackOfAnswersIsTheSystemsOrAClosedLoads() {
        Scenarios open = scenario("throughput > 80/s");
        Scenarios closed = scenario("throughput > 80/s").users(100);
        Samples.Answer none = Answer.unsent(10_000);
        assertThat(new Observations(open.build())
                        .steady(0, 25, 100, OK)
                        .steady(25, 55, 100, number -> number % 10 < 4 ? none : OK)
                        .steady(55, 95, 100, OK)
                        .lasting(25, 25, 55, 55)
                        .judge()
                        .result())
                .isEqualTo(Result.BREACH);
        assertThat(new Observations(closed.build())
                        .steady(0, 25, 100, OK)
                        .steady(25, 55, 60, OK)
                        .steady(55, 95, 100, OK)
                        .lasting(25, 25, 55, 55)
                        .judge()
                        .result())
                .isEqualTo(Result.BREACH);
    }

    @Test
    void unsentRequestsAreTheSystemsErrors() {
        Verdict verdict = new Observations(scenario("error_rate < 1%").build())
                .steady(0, 25, 100, OK)
                .steady(25, 55, 100, number -> number % 10 == 0 ? Answer.unsent(10_000) : OK)
                .steady(55, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .judge();
        assertThat(decisive(verdict)).contains("does not hold: 9.99%"); // and two good ones from before the injection
    }

    @ParameterizedTest
    @CsvSource({
        "100, 50, '', '', PASS, '0 of 100 acknowledged writes are lost'",
        "100, 50, a, '', BREACH, '1 of 100 acknowledged writes are lost'",
        "100, 50, '', b, NOT_PROVEN, '1 of 100 acknowledged writes could not be looked for'",
        "100, 50, a, b, BREACH, '1 of 100 acknowledged writes are lost'",
        "100, 0, '', '', NOT_PROVEN, 'no write was acknowledged while the fault was on'",
        "0, 0, '', '', NOT_PROVEN, 'no write was acknowledged while the fault was on'",
    })
    void lostWrites(long acknowledged, long during, String lost, String unknown, Result expected, String sentence) {
        Verdict verdict = healthy(scenario("lost_writes = 0").ledger().build())
                .ledger(acknowledged, during, ids(lost), ids(unknown))
                .judge();
        assertThat(verdict.result()).isEqualTo(expected);
        assertThat(verdict.findings()).extracting(Finding::sentence).anySatisfy(one -> assertThat(one)
                .contains(sentence));
    }

    @Test
    void withoutALedgerLossesAreNotProven() {
        assertThat(healthy(scenario("lost_writes = 0").build()).judge().result())
                .isEqualTo(Result.NOT_PROVEN);
    }

    private static List<String> ids(String one) {
        return one.isEmpty() ? List.of() : List.of(one);
    }
}
