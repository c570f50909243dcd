package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** The worst of all windows, found by counts and by the values beyond it alone, is the one that measuring each finds. */
class WorstWindowTest {

    private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=");
    private static final List<String> SPANS = List.of("100ms", "700ms", "2s", "5s");
    private static final List<String> FUNCTIONS =
            List.of("p1", "p5", "p50", "p75", "p90", "p95", "p99", "min", "max", "median");

    /** The same numbers, of which each window is measured by itself. */
    private static SampleSource oneByOne(Series series) {
        return new SampleSource() {
            @Override
            public WindowStats over(Window window) {
                return series.over(window);
            }

            @Override
            public Metrics metrics() {
                return series.metrics();
            }
        };
    }

    @Property(tries = 2000)
    void ofLatencies(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Samples samples = new Samples();
        int count = random.nextInt(600);
        for (int i = 0; i < count; i++) {
            double at = random.nextInt(3) == 0 ? random.nextDouble(8) : random.nextDouble(3) + random.nextInt(3) * 2.5;
            samples.add(Math.floor(at * 1e6) / 1e6, answer(random, at));
        }
        String bound = random.nextInt(3) == 0 ? "1.2x baseline" : 20 * (1 + random.nextInt(12)) + "ms";
        Scenario scenario = scenario(random, "latency", bound);
        Series series = samples.series(scenario);
        Window baseline = Samples.window(-1, 5);
        Window range = Samples.window(random.nextInt(60) / 10.0 - 1, 5 + random.nextInt(60) / 10.0);
        Objective objective = scenario.slo().get(0);

        WindowResult found = new WindowEvaluator(
                        series.thresholds(), SampleSource.of(series), baseline, PlannedRequests.NONE)
                .evaluate(objective, range);
        WindowResult expected = new WindowEvaluator(
                        series.thresholds(), oneByOne(series), baseline, PlannedRequests.NONE)
                .evaluate(objective, range);

        Statistics.collect(expected.status());
        assertThat(found).as(objective.text() + " in " + range).isEqualTo(expected);
    }

    private static Answer answer(SplittableRandom random, double at) {
        return switch (random.nextInt(20)) {
            case 0 -> Answer.failed();
            case 1 -> Answer.timedOut();
            case 2 -> Answer.unsent(random.nextInt(200));
            default -> Answer.ok(at > 4 && at < 5 ? 150 + random.nextInt(50) : 20 * (1 + random.nextInt(5)));
        };
    }

    /** Of any sign and size, some of them written long after they were taken. */
    @Property(tries = 2000)
    void ofMetrics(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.pow(10, random.nextInt(-3, 6));
        String bound =
                switch (random.nextInt(4)) {
                    case 0 -> "1.2x baseline";
                    case 1 -> "0";
                    case 2 -> "-" + scaled(random, scale);
                    default -> scaled(random, scale);
                };
        Scenario scenario = scenario(random, "m", bound);
        Metrics metrics = Metrics.of(scenario);
        int count = random.nextInt(400);
        boolean inOrder = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            double at = inOrder && random.nextInt(50) > 0 ? 20.0 * i / count : random.nextDouble(20);
            double value = random.nextInt(5) == 0 ? 0 : (random.nextInt(20) - 6) / 5.0 * scale;
            metrics.sample("m", Map.of(), Samples.micros(Math.floor(at * 1e6) / 1e6), value);
        }
        Series series =
                new Samples().recorder(LatencyBounds.of(scenario), metrics).finish(Samples.micros(1000));
        Window baseline = Samples.window(0, 10);
        Window range = Samples.window(random.nextInt(60) / 10.0 - 1, 10 + random.nextInt(120) / 10.0);
        Objective objective = scenario.slo().get(0);

        WindowResult found = new WindowEvaluator(
                        series.thresholds(), SampleSource.of(series), baseline, PlannedRequests.NONE)
                .evaluate(objective, range);
        WindowResult expected = new WindowEvaluator(
                        series.thresholds(), oneByOne(series), baseline, PlannedRequests.NONE)
                .evaluate(objective, range);

        Statistics.collect(expected.status());
        assertThat(found.status()).as(objective.text() + " in " + range).isEqualTo(expected.status());
        Double value = expected.value();
        if (value == null) {
            assertThat(found).isEqualTo(expected);
        } else {
            assertThat(found.value()).as(objective.text()).isCloseTo(value, within(Math.abs(value) / 2000));
        }
    }

    private static String scaled(SplittableRandom random, double scale) {
        return BigDecimal.valueOf((1 + random.nextInt(10)) / 5.0 * scale).toPlainString();
    }

    private static Scenario scenario(SplittableRandom random, String metric, String bound) {
        String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        return Scenarios.scenario()
                .slo(function + "(" + metric + ") " + COMPARISONS.get(random.nextInt(4)) + " " + bound + " in every "
                        + SPANS.get(random.nextInt(SPANS.size())))
                .build();
    }
}
