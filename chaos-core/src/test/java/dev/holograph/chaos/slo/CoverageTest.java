package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often 95 % are 95 %. {@code -Dcoverage.runs=400} for the table of the documentation. */
class CoverageTest {

    private static final int RUNS = Integer.getInteger("coverage.runs", 30);
    private static final int[] SECONDS = RUNS < 200 ? new int[] {60} : new int[] {20, 30, 60, 120, 300};
    private static final long SEED = 20260301L;
    private static final Indicator P50 = new Indicator.Percentile(0.5, Indicator.LATENCY);
    private static final Indicator P95 = new Indicator.Percentile(0.95, Indicator.LATENCY);
    private static final Indicator MEAN = new Indicator.Statistic(Indicator.Statistic.Kind.MEAN, Indicator.LATENCY);
    private static final Indicator ERRORS = new Indicator.ErrorRate();

    /** What became of the intervals of one row. */
    private static final class Count {
        private int runs;
        private int given;
        private int covering;
        private int surelyGood;

        synchronized void add(@org.jspecify.annotations.Nullable Interval interval, double truth) {
            runs++;
            if (interval != null) {
                given++;
                covering += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
                surelyGood += interval.low() > truth ? 1 : 0;
            }
        }

        double coverage() {
            return given == 0 ? Double.NaN : (double) covering / given;
        }

        String words() {
            return given < 0.02 * runs
                    ? String.format(Locale.ROOT, "- (%.0f %%)", 100.0 * given / runs)
                    : String.format(Locale.ROOT, "%.1f (%.0f %%)", 100 * coverage(), 100.0 * given / runs);
        }
    }

    private static SampleSource readings(double[] millis, double failBeyond) {
        Samples samples = new Samples();
        for (int i = 0; i < millis.length; i++) {
            boolean fails = millis[i] > failBeyond;
            samples.add(i / (double) LatencyProcess.RATE, fails ? Answer.failed() : Answer.ok(millis[i]));
        }
        return SampleSource.of(samples.recorder(LatencyBounds.of()).finish(Samples.micros(10_000)));
    }

    private static Estimate estimate(Indicator indicator, SampleSource source, int seconds) {
        Estimate estimate = new Uncertainty(source).of(indicator, Samples.window(0, seconds));
        assertThat(estimate).isNotNull();
        return estimate;
    }

    /** What is slower than the stretch itself no statistics of the stretch can see: of that the table tells. */
    @Test
    void anIntervalOf95PercentCovers95PercentOrIsNotGiven() {
        StringBuilder table = new StringBuilder();
        List<String> tooNarrow = new ArrayList<>();
        for (LatencyProcess process : LatencyProcess.values()) {
            for (int seconds : SECONDS) {
                Count[] counts = {new Count(), new Count(), new Count(), new Count()};
                double errors = process.quantile(0.98);
                IntStream.range(0, RUNS).parallel().forEach(number -> {
                    Random random = new Random(new SplittableRandom(SEED + number * 1000L + seconds).nextLong());
                    double[] run = process.run(seconds, random);
                    SampleSource whole = readings(run, Double.MAX_VALUE);
                    counts[0].add(estimate(P50, whole, seconds).interval(), process.quantile(0.5));
                    counts[1].add(estimate(P95, whole, seconds).interval(), process.quantile(0.95));
                    counts[2].add(estimate(MEAN, whole, seconds).interval(), process.mean());
                    counts[3].add(
                            estimate(ERRORS, readings(run, errors), seconds).interval(), 0.02);
                });
                table.append("| ").append(process.words()).append(" | ").append(seconds);
                for (Count count : counts) {
                    table.append(" | ").append(count.words());
                    double floor = 0.85 - 3 * Math.sqrt(0.1 / Math.max(1, count.given));
                    boolean fair = seconds >= 60 && process.isShortAgainst(seconds);
                    if (fair && count.given > RUNS / 2 && count.coverage() < floor) {
                        tooNarrow.add(process + " " + seconds + " " + count.words());
                    }
                }
                table.append(" |\n");
            }
        }
        System.out.println(
                "\n| latencies | seconds | p50 | p95 | mean | error_rate |\n|---|--:|--:|--:|--:|--:|\n" + table);
        assertThat(tooNarrow).isEmpty();
    }

    /** A system that lies exactly on its bound: how often the run calls it good without a doubt. */
    @Test
    void aMarginCoversItsTruth() {
        StringBuilder table = new StringBuilder();
        for (LatencyProcess process : LatencyProcess.values()) {
            for (int[] seconds : new int[][] {{60, 30}, {60, 60}, {120, 120}}) {
                Count count = new Count();
                IntStream.range(0, RUNS).parallel().forEach(number -> {
                    Random random = new Random(new SplittableRandom(SEED + number * 1000L + seconds[1]).nextLong());
                    Estimate base =
                            estimate(P95, readings(process.run(seconds[0], random), Double.MAX_VALUE), seconds[0]);
                    double[] twice = process.run(seconds[1], random);
                    for (int i = 0; i < twice.length; i++) {
                        twice[i] *= 2;
                    }
                    Estimate value = estimate(P95, readings(twice, Double.MAX_VALUE), seconds[1]);
                    count.add(
                            Margin.of(Comparison.LESS, new Bound.Relative(2, null, null), value, base)
                                    .interval(),
                            0);
                });
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %d + %d | %s | %.1f |%n",
                        process.words(),
                        seconds[0],
                        seconds[1],
                        count.words(),
                        100.0 * count.surelyGood / count.runs));
                assertThat((double) count.surelyGood / count.runs)
                        .as(process.words())
                        .isLessThan(0.08 + 3 * Math.sqrt(0.05 / RUNS));
            }
        }
        System.out.println(
                "\n| latencies | baseline + fault, s | margin of p95 | surely good |\n|---|--:|--:|--:|\n" + table);
    }
}
