package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenarios;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyTotalsTest {

    /** Windows with few and with many latencies, in any order and again. */
    @Test
    void latenciesAreMergedOfTheWindowThatIsAskedFor() {
        SplittableRandom random = new SplittableRandom(7);
        Samples samples = new Samples().steady(0, 120, 100, number -> Samples.Answer.ok(1 + random.nextDouble(9_000)));
        Series series = samples.series(Scenarios.scenario().build());
        double[][] windows = {
            {0, 1}, {0, 2}, {1, 2}, {0, 120}, {0, 119}, {1, 120}, {0, 120}, {0, 1}, {50, 51}, {50, 110}, {0, 2}, {3, 3}
        };
        for (double[] one : windows) {
            Window window = Samples.window(one[0], one[1]);
            Histogram expected = new Histogram(Latencies.DIGITS);
            samples.all.stream()
                    .filter(sample -> window.contains(sample.due()))
                    .forEach(sample -> expected.recordValue(sample.latency()));
            assertThat(series.over(window).latencies().get())
                    .as("%s to %s s", one[0], one[1])
                    .isEqualTo(expected);
        }
    }
}
