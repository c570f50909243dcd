package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.RequestSelection;
import org.jspecify.annotations.Nullable;

/** Where the numbers of a window come from: a series that is whole, or a run that lasts. */
@FunctionalInterface
interface SampleSource {

    /** What became of the requests that were due. */
    WindowStats over(Window window);

    /** The same source, of these requests alone. */
    default SampleSource only(RequestSelection requests) {
        if (requests.isAll()) {
            return this;
        }
        throw new IllegalArgumentException("this source does not tell the requests " + requests + " from others");
    }

    /** All metrics that came. */
    default Metrics metrics() {
        return Metrics.none();
    }

    /** The samples of one metric. */
    default MetricStats over(Metric metric, Window window) {
        return metrics().over(metric, window);
    }

    /** The latencies, once no more come; {@code null} before. */
    default @Nullable LatencyTotals latencies() {
        return null;
    }

    /** The values of a metric, once no more come; {@code null} before, and of a metric that nobody asked for. */
    default @Nullable MetricTotals values(Metric metric) {
        return null;
    }

    /** The samples of a run that is over. */
    static SampleSource of(Series series) {
        return new SampleSource() {
            @Override
            public WindowStats over(Window window) {
                return series.over(window);
            }

            @Override
            public SampleSource only(RequestSelection requests) {
                return requests.isAll() ? this : of(series.only(requests));
            }

            @Override
            public Metrics metrics() {
                return series.metrics();
            }

            @Override
            public LatencyTotals latencies() {
                return series.latencies();
            }

            @Override
            public @Nullable MetricTotals values(Metric metric) {
                return series.metrics().totals(metric);
            }
        };
    }
}
