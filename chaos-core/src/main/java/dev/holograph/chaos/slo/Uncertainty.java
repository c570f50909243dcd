package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.slo.BatchMeans.Batch;
import dev.holograph.chaos.slo.NoInterval.Reason;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How far a value of a range may lie from the one that a longer range would have given. Neighbouring seconds are
 * alike, so the range counts for as many independent samples as would scatter as much: a percentile lies between two
 * ranks of these (R. S. Woodruff, Confidence Intervals for Medians and Other Position Measures, 1952), a share within
 * Wilson's interval (E. L. Korn and B. I. Graubard, 1998, for the effective number of samples), a mean within t standard
 * errors. The extremes have no interval.
 */
final class Uncertainty {

    static final int NEEDED_WINDOWS = 10;

    /** Into so many parts a window is cut that is too short for parts of a second. */
    private static final int PARTS = 50;

    private final SampleSource source;
    private final long part;

    private Uncertainty(SampleSource source, long part) {
        this.source = source;
        this.part = part;
    }

    /** Uncertainty of a phase, by its seconds. */
    Uncertainty(SampleSource source) {
        this(source, BatchMeans.LENGTH);
    }

    /** Uncertainty of a window of some seconds, from sub-windows of it alone, since what is around it may be unlike it. */
    static Uncertainty ofWindow(SampleSource source, Window window) {
        long part = (window.to() - window.from()) / PARTS / Cell.LENGTH * Cell.LENGTH;
        return new Uncertainty(source, Math.max(Cell.LENGTH, Math.min(BatchMeans.LENGTH, part)));
    }

    /** {@code null} where the indicator has no value. */
    @Nullable Estimate of(Indicator indicator, Window range) {
        if (indicator instanceof OfMetric metric) {
            MetricStats stats = source.over(metric.metric(), range);
            Double value = MetricIndicatorEvaluator.value(metric, stats);
            return value == null ? null : ofMetric(metric, range, stats, value);
        }
        WindowStats stats = source.over(range);
        Double value = new RequestIndicatorEvaluator(LatencyBounds.of(), PlannedRequests.NONE).value(indicator, stats);
        return value == null ? null : ofRequests(indicator, range, stats, value);
    }

    private Estimate ofRequests(Indicator indicator, Window range, WindowStats stats, double value) {
        if (indicator instanceof Indicator.ErrorRate) {
            return share(value, batches(range, one -> new Batch(one.errors(), one.due())));
        }
        if (indicator instanceof Indicator.Throughput) {
            return mean(
                    value,
                    batches(range, one -> new Batch(one.ok(), one.window().seconds())));
        }
        if (indicator instanceof Indicator.Percentile percentile) {
            Histogram all = stats.latencies().get();
            long last = all.getValueAtPercentile(percentile.quantile() * 100);
            BatchMeans beyond = batches(range, one -> new Batch(one.beyond().near(last + 1), one.measured()));
            return percentile(
                    percentile.quantile(), value, beyond, share -> all.getValueAtPercentile(share * 100) / 1e3);
        }
        if (indicator instanceof Indicator.Statistic statistic && statistic.kind() == Indicator.Statistic.Kind.MEAN) {
            return mean(value, batches(range, one -> new Batch(one.latencySum() / 1e3, one.measured())));
        }
        return Estimate.without(value, NoInterval.of(Reason.EXTREME));
    }

    private Estimate ofMetric(OfMetric indicator, Window range, MetricStats stats, double value) {
        return switch (indicator.function()) {
            case PERCENTILE ->
                percentile(
                        indicator.quantile(),
                        value,
                        batches(indicator, range, one -> new Batch(beyond(one, value), one.samples())),
                        share -> stats.quantile(share));
            case FRACTION ->
                share(value, batches(indicator, range, one -> new Batch(one.total().notZero, one.samples())));
            case MEAN -> mean(value, batches(indicator, range, one -> new Batch(one.total().sum, one.samples())));
            case RATE -> mean(value, batches(indicator, range, one -> new Batch(one.total().sum, one.seconds())));
            case COUNT -> Estimate.without(value, NoInterval.of(Reason.COUNT));
            case MIN, MAX -> Estimate.without(value, NoInterval.of(Reason.EXTREME));
        };
    }

    private static double beyond(MetricStats stats, double value) {
        return stats.above().applyAsLong(MetricCell.step(value));
    }

    private BatchMeans batches(Window range, Function<WindowStats, Batch> sums) {
        return BatchMeans.of(range, part, window -> sums.apply(source.over(window)));
    }

    private BatchMeans batches(OfMetric indicator, Window range, Function<MetricStats, Batch> sums) {
        return BatchMeans.of(range, part, window -> sums.apply(source.over(indicator.metric(), window)));
    }

    private Estimate percentile(double quantile, double value, BatchMeans beyond, DoubleUnaryOperator at) {
        return enough(value, beyond, variance -> {
            if (variance.ofSum() > 0 && beyond.notZero() < NEEDED_WINDOWS) {
                return null;
            }
            Interval ranks = Confidence.ranks(quantile, samples(1 - quantile, beyond, variance));
            return ranks.high() > 1 || ranks.low() <= 0
                    ? null
                    : new Interval(
                            Math.min(value, at.applyAsDouble(ranks.low())),
                            Math.max(value, at.applyAsDouble(ranks.high())));
        });
    }

    /** What is rare and comes in bursts is not known by its few first ones: they look independent. */
    private Estimate share(double value, BatchMeans ones) {
        if (ones.notZero() < NEEDED_WINDOWS) {
            return Estimate.without(value, NoInterval.of(Reason.RARE, ones.notZero(), NEEDED_WINDOWS, part));
        }
        return enough(value, ones, variance -> Confidence.share(value, samples(value, ones, variance)));
    }

    private Estimate mean(double value, BatchMeans sums) {
        return enough(value, sums, variance -> {
            double half = Confidence.t(variance.degrees()) * Math.sqrt(variance.ofSum()) / sums.denominator();
            return new Interval(value - half, value + half);
        });
    }

    /** How many independent samples a share scatters like; never more than there are. */
    private static double samples(double share, BatchMeans batches, LongRunVariance variance) {
        double all = batches.denominator();
        double ofShare = variance.ofSum() / all / all;
        double effective = ofShare <= 0 ? all : Math.min(all, share * (1 - share) / ofShare);
        return Confidence.samples(effective, variance.degrees());
    }

    private Estimate enough(double value, BatchMeans batches, Function<LongRunVariance, @Nullable Interval> interval) {
        if (batches.denominator() <= 0) {
            return Estimate.without(value, NoInterval.of(Reason.TOO_SHORT));
        }
        LongRunVariance variance = batches.variance();
        if (variance.effectiveWindows() < NEEDED_WINDOWS) {
            long independent = (long) Math.floor(variance.effectiveWindows());
            return Estimate.without(value, NoInterval.of(Reason.ALIKE, independent, NEEDED_WINDOWS, part));
        }
        Interval found = interval.apply(variance);
        return found == null ? Estimate.without(value, NoInterval.of(Reason.FEW_BEYOND)) : Estimate.of(value, found);
    }
}
