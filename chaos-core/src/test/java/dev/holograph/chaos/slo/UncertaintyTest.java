package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

    /** 60 s of 20 ms, with four of a hundred requests of some seconds slower. */
    private static @Nullable Interval p98(int secondsWithSlowOnes) {
        Samples samples = new Samples().steady(0, 60, 100, number -> {
            boolean among = number / 100 % 6 == 0 && number / 100 / 6 < secondsWithSlowOnes;
            return Answer.ok(among && number % 25 == 0 ? 50 : 20);
        });
        SampleSource source =
                SampleSource.of(samples.series(Scenarios.scenario().build()));
        Estimate estimate =
                new Uncertainty(source).of(new Indicator.Percentile(0.98, "latency"), Samples.window(0, 60));
        return estimate == null ? null : estimate.interval();
    }

    /** Those that are as the percentile itself are not beyond it. */
    @Test
    void whatLiesBeyondAPercentileInFewSecondsGivesNoInterval() {
        assertThat(p98(9)).isNull();
        assertThat(p98(10)).isNotNull();
    }
}
