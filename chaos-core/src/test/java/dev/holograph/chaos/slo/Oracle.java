package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.Samples.Sample;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The same judgement as {@link RequestIndicatorEvaluator}'s, made of the raw samples in the most naive way: a request that was given up
 * took at least its age and at most for ever, and a bound holds only if it holds for both.
 */
final class Oracle {

    /** That count in the window. */
    private final List<Sample> samples;

    /** That were due in it. */
    private final List<Sample> due;

    private final ToLongFunction<Sample> countsAt;
    private final Window window;

    /** Requests that an open load plans each second. */
    private final double planned;

    Oracle(List<Sample> all, Window window) {
        this(all, window, 0);
    }

    Oracle(List<Sample> all, Window window, double planned) {
        this(all, window, planned, Sample::due);
    }

    /** @param countsAt the instant whose window a request counts in: of most, when it was due */
    Oracle(List<Sample> all, Window window, double planned, ToLongFunction<Sample> countsAt) {
        this.window = window;
        this.planned = planned;
        this.countsAt = countsAt;
        this.samples = all.stream()
                .filter(sample -> isIn(countsAt.applyAsLong(sample)))
                .toList();
        this.due = all.stream().filter(sample -> isIn(sample.due())).toList();
    }

    private boolean isIn(long micros) {
        return micros >= window.from() && micros < window.to();
    }

    Status status(Indicator indicator, Comparison comparison, double bound) {
        if (samples.isEmpty()) {
            return Status.NOTHING_DUE;
        }
        if (indicator instanceof Indicator.ErrorRate) {
            return errorRate(comparison, bound);
        }
        if (indicator instanceof Indicator.Throughput) {
            double value = value(indicator);
            double atBest = value + Math.max(0, planned - due.size() / ((window.to() - window.from()) / 1e6));
            boolean sure = comparison.isUpperBound() || !comparison.holds(atBest, bound);
            return comparison.holds(value, bound) ? Status.HOLDS : sure ? Status.BREACHED : Status.TOO_FEW;
        }
        List<Double> least = latencies(false);
        if (least.isEmpty()) {
            return Status.NO_DATA;
        }
        if (indicator instanceof Indicator.Percentile percentile) {
            int missing = needed(percentile.quantile()) - least.size();
            if (missing > 0) {
                List<Double> padded = new ArrayList<>(least);
                padded.addAll(Collections.nCopies(missing, 0.0));
                boolean sure = comparison.isUpperBound() && !comparison.holds(of(indicator, padded), bound);
                return sure ? Status.BREACHED : Status.TOO_FEW;
            }
        }
        boolean low = comparison.holds(of(indicator, least), bound);
        boolean high = comparison.holds(of(indicator, latencies(true)), bound);
        return low && high ? Status.HOLDS : low || high ? Status.UNDECIDED : Status.BREACHED;
    }

    @Nullable Double value(Indicator indicator) {
        if (indicator instanceof Indicator.ErrorRate) {
            return samples.isEmpty() ? null : (double) errors() / samples.size();
        }
        if (indicator instanceof Indicator.Throughput) {
            // Of those that count elsewhere as many are good as of the others.
            List<Sample> here = due.stream()
                    .filter(sample -> countsAt.applyAsLong(sample) == sample.due())
                    .toList();
            long ok = here.stream()
                    .filter(sample -> sample.outcome() == Outcome.OK)
                    .count();
            double perSecond = ok / ((window.to() - window.from()) / 1e6);
            return samples.isEmpty() ? null : here.isEmpty() ? 0 : perSecond * due.size() / here.size();
        }
        List<Double> least = latencies(false);
        return least.isEmpty() ? null : of(indicator, least);
    }

    /** Whether every latency that counts is known and not a lower limit. */
    boolean nothingGivenUp() {
        return samples.stream()
                .noneMatch(sample -> sample.outcome() == Outcome.TIMED_OUT || sample.outcome() == Outcome.UNSENT);
    }

    long due() {
        return samples.size();
    }

    private Status errorRate(Comparison comparison, double bound) {
        long needed = bound == 0
                ? 1
                : BigDecimal.valueOf(3)
                        .divide(BigDecimal.valueOf(bound), 9, RoundingMode.HALF_UP)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact();
        double value = (double) errors() / samples.size();
        if (samples.size() < needed) {
            boolean sure = comparison.isUpperBound() && !comparison.holds((double) errors() / needed, bound);
            return sure ? Status.BREACHED : Status.TOO_FEW;
        }
        return comparison.holds(value, bound) ? Status.HOLDS : Status.BREACHED;
    }

    private long errors() {
        return samples.stream().filter(sample -> sample.outcome() != Outcome.OK).count();
    }

    /** In milliseconds; those given up at their age, or as if they had never been answered. */
    private List<Double> latencies(boolean forEver) {
        List<Double> found = new ArrayList<>();
        for (Sample sample : samples) {
            switch (sample.outcome()) {
                case OK -> found.add(sample.latency() / 1000.0);
                case TIMED_OUT, UNSENT -> found.add(forEver ? Double.POSITIVE_INFINITY : sample.latency() / 1000.0);
                case FAILED -> {}
            }
        }
        return found;
    }

    private static double of(Indicator indicator, List<Double> latencies) {
        if (indicator instanceof Indicator.Percentile percentile) {
            List<Double> sorted = new ArrayList<>(latencies);
            Collections.sort(sorted);
            int rank = BigDecimal.valueOf(percentile.quantile())
                    .multiply(BigDecimal.valueOf(sorted.size()))
                    .setScale(0, RoundingMode.CEILING)
                    .intValueExact();
            return sorted.get(rank - 1);
        }
        return switch (((Indicator.Statistic) indicator).kind()) {
            case MIN -> Collections.min(latencies);
            case MAX -> Collections.max(latencies);
            case MEAN ->
                latencies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        };
    }

    /** The fewest samples of which all lying below the percentile would be a surprise of one in twenty. */
    private static int needed(double quantile) {
        int samples = 0;
        for (double surprise = 1; surprise > 0.05; surprise *= quantile) {
            samples++;
        }
        return samples;
    }
}
