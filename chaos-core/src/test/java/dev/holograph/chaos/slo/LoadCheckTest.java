package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether each load, and every other part of the test bench, did its part. */
class LoadCheckTest {

    private static final Answer OK = Answer.ok(20);

    private static String generator(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.subject().equals(FindingFormatter.LOAD))
                .map(Finding::sentence)
                .collect(Collectors.joining("\n"));
    }

    /** A run with two loads of the same kind. */
    private static Verdict twoLoads(ArrivalModel arrivals, BiConsumer<OutcomeSink, OutcomeSink> report) {
        Scenario one = Scenarios.scenario().slo("error_rate < 1%").build();
        List<Load> loads = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Load load = one.loads().get(0);
            loads.add(new Load(name, load.profile(), arrivals, load.timeout(), null, load.location()));
        }
        Scenario two = new Scenario(
                one.name(),
                one.file(),
                one.title(),
                null,
                null,
                List.of(),
                List.of(),
                loads,
                one.duration(),
                one.faults(),
                one.steadyState(),
                one.effect(),
                one.slo(),
                one.abortIf(),
                one.recovery(),
                null,
                List.of());
        SeriesRecorder recorder = SeriesRecorder.of(two);
        recorder.injecting("fault0", true, () -> Samples.at(25));
        recorder.undone("fault0", Samples.at(55));
        report.accept(recorder.forLoad("a"), recorder.forLoad("b"));
        FaultRecord fault = new FaultRecord(
                "fault0",
                "breaks it",
                true,
                Samples.at(25),
                Samples.at(25),
                Samples.at(55),
                Samples.at(55),
                List.of(Evidence.observed("seen")),
                null);
        return Judge.judge(new RunObservations(
                two,
                recorder.finish(Samples.micros(200)),
                new RunTimes(Samples.at(0), Samples.at(5), Samples.at(25), Samples.at(55), Samples.at(95)),
                List.of(fault),
                null,
                List.of()));
    }

    private static void work(OutcomeSink load, double from, double to, double perSecond) {
        for (long i = 0; i < Math.round((to - from) * perSecond); i++) {
            long due = Samples.micros(from + i / perSecond);
            load.due(due);
            load.outcome(due, OK.outcome(), OK.latencyMicros());
        }
        for (double second = from; second < to; second += 0.5) {
            load.heartbeat(Samples.micros(second));
        }
    }

    @Test
    void aLoadThatStandsStillIsNotHiddenByAnotherThatWorks() {
        ArrivalModel closed = new ArrivalModel.Closed(10, Duration.ZERO);
        assertThat(twoLoads(closed, (a, b) -> {
                            work(a, 0, 95, 50);
                            work(b, 0, 95, 50);
                        })
                        .result())
                .isEqualTo(Result.PASS);
        Verdict verdict = twoLoads(closed, (a, b) -> {
            work(a, 0, 95, 50);
            work(b, 0, 33, 50);
            work(b, 40, 95, 50);
        });
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(generator(verdict))
                .isEqualTo("the generator of load 'b' gave no sign of life for 7.5 s; what was measured then is not the"
                        + " system's");
    }

    @Test
    void aLoadThatStandsStillToTheEndIsNoticed() {
        Verdict verdict = twoLoads(new ArrivalModel.Closed(10, Duration.ZERO), (a, b) -> {
            work(a, 0, 95, 50);
            work(b, 0, 85, 50);
        });
        assertThat(generator(verdict)).startsWith("the generator of load 'b' gave no sign of life for 10.5 s");
    }

    @Test
    void aLoadThatMakesTooFewRequestsIsNotHiddenByAnotherThatMakesMore() {
        Verdict verdict = twoLoads(new ArrivalModel.Open(50, 1), (a, b) -> {
            work(a, 0, 95, 80);
            work(b, 0, 95, 20);
        });
        assertThat(generator(verdict))
                .isEqualTo(
                        "only 400 of 1000 planned requests were made in the baseline, 600 of 1500 planned requests were"
                                + " made in the fault, 800 of 2000 planned requests were made in the recovery by load 'b': the"
                                + " generator fell short by itself");
    }

    /** The API server stops for 20 s while the fault is undone; by then the load has ended as planned. */
    @Test
    void anUndoThatTakesLongerThanTheLoadIsNoShortfallOfTheLoad() {
        Verdict verdict = new Observations(
                        Scenarios.scenario().slo("error_rate < 1%").build())
                .steady(0, 95, 100, OK)
                .lasting(25, 25, 90, 120)
                .judge();
        assertThat(generator(verdict)).isEmpty();
    }

    @Test
    void aProxyThatStoodStillIsNotTheSystemsFault() {
        Verdict verdict = new Observations(
                        Scenarios.scenario().slo("max(latency) < 1s").build())
                .steady(0, 40, 100, OK)
                .steady(40, 43, 100, Answer.ok(3000))
                .steady(43, 95, 100, OK)
                .lasting(25, 25, 55, 55)
                .saw(recorder -> {
                    Heartbeat proxy = recorder.forPart("the proxy");
                    for (double second = 0; second < 95; second += 0.1) {
                        if (second < 40 || second > 43) {
                            proxy.beat(Samples.micros(second));
                        }
                    }
                })
                .judge();
        assertThat(verdict.findings()).extracting(Finding::result).contains(Result.BREACH, Result.NOT_PROVEN);
        assertThat(generator(verdict)).startsWith("the proxy gave no sign of life for 3.");
    }

    private static Observations script() {
        return new Observations(Scenarios.scenario()
                        .observed("load.js")
                        .steadyState("fraction(checks) > 99%")
                        .slo("fraction(checks) > 99%")
                        .build())
                .metric("checks", Map.of(), 0, 95, 20, 1)
                .lasting(25, 25, 55, 55);
    }

    private static void iterations(OutcomeSink load, double from, double to, double perSecond) {
        for (double second = from; second < to; second += 1 / perSecond) {
            load.iteration(Samples.micros(second));
            load.active(Samples.micros(second));
        }
    }

    @Test
    void aScriptThatAsksAllTheTimeIsAWitness() {
        Verdict verdict = script().saw(recorder -> iterations(recorder.forLoad("load"), 0, 95, 20))
                .judge();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @CsvSource({"27, 95", "26, 55", "57, 80"})
    void aScriptThatFallsSilentProvesNothing(double from, double to) {
        Verdict verdict = script().saw(recorder -> {
                    iterations(recorder.forLoad("load"), 0, from, 20);
                    iterations(recorder.forLoad("load"), to, 95, 20);
                })
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(generator(verdict)).contains("the script did nothing for ");
    }

    @Test
    void aScriptThatAlwaysWaitsLongMayGoOnWaiting() {
        Verdict verdict = script().saw(recorder -> iterations(recorder.forLoad("load"), 0, 95, 1 / 6.0))
                .judge();
        assertThat(generator(verdict)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.009, ''", "0.02, threw an exception in"})
    void aScriptThatThrowsProvesNothing(double share, String expected) {
        Verdict verdict = script().saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    iterations(load, 0, 95, 20);
                    long bad = Math.round(30 * 20 * share);
                    for (int i = 0; i < bad; i++) {
                        load.exception(Samples.micros(30 + i), "TypeError: nothing is\nat load.js:3");
                    }
                })
                .judge();
        assertThat(generator(verdict)).contains(expected);
        if (!expected.isEmpty()) {
            assertThat(generator(verdict))
                    .isEqualTo("the script threw an exception in 12 of 600 iterations in the fault, more than"
                            + " maxFailedIterations allows (1%): what it did not do was not measured; the first one:"
                            + " TypeError: nothing is");
        }
    }

    @Test
    void iterationsThatCouldNotStartProveNothing() {
        Verdict verdict = script().saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    iterations(load, 0, 95, 20);
                    load.dropped(Samples.micros(31), 400);
                })
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(generator(verdict)).startsWith("the script could not start 400 of 1000 iterations in the fault");
    }

    /** Of what did not answer there is no sample: everything that has one is well. */
    @ParameterizedTest
    @CsvSource({
        "6, ''",
        "7, 7 of 607 iterations that the script began in the fault had not ended when the load was over, more"
    })
    void iterationsThatDidNotEndProveNothing(int count, String expected) {
        Verdict verdict = script().saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    iterations(load, 0, 95, 20);
                    load.unfinished(Samples.micros(31), count);
                })
                .judge();
        assertThat(generator(verdict)).contains(expected);
        if (!expected.isEmpty()) {
            assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        }
    }

    @Test
    void failuresAreCountedByReasonInThePhaseThatTheirRequestsCountIn() {
        RunObservations observed = new Observations(
                        Scenarios.scenario().slo("error_rate < 1%").build())
                .lasting(25, 25, 55, 55)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    FailureReason status = FailureReason.status(415);
                    load.failed(Samples.micros(10), 1000, status, "<html>no such type");
                    load.failed(Samples.micros(24.8), 400_000, status, "another");
                    load.failed(Samples.micros(30), 1000, status, null);
                    load.failed(Samples.micros(60), 1000, FailureReason.of(FailureReason.Kind.REFUSED), null);
                })
                .observed();
        List<FailureCount> failures = FailureCount.of(observed);
        assertThat(failures).hasSize(2);
        FailureCount first = failures.get(0);
        assertThat(first.reason().text()).isEqualTo("status 415");
        assertThat(first.perPhase()).containsOnly(Map.entry(Phase.BASELINE, 1L), Map.entry(Phase.FAULT, 2L));
        assertThat(first.sample()).isEqualTo("<html>no such type");
        assertThat(first.first()).isEqualTo(Samples.at(10.001));
        assertThat(first.last()).isEqualTo(Samples.at(30.001));
        assertThat(failures.get(1).perPhase()).containsOnlyKeys(Phase.RECOVERY);
    }

    /** A system that makes up reasons for one request hides none of another, and does not fill the memory. */
    @Test
    void failuresAreCountedByRequest() {
        RunObservations observed = new Observations(
                        Scenarios.scenario().slo("error_rate < 1%").build())
                .lasting(25, 25, 55, 55)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    for (int i = 0; i < 10_000; i++) {
                        FailureReason madeUp = new FailureReason(FailureReason.Kind.OTHER, Integer.toString(i));
                        load.forRequest("search").failed(Samples.micros(30), 1000, madeUp, null);
                    }
                    load.forRequest("buy").failed(Samples.micros(30), 1000, FailureReason.status(405), "no");
                })
                .observed();

        List<FailureCount> failures = FailureCount.of(observed);

        assertThat(failures).hasSize(42);
        assertThat(failures.get(0).count()).isEqualTo(9_960);
        assertThat(failures.get(0).request()).isEqualTo("search");
        assertThat(failures.get(0).reason().text()).isEqualTo("other (reasons beyond the first 40)");
        assertThat(failures)
                .filteredOn(one -> "buy".equals(one.request()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.reason()).isEqualTo(FailureReason.status(405));
                    assertThat(one.sample()).isEqualTo("no");
                });
    }

    /** An abort condition ends the run under the fault: there is no recovery, and no planned end. */
    @Test
    void failuresOfARunThatWasAbortedCountInThePhaseInWhichItEnded() {
        RunObservations whole = new Observations(
                        Scenarios.scenario().slo("error_rate < 1%").build())
                .lasting(25, 25, 33, 33)
                .saw(recorder -> {
                    OutcomeSink load = recorder.forLoad("load");
                    FailureReason closed = FailureReason.of(FailureReason.Kind.CLOSED);
                    load.failed(Samples.micros(10), 1000, closed, null);
                    load.failed(Samples.micros(28), 1000, closed, null);
                    load.failed(Samples.micros(32), 1000, closed, null);
                })
                .observed();
        RunTimes aborted = new RunTimes(Samples.at(0), Samples.at(5), Samples.at(25), null, null);
        RunObservations observed =
                new RunObservations(whole.scenario(), whole.series(), aborted, whole.faults(), null, List.of());

        FailureCount closed = FailureCount.of(observed).get(0);

        assertThat(closed.count()).isEqualTo(3);
        assertThat(closed.perPhase()).containsOnly(Map.entry(Phase.BASELINE, 1L), Map.entry(Phase.FAULT, 2L));
    }

    /** Nothing was injected: the system was not healthy. */
    @Test
    void failuresOfARunThatNeverCameToItsFaultCountInTheBaseline() {
        RunObservations whole = new Observations(
                        Scenarios.scenario().slo("error_rate < 1%").build())
                .saw(recorder ->
                        recorder.forLoad("load").failed(Samples.micros(10), 1000, FailureReason.status(503), null))
                .observed();
        RunTimes times = new RunTimes(Samples.at(0), Samples.at(5), null, null, null);
        RunObservations observed =
                new RunObservations(whole.scenario(), whole.series(), times, List.of(), null, List.of());

        assertThat(FailureCount.of(observed).get(0).perPhase()).containsOnly(Map.entry(Phase.BASELINE, 1L));
    }

    /** Each of several pods makes its share, and is a witness of its own. */
    private static Verdict runners(int number, Consumer<List<OutcomeSink>> report) {
        return twoLoads(new ArrivalModel.Open(400, 1), (a, b) -> {
            work(a, 0, 95, 400);
            List<OutcomeSink> runners = IntStream.rangeClosed(1, number)
                    .mapToObj(i -> b.forRunner("runner " + i + " of " + number))
                    .toList();
            report.accept(runners);
        });
    }

    @Test
    void aRunnerThatStandsStillIsNotHiddenByTheOthers() {
        assertThat(runners(4, all -> all.forEach(runner -> work(runner, 0, 95, 100)))
                        .result())
                .isEqualTo(Result.PASS);
        Verdict verdict = runners(4, all -> {
            all.stream().skip(1).forEach(runner -> work(runner, 0, 95, 100));
            work(all.get(0), 0, 95, 100);
        });
        assertThat(verdict.result()).isEqualTo(Result.PASS);
        Verdict still = runners(4, all -> {
            all.stream().skip(1).forEach(runner -> work(runner, 0, 95, 100));
            work(all.get(0), 0, 33, 100);
            work(all.get(0), 40, 95, 100);
        });
        assertThat(still.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(generator(still)).contains("runner 1 of 4 gave no sign of life for 7.5 s");
    }

    @Test
    void aRunnerThatFallsSilentBeforeTheEndIsNoticed() {
        Verdict verdict = runners(4, all -> {
            all.stream().skip(1).forEach(runner -> work(runner, 0, 95, 100));
            work(all.get(0), 0, 85, 100);
        });
        assertThat(generator(verdict)).contains("runner 1 of 4 gave no sign of life for 10.5 s");
    }

    /** Of 40 one is less than the tolerance of them all. */
    @Test
    void aRunnerThatMakesTooLittleIsNotHiddenByItsNumber() {
        Verdict verdict = runners(40, all -> {
            all.stream().skip(1).forEach(runner -> work(runner, 0, 95, 10));
            work(all.get(0), 0, 95, 5);
        });
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(generator(verdict))
                .isEqualTo(
                        "only 100 of 200 planned requests were made in the baseline, 150 of 300 planned requests were"
                                + " made in the fault, 200 of 400 planned requests were made in the recovery by"
                                + " runner 1 of 40: the generator fell short by itself");
    }
}
