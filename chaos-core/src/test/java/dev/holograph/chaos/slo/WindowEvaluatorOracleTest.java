package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.slo.Samples.Answer;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Random series, judged by counting cells and by looking at every sample. */
class WindowEvaluatorOracleTest {

    private static final List<String> LATENCIES =
            List.of("p50", "p90", "p95", "p99", "p99.9", "min", "max", "mean", "median");
    private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=");

    @Property(tries = 1000)
    void absoluteBoundsAreDecidedExactly(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples samples = series(random);
        Scenario scenario = Scenarios.scenario()
                .slo(objective(random, samples) + span(random))
                .build();
        Objective objective = scenario.slo().get(0);
        Window range = stretch(random);
        double bound = ((Bound.Absolute) objective.bound()).value().value();

        WindowResult found = new WindowEvaluator(
                        LatencyBounds.of(scenario),
                        SampleSource.of(samples.series(scenario)),
                        null,
                        PlannedRequests.NONE)
                .evaluate(objective, range);

        Status expected = Status.NOTHING_DUE;
        for (Window window : windows(objective, range)) {
            Status one = new Oracle(samples.all, window).status(objective.indicator(), objective.comparison(), bound);
            expected = one.compareTo(expected) > 0 ? one : expected;
        }
        Statistics.collect(expected);
        assertThat(found.status()).as(objective.text() + " in " + range).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void valuesAreWithinATenthOfAPercent(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples samples = series(random);
        Scenario scenario = Scenarios.scenario().slo(objective(random, samples)).build();
        Objective objective = scenario.slo().get(0);
        Window window = stretch(random);
        Double expected = new Oracle(samples.all, window).value(objective.indicator());
        Double found = new WindowEvaluator(
                        LatencyBounds.of(scenario),
                        SampleSource.of(samples.series(scenario)),
                        null,
                        PlannedRequests.NONE)
                .value(objective.indicator(), window);
        if (expected == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found).as(objective.text()).isCloseTo(expected, within(0.001 + expected / 1000));
        }
    }

    @Property(tries = 1000)
    void relativeBoundsAreDecidedButForTheHistogramsWidth(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples samples = series(random);
        String indicator =
                random.nextInt(4) == 0 ? "error_rate" : LATENCIES.get(random.nextInt(LATENCIES.size())) + "(latency)";
        String bound = indicator.equals("error_rate")
                ? List.of("max(2x baseline, 1%)", "baseline + 5%", "max(1.5x baseline, 10%)")
                        .get(random.nextInt(3))
                : List.of("1.3x baseline", "baseline + 50ms", "max(0.5x baseline, 200ms)")
                        .get(random.nextInt(3));
        Scenario scenario = Scenarios.scenario()
                .slo(indicator + " " + COMPARISONS.get(random.nextInt(4)) + " " + bound)
                .build();
        Objective objective = scenario.slo().get(0);
        Window baseline = Samples.window(0, 3);
        Window range = Samples.window(3, 7);
        Double base = new Oracle(samples.all, baseline).value(objective.indicator());
        WindowEvaluator evaluator = new WindowEvaluator(
                LatencyBounds.of(scenario), SampleSource.of(samples.series(scenario)), baseline, PlannedRequests.NONE);
        WindowResult found = evaluator.evaluate(objective, range);
        if (found.status() == Status.NO_BASELINE) {
            Statistics.collect("no baseline");
            return;
        }
        Oracle oracle = new Oracle(samples.all, range);
        double limit = ((Bound.Relative) objective.bound()).at(base);
        Double value = oracle.value(objective.indicator());
        boolean near = value != null
                && !indicator.equals("error_rate")
                && (Math.abs(value - limit) < 0.004 * limit || !oracle.nothingGivenUp());
        Statistics.collect(near ? "near" : "decided");
        if (!near) {
            assertThat(found.status())
                    .as(objective.text() + ": " + value + " for " + limit)
                    .isEqualTo(oracle.status(objective.indicator(), objective.comparison(), limit));
        }
    }

