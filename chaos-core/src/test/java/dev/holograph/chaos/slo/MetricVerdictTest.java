package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.Feasibility;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What objectives on metrics of k6 and of probes come to. The fault is from 25 s to 55 s, the run from 0 s to 95 s. */
class MetricVerdictTest {

    private static final List<String> FUNCTIONS = List.of("min", "max", "mean", "p50", "p95", "p99.9", "p1");

    private static final Map<String, String> NONE = Map.of();

    private static Scenarios scenario(String... slo) {
        return Scenarios.scenario().slo(slo);
    }

    private static Observations healthy(Scenarios scenario) {
        return new Observations(scenario.build())
                .steady(0, 95, 100, Samples.Answer.ok(20))
                .lasting(25, 25, 55, 55);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // 10 a second of value 40 but for 2 s of value 90 in the fault
                "p95(m) < 50ms;BREACH;90ms",
                "p90(m) < 50;PASS;40",
                "median(m) <= 40;PASS;40",
                "max(m) < 90ms;BREACH;90ms",
                "max(m) <= 90ms;PASS;90ms",
                "min(m) >= 40;PASS;40",
                "min(m) = 41;BREACH;40",
                "mean(m) < 43.3;BREACH;43.33",
                "mean(m) < 43.4;PASS;43.33",
                "p50(m) > 1.5x baseline;BREACH;40",
                "p95(m) < 2x baseline;BREACH;90",
                "p95(m) < max(2x baseline, 100ms);PASS;90ms",
                "p50(m) < 50ms in every 5s;PASS;40ms",
                "p75(m) < 50ms in every 5s;BREACH;90ms",
                "max(m) < 50ms during recovery;PASS;40ms",
                "count(m) < 13001;PASS;13000",
                "count(m) = 13000;PASS;13000",
                "rate(m) > 433/s;PASS;433.3/s",
                "rate(m) > 434/s;BREACH;433.3/s",
                "rate(m) < 900/s in every 1s;BREACH;900/s",
                "fraction(m) > 98%;PASS;100%",
                "fraction(m) < 50%;BREACH;100%",
            })
    void eachFunction(String slo, Result expected, String measured) {
        Verdict verdict = healthy(scenario(slo))
                .metric("m", NONE, 0, 40, 10, 40)
                .metric("m", NONE, 40, 42, 10, 90)
                .metric("m", NONE, 42, 95, 10, 40)
                .judge();
        assertThat(verdict.result()).isEqualTo(expected);
        assertThat(verdict.findings()).extracting(Finding::measured).contains(measured);
    }

    @ParameterizedTest
    @CsvSource({
        "fraction(ok) >= 90%, 1, PASS",
        "fraction(ok) >= 98%, 1, NOT_PROVEN",
        "fraction(ok) >= 98%, 0, BREACH",
        "fraction(ok) < 1%, 0, NOT_PROVEN",
        "fraction(ok) < 1%, 1, BREACH",
        "p95(ok) < 2, 1, NOT_PROVEN",
        "p95(ok) < 1, 1, BREACH",
        "p99.9(ok) < 1, 1, BREACH",
        "max(ok) < 2, 1, PASS",
    })
    void thirtySamplesProveOnlySoMuch(String slo, double value, Result expected) {
        Verdict verdict =
                healthy(scenario(slo)).metric("ok", NONE, 0, 95, 1, value).judge();
        assertThat(verdict.result()).isEqualTo(expected);
    }

    @Test
    void runsAreComparedByMetricsAsWell() {
        Observations run = healthy(scenario("p95(m) < 50ms in every 10s", "max(m) < 90ms during recovery"))
                .metric("m", NONE, 0, 50, 10, 40)
                .metric("m", NONE, 50, 95, 10, 45);
        assertThat(Evaluation.of(run.observed()).objectives())
                .filteredOn(measured -> measured.role() == ObjectiveRole.SLO)
                .extracting(ObjectiveResult::value)
                .containsExactly(45.0, 45.0);
    }

    @Test
    void tagsSelectSamples() {
        Observations run = healthy(scenario("max(m{name=a}) < 5", "max(m) >= 7", "count(m{name=b,status=500}) = 0"))
                .metric("m", Map.of("name", "a", "status", "200"), 0, 95, 1, 4)
                .metric("m", Map.of("name", "b", "status", "200"), 0, 95, 1, 7)
                .metric("m", Map.of("name", "b", "status", "500"), 2, 3, 1, 7);
        assertThat(run.judge().result()).isEqualTo(Result.PASS);
    }

    @Test
    void aMetricThatNeverCameIsNamedWithThoseThatDid() {
        Verdict verdict = healthy(scenario("max(m_duratoin) < 5"))
                .metric("m_duration", NONE, 0, 95, 1, 4)
                .metric("reqs", NONE, 0, 95, 1, 4)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(verdict.decisive())
                .extracting(Finding::sentence)
                .containsExactly("max(m_duratoin) < 5 (fault): there is no sample in the whole run: the metric"
                        + " 'm_duratoin' never came; did you mean 'm_duration'?; these came: m_duration, reqs");
    }

    @Test
    void soIsOneThatCameWithoutTheTag() {
        Verdict verdict = healthy(scenario("count(m{status=500}) < 5"))
                .metric("m", Map.of("status", "200"), 0, 95, 1, 1)
                .judge();
        assertThat(verdict.decisive())
                .extracting(Finding::sentence)
                .containsExactly("count(m{status=500}) < 5 (fault): there is no sample in the whole run:"
                        + " 'm' came, but never as m{status=500}");
    }

    @ParameterizedTest
    @CsvSource({"max(m) < 5", "fraction(m) < 50% in every 10s", "count(m) < 5"})
    void noDataPassesWhereThatIsSaid(String slo) {
        assertThat(healthy(scenario(slo)).judge().result()).isEqualTo(Result.NOT_PROVEN);
        Observations elsewhere = healthy(scenario(slo).noDataPasses()).metric("m", NONE, 90, 95, 1, 1);
        assertThat(elsewhere.judge().result()).isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        "max(m) < 2x baseline, NOT_PROVEN",
        "max(m) >= 0.5x baseline, NOT_PROVEN",
        "'max(m) < max(2x baseline, 10)', PASS",
        "max(m) < baseline + 10, PASS",
        "max(m) > 2x baseline, PASS"
    })
    void aBaselineOfZeroBearsNoBoundWithoutAFloor(String slo, Result expected) {
        Verdict verdict = healthy(scenario(slo))
                .metric("m", NONE, 0, 25, 10, 0)
                .metric("m", NONE, 25, 95, 10, 5)
                .judge();
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(expected);
        if (expected == Result.NOT_PROVEN) {
            assertThat(verdict.decisive().get(0).sentence())
                    .contains("the baseline is 0, and so is a bound that is relative to it; give it a floor");
        }
    }

    /** A misspelt name has no data for ever. */
    @Test
    void noDataOfANameThatNeverCameIsAWarningThatNamesThoseThatDid() {
        Verdict verdict = healthy(scenario("count(droped_iterations) = 0").noDataPasses())
                .metric("dropped_iterations", NONE, 30, 31, 4, 1)
                .metric("vus", NONE, 0, 95, 1, 5)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.WARN);
        assertThat(verdict.decisive()).singleElement().satisfies(finding -> assertThat(finding.sentence())
                .isEqualTo("count(droped_iterations) = 0 (fault): there is no sample in the whole run: the metric"
                        + " 'droped_iterations' never came; did you mean 'dropped_iterations'?; these came:"
                        + " dropped_iterations, vus"));
    }

    /** So has a misspelt tag; only a counter is 0 where nothing increased it, unless another value is meant. */
    @ParameterizedTest
    @CsvSource({
        "p95(m{name=chekout}) < 5, WARN",
        "mean(m{name=chekout}) < 5, WARN",
        "fraction(m{name=chekout}) < 50%, WARN",
        "rate(m{name=chekout}) > 5/s, WARN",
        "count(m{name=chekout}) = 0, WARN",
        "count(m{name=checkout2}) = 0, PASS",
        "count(m{name=refund}) = 0, PASS",
        "count(m{name=checkout}) < 9999, PASS"
    })
    void noDataWithTagsThatNeverCameIsAWarningToo(String slo, Result expected) {
        Verdict verdict = healthy(scenario(slo).noDataPasses())
                .metric("m", Map.of("name", "checkout"), 0, 95, 10, 1)
                .judge();
        assertThat(verdict.result()).isEqualTo(expected);
        if (expected == Result.WARN) {
            assertThat(verdict.decisive()).singleElement().satisfies(finding -> assertThat(finding.sentence())
                    .endsWith(
                            "there is no sample in the whole run: 'm' came, but never as m{name=chekout}; did you mean"
                                    + " 'm{name=checkout}'?"));
        }
    }

    /** k6 writes this counter when it drops an iteration, and not before. */
    @Test
    void iterationsThatWereNeverDroppedAreNoneIfK6Ran() {
        String slo = "count(dropped_iterations) = 0";
        Verdict ran = healthy(scenario(slo)).metric("vus", NONE, 0, 95, 1, 5).judge();
        assertThat(ran.result()).isEqualTo(Result.PASS);
        assertThat(ran.findings()).extracting(Finding::measured).contains("0");
        assertThat(healthy(scenario(slo)).judge().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(healthy(scenario(slo))
                        .metric("vus", NONE, 0, 95, 1, 5)
                        .metric("dropped_iterations", NONE, 30, 31, 4, 1)
                        .judge()
                        .result())
                .isEqualTo(Result.BREACH);
        assertThat(healthy(scenario("count(dropped_iterations{scenario=typo}) = 0"))
                        .metric("vus", NONE, 0, 95, 1, 5)
                        .judge()
                        .result())
                .isEqualTo(Result.NOT_PROVEN);
    }

    @Test
    void aWindowWithoutASampleIsNoData() {
        Verdict verdict = healthy(scenario("max(m) < 5 in every 5s"))
                .metric("m", NONE, 0, 40, 1, 4)
                .metric("m", NONE, 46, 95, 1, 4)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(verdict.decisive())
                .extracting(Finding::sentence)
                .containsExactly("max(m) < 5 in every 5s (fault, worst window from 39.1s): there is no sample");
    }

    @Test
    void aCounterThatIsNotIncreasedStandsStill() {
        Verdict verdict = healthy(scenario("count(retries) < 5 in every 5s", "rate(retries) <= 0/s during recovery"))
                .metric("retries", NONE, 30, 31, 4, 1)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.PASS);
    }

    @Test
    void recoveryIsAlsoMeasuredByMetrics() {
        Scenarios scenario = scenario("recovery_time < 10s").steadyState("min(ready) >= 3");
        Verdict verdict = healthy(scenario)
                .metric("ready", NONE, 0, 25, 1, 3)
                .metric("ready", NONE, 25, 61, 1, 2)
                .metric("ready", NONE, 61, 95, 1, 3)
                .judge();
        assertThat(verdict.result()).isEqualTo(Result.PASS);
        assertThat(verdict.findings()).extracting(Finding::measured).contains("5.1s");
    }

    @Test
    void theGateLooksAtMetricsToo() {
        Scenario scenario =
                scenario("error_rate < 1%").steadyState("max(m) < 5").build();
        Metrics metrics = Metrics.of(scenario);
        SeriesRecorder recorder =
                new SeriesRecorder(LatencyBounds.of(scenario), Samples.TIMEOUT, metrics, List.of("load"));
        LiveView view = new LiveView(scenario, recorder, LatencyBounds.of(scenario));
        metrics.came("n");
        assertThat(view.notSteady(Samples.at(5), Samples.at(25)))
                .containsExactly("max(m) < 5 (baseline): there is no sample in the whole run:"
                        + " the metric 'm' never came; these came: n");
        metrics.sample("m", NONE, Samples.micros(7), 4);
        assertThat(view.notSteady(Samples.at(5), Samples.at(25))).isEmpty();
        metrics.sample("m", NONE, Samples.micros(8), 5);
        assertThat(view.notSteady(Samples.at(5), Samples.at(25))).hasSize(1);
    }

    @Test
    void aRateIsNotLowOnlyBecauseRowsAreStillOnTheirWay() {
        Scenario scenario =
                scenario("error_rate < 1%").steadyState("rate(m) >= 10/s").build();
        Metrics metrics = Metrics.of(scenario);
        SeriesRecorder recorder =
                new SeriesRecorder(LatencyBounds.of(scenario), Samples.TIMEOUT, metrics, List.of("load"));
        LiveView view = new LiveView(scenario, recorder, LatencyBounds.of(scenario));
        for (int i = 0; i < 190; i++) {
            metrics.sample("m", NONE, Samples.micros(5 + i / 10.0), 1);
        }
        assertThat(view.notSteady(Samples.at(5), Samples.at(25))).hasSize(1);
        recorder.forLoad("load").heartbeat(Samples.micros(24));
        assertThat(view.notSteady(Samples.at(5), Samples.at(25))).isEmpty();
    }

    @Test
    void anAbortByAMetric() {
        Scenario scenario =
                scenario("error_rate < 1%").abortIf("max(m) > 8 in any 5s").build();
        Metrics metrics = Metrics.of(scenario);
        SeriesRecorder recorder =
                new SeriesRecorder(LatencyBounds.of(scenario), Samples.TIMEOUT, metrics, List.of("load"));
        LiveView view = new LiveView(scenario, recorder, LatencyBounds.of(scenario));
        assertThat(view.abort(Samples.at(25), Samples.at(40))).isEmpty();
        metrics.sample("m", NONE, Samples.micros(38), 8);
        assertThat(view.abort(Samples.at(25), Samples.at(40))).isEmpty();
        metrics.sample("m", NONE, Samples.micros(38), 9);
        assertThat(view.abort(Samples.at(25), Samples.at(40))).contains("max(m) > 8 in any 5s: 9");
    }

    /** Held against an oracle that sorts and counts anew, with values of any size and sign. */
    @Property(tries = 1000)
    void valuesAreExact(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        Scenario scenario = scenario(function + "(m) < 5").build();
        Metrics metrics = Metrics.of(scenario);
        List<Double> all = new ArrayList<>();
        double scale = Math.pow(10, random.nextInt(-9, 12));
        for (int i = 0; i < random.nextInt(300); i++) {
            double at = random.nextInt(100) / 10.0;
            double value = (random.nextDouble() - 0.3) * scale;
            metrics.sample("m", NONE, Samples.micros(at), value);
            if (at >= 2 && at < 6) {
                all.add(value);
            }
        }
        Indicator.OfMetric indicator =
                (Indicator.OfMetric) scenario.slo().get(0).indicator();
        Double found =
                MetricIndicatorEvaluator.value(indicator, metrics.over(indicator.metric(), Samples.window(2, 6)));
        if (all.isEmpty()) {
            assertThat(found).isNull();
            return;
        }
        Collections.sort(all);
        double expected = function.equals("mean")
                ? all.stream().mapToDouble(value -> value).average().orElseThrow()
                : all.get((int)
                        switch (function) {
                            case "min" -> 0;
                            case "max" -> all.size() - 1;
                            // the smallest value that at least this share of all does not exceed
                            default ->
                                IntStream.range(0, all.size())
                                        .filter(i -> (i + 1) * 1000L
                                                >= all.size()
                                                        * Math.round(Double.parseDouble(function.substring(1)) * 10))
                                        .findFirst()
                                        .orElseThrow();
                        });
        double off = function.startsWith("p") ? 1 / 2000.0 : 1e-9;
        assertThat(found).isCloseTo(expected, within(Math.abs(expected) * off));
    }

    /** A bound that samples may be at, or next to: held against all samples in their order. */
    @Property(tries = 2000)
    void percentilesAreDecidedExactly(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int percent = random.nextInt(1, 100);
        String comparison = List.of("<", "<=", ">=", ">").get(random.nextInt(4));
        double bound = random.nextInt(-3, 4);
        Scenario scenario = scenario("p" + percent + "(m) " + comparison + " " + (long) bound)
                .build();
        Metrics metrics = Metrics.of(scenario);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(40); i++) {
            double value = List.of(bound, Math.nextUp(bound), Math.nextDown(bound), bound + 1, bound - 1)
                    .get(random.nextInt(5));
            metrics.sample("m", NONE, Samples.micros(random.nextInt(100) / 10.0), value);
            all.add(value);
        }
        Collections.sort(all);
        double exact = all.get((percent * all.size() + 99) / 100 - 1);
        Objective objective = scenario.slo().get(0);
        Indicator.OfMetric indicator = (Indicator.OfMetric) objective.indicator();
        WindowResult found = MetricIndicatorEvaluator.of(
                indicator, objective.comparison(), bound, metrics.over(indicator.metric(), Samples.window(0, 10)));
        if (found.status() != WindowResult.Status.TOO_FEW) {
            assertThat(found.status() == WindowResult.Status.HOLDS)
                    .isEqualTo(objective.comparison().holds(exact, bound));
        }
        assertThat(found.status() == WindowResult.Status.TOO_FEW && all.size() >= found.needed())
                .isFalse();
    }

    @Test
    void aProbeThatAsksTooSeldomForABoundIsRefused() {
        Scenarios scenario = scenario("p95(front) < 1s", "p95(front) < 1s in every 6s", "max(front_value) < 5")
                .probe("front", Duration.ofMillis(500));
        assertThat(Feasibility.of(scenario.build()))
                .extracting(Violation::message)
                .containsExactly(
                        "scenarios/test.yaml:1:1: 'p95(front) < 1s in every 6s' needs 59 answers in each window,"
                                + " and the probe queries 12 times in 6s; query at least every 101ms, measure for longer, or take a"
                                + " bound that needs fewer");
    }

    @Test
    void anEffectOnAMetric() {
        Scenarios scenario = scenario("error_rate < 1%").effect("max(lag) > 9");
        assertThat(healthy(scenario).metric("lag", NONE, 0, 95, 1, 9).judge().result())
                .isEqualTo(Result.NOT_PROVEN);
        assertThat(healthy(scenario).metric("lag", NONE, 0, 95, 1, 10).judge().result())
                .isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity"})
    void whatIsNoNumberIsNoData(double value) {
        assertThat(healthy(scenario("max(m) < 5"))
                        .metric("m", NONE, 0, 95, 1, value)
                        .judge()
                        .result())
                .isEqualTo(Result.NOT_PROVEN);
    }
}
