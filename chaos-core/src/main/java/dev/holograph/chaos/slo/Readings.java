package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Metric;
import org.jspecify.annotations.Nullable;

/** Where the numbers of a window come from: a series that is whole, or a run that lasts. */
@FunctionalInterface
interface Readings {

    /** What became of the requests that were due. */
    WindowStats over(Window window);

    /** All metrics that came. */
    default Metrics metrics() {
        return Metrics.none();
    }

    /** The samples of one metric. */
    default MetricStats over(Metric metric, Window window) {
        return metrics().over(metric, window);
    }

    /** The values that an indicator ranks, where they come fast; {@code null}: they do not, or it ranks none. */
    default @Nullable Ranked ranked(Indicator indicator) {
        return null;
    }

    /** Of a run that is over. */
    static Readings of(Series series) {
        return new Readings() {
            @Override
            public WindowStats over(Window window) {
                return series.over(window);
            }

            @Override
            public Metrics metrics() {
                return series.metrics();
            }

            @Override
            public @Nullable Ranked ranked(Indicator indicator) {
                return indicator instanceof Indicator.OfMetric metric
                        ? series.metrics().ranked(metric.metric())
                        : series.ranked();
            }
        };
    }
}
