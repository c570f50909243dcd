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
        assertThat(MarginFormatter.margin(margin, Dimension.TIME))
                .isEqualTo("; its margin is 10ms, within the measurement's own uncertainty, without an interval: the"
                        + " value comes from too short a time; measure a longer phase");
    }

    @Test
    void whatTheBaselineLeavesNoDoubtOfIsNotDoubted() {
        assertThat(ofWorst(150).isUncertain()).isFalse();
        assertThat(ofWorst(210).isUncertain()).as("a breach stays one").isFalse();
    }

    @Test
    void aMarginWithoutAnIntervalSaysWhatToDo() {
        NoInterval rare = NoInterval.of(NoInterval.Reason.RARE, 6, 10, BatchMeans.LENGTH);
        assertThat(MarginFormatter.margin(new Margin(-0.0149, null, rare, false), Dimension.RATIO))
                .isEqualTo(
                        "; its margin is -1.49%, without an interval: what the value counts came in 6 seconds, and an"
                                + " interval needs 10; measure a longer phase or raise the load's rate");
        assertThat(MarginFormatter.margin(new Margin(-0.0149, null, rare.inBaseline(), false), Dimension.RATIO))
                .endsWith("measure a longer baseline or raise the load's rate");
        NoInterval alike = NoInterval.of(NoInterval.Reason.ALIKE, 4, 10, 200_000);
        assertThat(MarginFormatter.margin(new Margin(0.01, null, alike, false), Dimension.RATIO))
                .endsWith("the value comes from stretches of 200ms so alike that they count as 4, and an"
                        + " interval needs 10; take longer windows");
    }
}
