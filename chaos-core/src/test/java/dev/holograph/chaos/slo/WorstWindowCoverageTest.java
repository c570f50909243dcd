package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A system whose worst ten seconds lie exactly on a bound that is relative to the baseline: how often a run calls it good
 * without a doubt, held against sliding windows. {@code -Dcoverage.runs=200} for the table of the documentation.
 */
class WorstWindowCoverageTest {

    private static final int RUNS = Integer.getInteger("coverage.runs", 40);
    private static final long SEED = 20260301L;
    private static final int BASELINE = 60;
    private static final int FAULT = 30;

    /** How the system does under the fault. */
    private enum Course {
        /** It is on its bound all the time: the worst of many windows that are all alike. */
        ALIKE("always"),
        /** It is so for ten seconds, and at 70 % of it before and after: hardly any choice between windows. */
        TEN_SECONDS("for 10 s"),
        /** It is at 70 % of it all the time, and good: what a run should say, where it is short enough of memory. */
        NEVER("never, at 70 % of it");

        private final String words;

        Course(String words) {
            this.words = words;
        }

        double at(double second) {
            boolean worst = this == TEN_SECONDS && second >= 10 && second < 20;
            return this == ALIKE || worst ? 1 : 0.7;
        }
    }

    /** What became of the runs of one row. */
    private static final class Count {
        private int good;
        private int surelyGood;
        private int intervals;
        private int warned;
        private int ifExact;

        synchronized void add(ObjectiveResult found, boolean surelyGoodIfExact) {
            boolean given = found.margin() != null && found.margin().interval() != null;
            intervals += given ? 1 : 0;
            warned += found.result() == Result.WARN ? 1 : 0;
            good += found.result() == Result.PASS ? 1 : 0;
            surelyGood += found.result() == Result.PASS && given ? 1 : 0;
            ifExact += surelyGoodIfExact ? 1 : 0;
        }

        String words(Course course) {
            String holds = course == Course.NEVER || intervals < 0.02 * RUNS
                    ? "-"
                    : String.format(Locale.ROOT, "%.1f", 100.0 - 100.0 * surelyGood / intervals);
            return String.format(
                    Locale.ROOT,
                    "%s (%.0f %%) | %.1f | %.1f | %.1f | %.1f |%n",
                    holds,
                    100.0 * intervals / RUNS,
                    100.0 * surelyGood / RUNS,
                    100.0 * ifExact / RUNS,
                    100.0 * (good - surelyGood) / RUNS,
                    100.0 * warned / RUNS);
        }
    }

    @Test
    void theWorstOfManyWindowsIsSeldomSurelyGoodByLuck() {
        StringBuilder table = new StringBuilder();
        for (String indicator : List.of("p50(latency)", "p95(latency)")) {
            Scenario scenario = Scenarios.scenario()
                    .slo(indicator + " < 2x baseline in every 10s")
                    .build();
            for (Course course : Course.values()) {
                for (LatencyProcess process : LatencyProcess.values()) {
                    Count count = new Count();
                    IntStream.range(0, RUNS)
                            .parallel()
                            .forEach(number -> run(scenario, course, process, number, count));
                    table.append("| ").append(indicator).append(" | ").append(course.words);
                    table.append(" | ").append(process.words()).append(" | ").append(count.words(course));
                    if (course != Course.NEVER) {
                        assertThat((double) count.surelyGood / RUNS)
                                .as("%s %s %s", indicator, course.words, process.words())
                                .isLessThan(0.05 + 3 * Math.sqrt(0.05 / RUNS));
                    }
                }
            }
        }
        System.out.println("\n| indicator | on its bound | latencies | limit holds | surely good"
                + " | if the window were exact | good, no interval | warns |\n"
                + "|---|---|---|--:|--:|--:|--:|--:|\n" + table);
    }

    private static void run(Scenario scenario, Course course, LatencyProcess process, int number, Count count) {
        Random random = new Random(new SplittableRandom(SEED + number * 1000L).nextLong());
        Samples samples = new Samples();
        add(samples, 0, process.run(BASELINE, random), Course.ALIKE, 1);
        add(samples, BASELINE, process.run(FAULT, random), course, 2);
        SampleSource source = SampleSource.of(samples.series(scenario));
        Objective objective = scenario.slo().get(0);
        Window baseline = Samples.window(0, BASELINE);
        Window fault = Samples.window(BASELINE, BASELINE + FAULT);
        WindowEvaluator evaluator =
                new WindowEvaluator(LatencyBounds.of(scenario), source, baseline, PlannedRequests.NONE);
        Estimate base = new Uncertainty(source).of(objective.indicator(), baseline);
        Double worst = evaluator.evaluate(objective, fault).value();
        assertThat(base).isNotNull();
        assertThat(worst).isNotNull();
        Interval ifExact = Margin.of(
                        objective.comparison(),
                        (Bound.Relative) objective.bound(),
                        Estimate.of(worst, Interval.exactly(worst)),
                        base)
                .interval();
        count.add(
                new ObjectiveEvaluator(evaluator, indicator -> Map.of())
                        .of(ObjectiveRole.SLO, objective, List.of(new MeasurementWindow("", fault))),
                ifExact != null && ifExact.low() > 0);
    }

    private static void add(Samples samples, int from, double[] millis, Course course, double times) {
        for (int i = 0; i < millis.length; i++) {
            double second = i / (double) LatencyProcess.RATE;
            samples.add(from + second, Answer.ok(millis[i] * times * course.at(second)));
        }
    }
}
