package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.Map;
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

    /** 20 requests a second of a script-only load, of which half fail at once while the fault is on. */
    private static Verdict script(double failsUntil, String... slo) {
        Scenario scenario = Scenarios.scenario()
                .observed("load.js")
                .steadyState("p95(http_req_duration) < 1s")
                .slo(slo)
                .build();
        return new Observations(scenario)
                .metric("http_req_duration", Map.of(), 0, 95, 20, 20)
                .metric("http_req_duration", Map.of("expected_response", "true"), 0, 95, 20, 20)
                .metric("checks", Map.of(), 0, 95, 20, 1)
                .metric("http_req_failed", Map.of(), 0, 95, 20, 0)
                .metric("http_req_failed", Map.of(), 30, failsUntil, 20, 1)
                .lasting(25, 25, 55, 55)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    for (int i = 0; i < 95 * 20; i++) {
                        load.iteration(Samples.micros(i / 20.0));
                        load.active(Samples.micros(i / 20.0));
                    }
                })
                .judge();
    }

    /** A script's thresholds on durations, made objectives: a system that refuses at once is a fast one. */
    @ParameterizedTest
    @ValueSource(strings = {"p95(http_req_duration) < 1s", "p95(http_req_duration{expected_response=true}) < 1s"})
    void whatFailsAtOnceIsNotHiddenByAScriptsDurations(String slo) {
        isWarned(
                script(50, slo),
                "400 of 1000 in the fault",
                "requests of the script failed",
                "add fraction(http_req_failed) < 1% to steadyState and slo");
        isWarned(script(95, slo), "200 of 400 in the recovery");
        assertThat(script(30, slo).result()).isEqualTo(Result.PASS);
        assertThat(script(50, slo, "fraction(http_req_failed) < 50%").result()).isEqualTo(Result.PASS);
        assertThat(script(50, slo, "fraction(checks) > 99%").result()).isEqualTo(Result.PASS);
    }
}