    @Property(tries = 300)
    void everyRequestIsCountedOnceInThePhaseInWhichItWasDue(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples samples = series(random);
        Series series = samples.series(Scenarios.scenario().build());
        long middle = random.nextLong(60) + 5;
        Window before = Samples.window(0, middle / 10.0);
        Window after = Samples.window(middle / 10.0, 10);
        assertThat(series.over(before).due()).isEqualTo(new Oracle(samples.all, before).due());
        assertThat(series.over(before).due() + series.over(after).due()).isEqualTo(samples.all.size());
    }

    private static List<Window> windows(Objective objective, Window range) {
        if (!(objective.span() instanceof WindowRule.Every every)) {
            return List.of(range);
        }
        long length = every.window().toNanos() / 1000;
        if (length >= range.to() - range.from()) {
            return List.of(range);
        }
        List<Window> windows = new ArrayList<>();
        for (long from = range.from(); from + length <= range.to(); from += 100_000) {
            windows.add(new Window(from, from + length));
        }
        return windows;
    }

    /** Eight seconds, with a silent or a sick range somewhere. */
    private static Samples series(SplittableRandom random) {
        Samples samples = new Samples();
        int count = random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(800);
        double sickFrom = random.nextDouble(8);
        double sickTo = sickFrom + random.nextDouble(3);
        int sickness = random.nextInt(4);
        double rarity = random.nextInt(3) == 0 ? 0 : random.nextDouble(0.05);
        for (int i = 0; i < count; i++) {
            double at = Math.floor(random.nextDouble(8) * 1e6) / 1e6;
            boolean sick = at >= sickFrom && at < sickTo;
            if (sick && sickness == 0) {
                continue;
            }
            boolean odd = random.nextDouble() < (sick ? 0.6 : rarity);
            samples.add(at, odd ? oddAnswer(random, sickness) : Answer.ok(latency(random)));
        }
        return samples;
    }

    private static Answer oddAnswer(SplittableRandom random, int sickness) {
        return switch (sickness) {
            case 1 -> Answer.failed();
            case 2 -> Answer.timedOut();
            case 3 -> Answer.unsent(latency(random));
            default -> Answer.ok(5 * latency(random));
        };
    }

    /** Often one of a few values, so that samples lie exactly on bounds. */
    private static double latency(SplittableRandom random) {
        return random.nextBoolean() ? 50 * (1 + random.nextInt(8)) : Math.floor(random.nextDouble(600_000)) / 1000;
    }

    private static String objective(SplittableRandom random, Samples samples) {
        String comparison = COMPARISONS.get(random.nextInt(4));
        return switch (random.nextInt(6)) {
            case 0 ->
                "error_rate " + comparison + " "
                        + List.of("1%", "5%", "10%", "50%").get(random.nextInt(4));
            case 1 -> "throughput " + comparison + " " + random.nextInt(120) + "/s";
            default ->
                LATENCIES.get(random.nextInt(LATENCIES.size())) + "(latency) " + comparison + " "
                        + bound(random, samples);
        };
    }

    /** A latency that occurs, or the next microsecond. */
    private static String bound(SplittableRandom random, Samples samples) {
        long micros = samples.all.isEmpty()
                ? 100_000
                : samples.all.get(random.nextInt(samples.all.size())).latency() + random.nextInt(3) - 1;
        return BigDecimal.valueOf(Math.max(1, micros), 3).toPlainString() + "ms";
    }

    private static String span(SplittableRandom random) {
        return random.nextBoolean()
                ? ""
                : " in every " + List.of("100ms", "500ms", "2s", "20s").get(random.nextInt(4));
    }

    private static Window stretch(SplittableRandom random) {
        long from = random.nextInt(60);
        long length = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 10 + random.nextInt(70);
        return Samples.window(from / 10.0, (from + length) / 10.0);
    }
}
