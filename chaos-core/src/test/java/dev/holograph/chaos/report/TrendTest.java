package dev.holograph.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ObjectiveParser;
import dev.holograph.chaos.scenario.ObjectiveRole;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a run is worse than those before it. */
class TrendTest {

    private static boolean isRegression(String objective, double now, double... before) {
        double[] sorted = before.clone();
        Arrays.sort(sorted);
        return Trend.isRegression(
                new ObjectiveParser(objective, new Location("test", 1, 1), ObjectiveRole.SLO, Set.of())
                        .parse()
                        .get(),
                now,
                sorted);
    }

    @Test
    void underFiveEarlierRunsNothingIsSaid() {
        assertThat(isRegression("p95(latency) < 1s", 900, 20, 20, 20, 20)).isFalse();
        assertThat(isRegression("p95(latency) < 1s", 900, 20, 20, 20, 20, 20)).isTrue();
    }

    @Test
    void itTakesMoreThanAFifthOfTheMedian() {
        assertThat(isRegression("p95(latency) < 1s", 120, 100, 100, 100, 100, 100))
                .isFalse();
        assertThat(isRegression("p95(latency) < 1s", 121, 100, 100, 100, 100, 100))
                .isTrue();
    }

    @Test
    void itTakesMoreThanThreeMedianDeviations() {
        // Median 100, deviations 0 20 20 40 40: their median is 20.
        assertThat(isRegression("p95(latency) < 1s", 160, 60, 80, 100, 120, 140))
                .isFalse();
        assertThat(isRegression("p95(latency) < 1s", 161, 60, 80, 100, 120, 140))
                .isTrue();
    }

    @Test
    void betterIsNoRegression() {
        assertThat(isRegression("p95(latency) < 1s", 10, 100, 100, 100, 100, 100))
                .isFalse();
        assertThat(isRegression("throughput > 50/s", 200, 100, 100, 100, 100, 100))
                .isFalse();
        assertThat(isRegression("throughput > 50/s", 70, 100, 100, 100, 100, 100))
                .isTrue();
    }

    @Test
    void offAMedianOfZeroItTakesATenthOfTheBound() {
        assertThat(isRegression("error_rate < 1%", 0.001, 0, 0, 0, 0, 0)).isFalse();
        assertThat(isRegression("error_rate < 1%", 0.0011, 0, 0, 0, 0, 0)).isTrue();
        assertThat(isRegression("lost_writes = 0", 1, 0, 0, 0, 0, 0)).isTrue();
    }

    @Test
    void oneBadRunBeforeHidesNothing() {
        assertThat(isRegression("p95(latency) < 1s", 300, 100, 101, 99, 100, 5000))
                .isTrue();
    }
}
