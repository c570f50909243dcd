package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warm-up from 0 s, baseline from 5 s, fault from 25 s to 55 s, recovery up to 95 s. */
class UnjudgedFailuresTest {

    private static final Answer OK = Answer.ok(20);

    /** 100 requests a second of 'often', and one of 'seldom'. */
    private static Verdict mix(Scenarios scenario, DoubleFunction<Answer> seldom) {
        return new Observations(scenario.mix("often", "seldom").build())
                .lasting(25, 25.3, 55, 55.2)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    report(load.forRequest("often"), 100, at -> OK);
                    report(load.forRequest("seldom"), 1, seldom);
                })
                .judge();
    }

    private static Verdict one(Scenario scenario, DoubleFunction<Answer> answers) {
        return new Observations(scenario)
                .lasting(25, 25.3, 55, 55.2)
                .saw(recorder -> report(recorder.forLoad("load"), 100, answers))
                .judge();
    }

    private static void report(OutcomeSink sink, int perSecond, DoubleFunction<Answer> answers) {
        for (int i = 0; i < 95 * perSecond; i++) {
            double at = i / (double) perSecond;
            Answer answer = answers.apply(at);
            sink.due(Samples.micros(at));
            sink.outcome(Samples.micros(at), answer.outcome(), answer.latencyMicros());
        }
    }

    private static Answer failsIf(boolean fails) {
        return fails ? Answer.failed() : OK;
    }

    private static Scenarios judged(String... slo) {
        return Scenarios.scenario().slo(slo);
    }

    private static void isWarned(Verdict verdict, String... words) {
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.WARN);
        assertThat(verdict.decisive()).hasSize(1);
        assertThat(verdict.decisive().get(0).sentence()).contains(words);
    }

    @Test
    void aKindThatDiesUnderTheFaultAndForGoodIsNotHiddenByTheOthers() {
        isWarned(
                mix(judged("error_rate < 2%", "recovery_time < 5s"), at -> failsIf(at >= 40)),
                "all requests 'seldom' failed",
                "16 in the fault from 40.0s to 55.2s",
                "39 in the recovery",
                "add error_rate{request=seldom}");
    }

    @Test
    void soIsAKindThatNeverWorked() {
        isWarned(
                mix(judged("error_rate < 2%").steadyState("error_rate < 2%"), at -> Answer.failed()),
                "20 in the baseline from 5.0s");
    }

    @Test
    void aKindThatTimesOutIsAsDead() {
        isWarned(mix(judged("error_rate < 2%"), at -> at < 60 ? OK : Answer.timedOut()), "35 in the recovery");
    }

    @Test
    void aKindThatFailsNowAndThenIsWhatTheBoundForgives() {
        Verdict verdict = mix(judged("error_rate < 2%"), at -> failsIf(at >= 25 && (int) at % 4 != 0));
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
    }

    /** What the scenario leaves out may break under the fault, but has to come back. */
    @Test
    void aKindThatNoSloIsAboutMayBreakUnderTheFaultAlone() {
        Scenarios others = judged("error_rate{request=often} < 2%");
        assertThat(mix(others, at -> failsIf(at >= 25 && at < 55.2)).result()).isEqualTo(Result.PASS);
        isWarned(mix(judged("error_rate{request=often} < 2%"), at -> failsIf(at >= 25)), "39 in the recovery");
    }

    @Test
    void aKindWithABoundOfItsOwnIsJudgedByThat() {
        Scenarios own = judged("error_rate < 2%", "error_rate{request=seldom} < 90%")
                .steadyState("error_rate{request=seldom} < 90%");
        Verdict verdict = mix(own, at -> failsIf(at >= 25 && at < 40));
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p95(latency) < 1s", "max(latency) < 1s"})
    void whatFailsAtOnceIsNotHiddenByLatencies(String slo) {
        Scenario scenario = judged(slo, "recovery_time < 5s")
                .steadyState("p95(latency) < 1s")
                .build();
        isWarned(
                one(scenario, at -> failsIf(at >= 25 && Math.round(at * 100) % 2 == 0)),
                "requests failed at once",
                "in the fault from 25.0s",
                "of 1000 in the recovery from 85.0s",
                "add error_rate to steadyState and slo");
        isWarned(one(scenario, at -> failsIf(Math.round(at * 100) % 10 == 0)), "200 of 1998 in the baseline");
        assertThat(one(scenario, at -> OK).result()).isEqualTo(Result.PASS);
    }

    /** Recovery is the steady state's, and takes what it takes. */
    @Test
    void failuresBeforeTheEndOfTheRecoveryAreNoConcern() {
        Scenario scenario =
                judged("error_rate < 50%").steadyState("p95(latency) < 1s").build();
        Verdict verdict = one(scenario, at -> failsIf(at >= 55.2 && at < 65));
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
    }

    /** 1000 requests a second while they are answered, 50 while they are refused. */
    private static Verdict users(Scenarios scenario, double outageFrom, double outageTo) {
        return new Observations(scenario.users(20).build())
                .lasting(25, 25.3, 55, 55.2)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    for (int i = 0; i < 95_000; i++) {
                        double at = i / 1000.0;
                        boolean isOut = at >= outageFrom && at < outageTo;
                        if (!isOut || i % 20 == 0) {
                            Answer answer = failsIf(isOut);
                            load.due(Samples.micros(at));
                            load.outcome(Samples.micros(at), answer.outcome(), answer.latencyMicros());
                        }
                    }
                })
                .judge();
    }

    @Test
    void anOutageInWhichUsersAskLittleIsNotASmallOne() {
        isWarned(
                users(judged("error_rate < 5%"), 30, 33),
                "all requests failed for longer than the bound",
                "150 in the fault from 30.0s to 33.0s",
                "add throughput to slo");
        isWarned(users(judged("error_rate < 10% in every 5s"), 30, 31.5), "in the fault from 30.0s to 31.5s");
        isWarned(
                users(judged("error_rate < 5%").steadyState("error_rate < 5%"), 90, 92),
                "in the recovery from 90.0s to 92.0s");
        assertThat(users(judged("error_rate < 5%"), 30, 31.2).result()).isEqualTo(Result.PASS);
        assertThat(users(judged("error_rate < 5%", "throughput > 500/s"), 30, 33)
                        .result())
                .isEqualTo(Result.PASS);
    }

    private static final Map<String, String> ANY = Map.of();

    /** 20 requests a second of a script-only load, of which half fail at once while the fault is on. */
    private static Observations script(double failsUntil, String... slo) {
        return script(
                failsUntil,
                Scenarios.scenario().steadyState("p95(http_req_duration) < 1s").slo(slo));
    }

    private static Observations script(double failsUntil, Scenarios scenario) {
        return new Observations(scenario.observed("load.js").build())
                .metric("http_req_duration", ANY, 0, 95, 20, 20)
                .metric("http_req_duration", Map.of("expected_response", "true"), 0, 95, 20, 20)
                .metric("checks", Map.of("check", "page"), 0, 95, 20, 1)
                .metric("orders", ANY, 0, 95, 20, 1)
                .metric("http_req_failed", ANY, 0, 95, 20, 0)
                .metric("http_req_failed", ANY, 30, failsUntil, 20, 1)
                .lasting(25, 25, 55, 55)
                .saw(recorder -> works(recorder.forLoad("load")));
    }

    private static void works(OutcomeSink load) {
        for (int i = 0; i < 95 * 20; i++) {
            load.iteration(Samples.micros(i / 20.0));
            load.active(Samples.micros(i / 20.0));
        }
    }

    /** A script's thresholds on durations, made objectives: a system that refuses at once is a fast one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p95(http_req_duration) < 1s",
                "p95(http_req_duration{expected_response=true}) < 1s",
                "fraction(checks{check=page}) > 99%", // of another page
                "rate(orders) > 10/s",
                "count(dropped_iterations) = 0"
            })
    void whatFailsAtOnceIsNotHiddenByWhatGoesWell(String slo) {
        isWarned(
                script(50, slo).metric("vus", ANY, 0, 95, 1, 1).judge(),
                "400 of 1000 in the fault",
                "requests of the script failed",
                "add fraction(http_req_failed) < 1% to steadyState and slo");
        isWarned(script(95, slo).metric("vus", ANY, 0, 95, 1, 1).judge(), "200 of 400 in the recovery");
        assertThat(script(30, slo).metric("vus", ANY, 0, 95, 1, 1).judge().result())
                .isEqualTo(Result.PASS);
    }

    @Test
    void anObjectiveWhoseMetricGotWorseWithThemSeesThem() {
        assertThat(script(50, "fraction(http_req_failed) < 50%").judge().result())
                .isEqualTo(Result.PASS);
        assertThat(script(50, "fraction(checks) > 50%")
                        .metric("checks", ANY, 30, 50, 15, 0)
                        .judge()
                        .result())
                .isEqualTo(Result.PASS);
        assertThat(script(50, "count(errors) < 500")
                        .metric("errors", ANY, 30, 50, 19, 1)
                        .judge()
                        .result())
                .isEqualTo(Result.PASS);
        assertThat(script(50, "rate(sold) > 4/s")
                        .metric("sold", ANY, 0, 30, 20, 1)
                        .metric("sold", ANY, 50, 95, 20, 1)
                        .judge()
                        .result())
                .isEqualTo(Result.PASS);
    }

    /** k6 counts an answer as failed that a script expects, such as 404. */
    @Test
    void aShareThatAlwaysFailsIsNoConcernOfAScriptThatCountsSomething() {
        Scenarios counted = judged("fraction(checks) > 99%").steadyState("fraction(checks) > 99%");
        assertThat(script(30, counted)
                        .metric("http_req_failed", ANY, 0, 95, 5, 1)
                        .judge()
                        .result())
                .isEqualTo(Result.PASS);
        isWarned(
                script(30, "p95(http_req_duration) < 1s")
                        .metric("http_req_failed", ANY, 0, 95, 5, 1)
                        .judge(),
                "100 of 500 in the baseline");
    }

    /** 100 requests a second that are answered, and 20 of a script of which all are refused for 20 seconds of 30. */
    private static Verdict beside(String... slo) {
        Scenario scenario =
                Scenarios.scenario().slo(slo).withScript("jobs", "jobs.js").build();
        return new Observations(scenario)
                .lasting(25, 25.3, 55, 55.2)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    report(load, 100, at -> OK);
                    OutcomeSink jobs = recorder.forLoad("jobs");
                    works(jobs);
                    for (int i = 0; i < 95 * 100; i++) {
                        double at = i / 100.0;
                        load.metrics().sample("http_req_failed", ANY, Samples.micros(at), 0);
                        if (i % 5 == 0) {
                            jobs.metrics()
                                    .sample("http_req_failed", ANY, Samples.micros(at), at >= 30 && at < 50 ? 1 : 0);
                        }
                    }
                })
                .judge();
    }

    @Test
    void aScriptBesideALoadThatIsDeclaredIsNotHiddenByIt() {
        String jobs = "requests of the script of load 'jobs' failed (400 of";
        isWarned(beside("error_rate < 1%"), jobs, "in the fault", "add fraction(http_req_failed{load=jobs}) < 1%");
        // A sixth of all: the requests of the other load make it a small share.
        isWarned(beside("error_rate < 1%", "fraction(http_req_failed) < 20%"), jobs);
        isWarned(beside("error_rate < 1%", "fraction(http_req_failed{load=load}) < 1%"), jobs);
    }

    @Test
    void theFailuresOfAScriptAreReadBackWithItsLoadAndOlderOnesOfAllLoadsAreLeftOut() {
        Scenario scenario = Scenarios.scenario().withScript("jobs", "jobs.js").build();
        Metrics metrics = Metrics.of(scenario);
        metrics.forLoad("jobs").sample("http_req_failed", ANY, Samples.micros(30), 1);
        List<MetricRow> rows = new ArrayList<>(metrics.rows());
        assertThat(rows).hasSize(1);
        rows.add(new MetricRow(
                "http_req_failed", Samples.micros(30), 1, 1, 1, 1, 1, new TreeMap<>(), new TreeMap<>(Map.of(1.0, 1L))));
        assertThat(Metrics.of(scenario, List.of(), rows).rows()).isEqualTo(metrics.rows());
    }

    @Test
    void anObjectiveOnTheMetricOfOneLoadSeesThatLoad() {
        assertThat(beside("error_rate < 1%", "fraction(http_req_failed{load=jobs}) < 80%")
                        .result())
                .isEqualTo(Result.PASS);
        assertThat(beside("error_rate < 1%", "fraction(http_req_failed{load=jobs}) < 1%")
                        .result())
                .isEqualTo(Result.BREACH);
    }

    /** Those of a script that checks nothing of a load beside it. */
    @Test
    void checksOfOtherRequestsDoNotHideWhatFails() {
        Scenario scenario = judged("fraction(checks) > 99%")
                .steadyState("p95(latency) < 1s")
                .build();
        Observations observations = new Observations(scenario)
                .lasting(25, 25.3, 55, 55.2)
                .metric("checks", ANY, 0, 95, 20, 1)
                .saw(recorder -> report(
                        recorder.forLoad("load"), 100, at -> failsIf(at >= 25 && Math.round(at * 100) % 2 == 0)));
        isWarned(observations.judge(), "requests failed at once", "in the fault");
    }
}
