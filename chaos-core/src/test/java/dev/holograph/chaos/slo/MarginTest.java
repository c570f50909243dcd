package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Dimension;
import org.junit.jupiter.api.Test;

class MarginTest {

    private static final Estimate BASELINE = Estimate.of(100, new Interval(90, 110));

    /** Below twice the baseline, by a window of which nothing more is known. */
    private static Margin ofWorst(double value) {
        Estimate worst = Estimate.without(value, NoInterval.of(NoInterval.Reason.TOO_SHORT));
        return Margin.ofWorst(Comparison.LESS, new Bound.Relative(2, null, null), worst, BASELINE);
    }

    @Test
    void whatTheBaselineAloneLeavesOpenIsOpenAllTheMoreWithAWindowOfWhichNothingIsKnown() {
        Margin margin = ofWorst(190);
        assertThat(margin.interval()).isNull();
        assertThat(margin.isUncertain()).isTrue();
        assertThat(FindingFormatter.margin(margin, Dimension.TIME))
                .isEqualTo("; its margin is 10ms, within the measurement's own uncertainty, without an interval: too"
                        + " short");
    }

    @Test
    void whatTheBaselineLeavesNoDoubtOfIsNotDoubted() {
        assertThat(ofWorst(150).isUncertain()).isFalse();
        assertThat(ofWorst(210).isUncertain()).as("a breach stays one").isFalse();
    }
}
