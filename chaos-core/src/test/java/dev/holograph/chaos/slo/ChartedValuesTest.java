package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What charts show is what windows of a second are judged by, only found faster. */
class ChartedValuesTest {

    private static final RunResult RUN = LongRun.result();
    private static final long SECOND = 1_000_000;

    @Test
    void latenciesAreThoseOfAHistogramOfTheSecond() {
        Series series = RUN.series();
        List<Series.Second> seconds = series.seconds();

        assertThat(seconds).hasSize(3600);
        for (int i = 0; i < 3600; i += 61) {
            Window window = new Window(
                    series.whole().from() + i * SECOND, series.whole().from() + (i + 1) * SECOND);
            Histogram histogram = series.over(window).latencies().get();
            Series.Second second = seconds.get(i);
            assertThat(second.p50()).isEqualTo(histogram.getValueAtPercentile(50) / 1e3);
            assertThat(second.p95()).isEqualTo(histogram.getValueAtPercentile(95) / 1e3);
            assertThat(second.p99()).isEqualTo(histogram.getValueAtPercentile(99) / 1e3);
            assertThat(second.max()).isEqualTo(histogram.getMaxValue() / 1e3);
        }
    }

    @Test
    void valuesOfMetricsAreThoseOfTheirWindows() {
        Series series = RUN.series();
        long from = series.whole().from();
        for (Objective objective : RUN.plan().scenario().slo()) {
            if (objective.indicator() instanceof Indicator.OfMetric indicator) {
                double[] values = series.metrics().values(indicator, from - 2 * SECOND, SECOND, 3600);
                assertThat(values[0]).isNaN();
                for (int i = 2; i < 3600; i += 97) {
                    Window window = new Window(from + (i - 2) * SECOND, from + (i - 1) * SECOND);
                    assertThat(values[i])
                            .isEqualTo(MetricIndicatorEvaluator.value(
                                    indicator, series.metrics().over(indicator.metric(), window)));
                }
            }
        }
    }

    @Test
    void whatAnObjectiveIsBreachedInAreExactlyTheWindowsThatAreJudgedBreached() {
        ObjectiveResult result = RUN.evaluation().objectives().stream()
                .filter(one -> one.objective().text().startsWith("p95(metric_0)"))
                .findFirst()
                .orElseThrow();
        long start = RUN.series().whole().from();

        assertThat(result.status()).isEqualTo(WindowResult.Status.BREACHED);
        assertThat(result.breached()).isNotEmpty().allMatch(window -> window.from() >= start + 360 * SECOND - SECOND);
        assertThat(result.breached())
                .anyMatch(window -> window.from() <= result.window().from()
                        && window.to() >= result.window().to());
        RUN.evaluation().objectives().stream()
                .filter(one -> one.status() == WindowResult.Status.HOLDS)
                .forEach(one -> assertThat(one.breached()).isEmpty());
    }
}
