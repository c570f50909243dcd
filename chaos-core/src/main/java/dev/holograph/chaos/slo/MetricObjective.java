package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Whether failures of requests show in a metric that an objective counts: one on {@code fraction(checks{check=page})} is
 * about failures, and sees none of those of another page.
 */
final class MetricObjective {

    /** Fewer would be chance; all would be too much: one check may be about several requests. */
    private static final double SEEN = 0.5;

    private final OfMetric indicator;
    private final Objective objective;
    private final Metrics metrics;

    private MetricObjective(OfMetric indicator, Objective objective, Metrics metrics) {
        this.indicator = indicator;
        this.objective = objective;
        this.metrics = metrics;
    }

    /**
     * @return {@code null} where it is about no metric of the load, or only about how long something takes, which what is
     *     refused at once does in no time
     */
    static @Nullable MetricObjective of(Objective objective, Scenario scenario, Metrics metrics) {
        if (!(objective.indicator() instanceof Indicator.OfMetric of)
                || of.function().isValue()
                || scenario.probes().stream()
                        .anyMatch(probe -> probe.metrics().contains(of.metric().name()))) {
            return null;
        }
        return new MetricObjective(of, objective, metrics);
    }

    /**
     * Whether what it counts got worse with the failures of one load. Where there are several, it must be about that load
     * alone: in a sum of all, a load that is half dead may be a small share.
     *
     * @param load its name; {@code null} where it is the only one
     * @param usual where all was well; {@code null}: nothing is known of that, and what counts as bad is of the failures
     * @param failed how many more requests failed in the window than usually do
     */
    boolean sees(@Nullable String load, @Nullable Window usual, Window window, double failed) {
        if (load != null && !load.equals(indicator.metric().tags().get(Metrics.LOAD))) {
            return false;
        }
        MetricStats now = metrics.over(indicator.metric(), window);
        double expected = usual == null ? 0 : expected(metrics.over(indicator.metric(), usual), now);
        return bad(now) - expected >= SEEN * failed;
    }

    private double expected(MetricStats usual, MetricStats now) {
        double from = indicator.function() == OfMetric.Function.FRACTION ? usual.samples() : usual.seconds();
        double to = indicator.function() == OfMetric.Function.FRACTION ? now.samples() : now.seconds();
        return from == 0 ? 0 : bad(usual) / from * to;
    }

    /** How much of the samples counts against it; below 0 where the more the better. */
    private double bad(MetricStats stats) {
        if (indicator.function() != OfMetric.Function.FRACTION) {
            double sum = stats.total().sum;
            return isMoreBetter() ? -sum : sum;
        }
        long notZero = stats.total().notZero;
        return isMoreBetter() ? stats.samples() - notZero : notZero;
    }

    private boolean isMoreBetter() {
        return objective.comparison() == Comparison.EQUAL
                ? objective.bound() instanceof Bound.Absolute absolute
                        && absolute.value().value() > 0
                : !objective.comparison().isUpperBound();
    }
}
