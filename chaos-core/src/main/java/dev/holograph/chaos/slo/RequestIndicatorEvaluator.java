package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.slo.WindowResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Holds one window against one bound. Bounds that were known before the run are decided by exact counts; the value that
 * is shown comes from the merged histogram. With fewer samples than a bound needs nothing is proven, except where it
 * would be breached even if all samples that are missing were good.
 */
final class RequestIndicatorEvaluator {

    private final LatencyBounds bounds;
    private final PlannedRequests planned;

    RequestIndicatorEvaluator(LatencyBounds bounds, PlannedRequests planned) {
        this.bounds = bounds;
        this.planned = planned;
    }

    /**
     * What can be said, without the value.
     *
     * @param samples that it was made of
     * @param needed how many it should have been made of
     */
    record Decision(Status status, long samples, long needed) {}

    /** @param bound in the indicator's unit */
    WindowResult of(Indicator indicator, Comparison comparison, double bound, WindowStats stats) {
        Decision decision = decide(indicator, comparison, bound, stats);
        Double value = stats.due() == 0 ? null : value(indicator, stats);
        double badness = value == null ? 0 : comparison.isUpperBound() ? value : -value;
        return new WindowResult(decision.status, value, decision.samples, decision.needed, badness, stats.window());
    }

    /** The same but for the value: of a bound that was known before the run, only counts are looked at. */
    Decision decide(Indicator indicator, Comparison comparison, double bound, WindowStats stats) {
        if (stats.due() == 0) {
            return new Decision(Status.NOTHING_DUE, 0, 0);
        }
        if (indicator instanceof Indicator.Percentile percentile) {
            return percentile(percentile, comparison, bound, stats);
        }
        if (indicator instanceof Indicator.ErrorRate) {
            return errorRate(comparison, bound, stats);
        }
        if (indicator instanceof Indicator.Throughput) {
            return throughput(indicator.requests(), comparison, bound, stats);
        }
        if (indicator instanceof Indicator.Statistic statistic) {
            return statistic(statistic, comparison, bound, stats);
        }
        throw new IllegalArgumentException(indicator + " is not measured over windows");
    }

    /** The value alone, {@code null} where there is none: for tables and as the baseline of a relative bound. */
    @Nullable Double value(Indicator indicator, WindowStats stats) {
        if (indicator instanceof Indicator.ErrorRate) {
            return stats.due() == 0 ? null : (double) stats.errors() / stats.due();
        }
        if (indicator instanceof Indicator.Throughput) {
            return stats.due() == 0 ? null : stats.throughput();
        }
        if (stats.measured() == 0) {
            return null;
        }
        if (indicator instanceof Indicator.Percentile percentile) {
            return stats.latencies().get().getValueAtPercentile(percentile.quantile() * 100) / 1e3;
        }
        if (indicator instanceof Indicator.Statistic statistic) {
            return switch (statistic.kind()) {
                case MIN -> stats.latencies().get().getMinValue() / 1e3;
                case MAX -> stats.latencies().get().getMaxValue() / 1e3;
                case MEAN -> stats.latencySum() / stats.measured() / 1e3;
            };
        }
        return null;
    }

    private Decision percentile(
            Indicator.Percentile percentile, Comparison comparison, double bound, WindowStats stats) {
        long samples = stats.measured();
        long needed = percentile.neededSamples();
        if (samples == 0) {
            return new Decision(Status.NO_DATA, 0, needed);
        }
        Beyond beyond = beyond(comparison, bound, stats);
        double quantile = percentile.quantile();
        boolean upper = comparison.isUpperBound();
        Status status = percentile(quantile, upper, samples, needed, beyond.count(), beyond.undecided());
        return new Decision(status, samples, needed);
    }

    private static Status percentile(
            double quantile, boolean upper, long samples, long needed, long beyond, long undecided) {
        long allowed = allowedBeyond(quantile, samples);
        boolean surelyMore = beyond > allowed;
        boolean surelyNotMore = beyond + undecided <= allowed;
        boolean tooFew = samples < needed;
        return upper
                ? decide(surelyNotMore, surelyMore, tooFew, tooFew && beyond > allowedBeyond(quantile, needed))
                : decide(surelyMore, surelyNotMore, tooFew, false);
    }

    private static Status extreme(boolean greatest, boolean upper, long samples, long beyond, long undecided) {
        long allowed = greatest ? 0 : samples - 1;
        boolean surelyMore = beyond > allowed;
        boolean surelyNotMore = beyond + undecided <= allowed;
        return decide(upper ? surelyNotMore : surelyMore, upper ? surelyMore : surelyNotMore, false, false);
    }

    /** What {@link #decide} says of any window of a run that is over, of a percentile or of the least or greatest. */
    WorstWindow.Statuses statuses(Indicator indicator, Comparison comparison, double bound, LatencyTotals totals) {
        long threshold = LatencyBounds.firstBeyond(comparison, bound);
        int known = bounds.indexOf(threshold);
        long[] beyond = known >= 0 ? totals.beyond(known) : totals.near(threshold);
        long[] undecided = known >= 0 ? totals.undecided(known) : new long[beyond.length];
        long[] due = totals.due();
        long[] samples = totals.samples();
        boolean upper = comparison.isUpperBound();
        long needed = indicator instanceof Indicator.Percentile percentile ? percentile.neededSamples() : 1;
        double quantile = indicator.asQuantile().orElseThrow();
        return (from, to) -> {
            if (due[to] == due[from]) {
                return Status.NOTHING_DUE;
            }
            long count = samples[to] - samples[from];
            long over = beyond[to] - beyond[from];
            long unknown = undecided[to] - undecided[from];
            if (count == 0) {
                return Status.NO_DATA;
            }
            return indicator instanceof Indicator.Percentile
                    ? percentile(quantile, upper, count, needed, over, unknown)
                    : extreme(quantile == 1, upper, count, over, unknown);
        };
    }

    private Decision throughput(RequestSelection requests, Comparison comparison, double bound, WindowStats stats) {
        double value = stats.throughput();
        boolean holds = comparison.holds(value, bound);
        // No system keeps a request of an open load from being due: those that are missing are the generator's.
        double plannedHere = planned.in(requests, stats.window());
        double missing =
                Math.max(0, plannedHere - stats.made()) / stats.window().seconds();
        boolean tooFew = !holds && !comparison.isUpperBound() && comparison.holds(value + missing, bound);
        long needed = tooFew ? (long) Math.ceil(plannedHere) : 1;
        return new Decision(decide(holds, !holds, tooFew, false), stats.due(), needed);
    }

    private Decision errorRate(Comparison comparison, double bound, WindowStats stats) {
        double value = (double) stats.errors() / stats.due();
        long needed = bound > 0 ? Indicator.ErrorRate.neededSamples(bound) : 1;
        boolean holds = comparison.holds(value, bound);
        // Were every request that is missing a good one, the share would still be this high.
        boolean certainBreach = comparison.isUpperBound() && !comparison.holds((double) stats.errors() / needed, bound);
        Status status = decide(holds, !holds, stats.due() < needed, certainBreach);
        return new Decision(status, stats.due(), needed);
    }

    private Decision statistic(Indicator.Statistic statistic, Comparison comparison, double bound, WindowStats stats) {
        if (stats.measured() == 0) {
            return new Decision(Status.NO_DATA, 0, 1);
        }
        boolean upper = comparison.isUpperBound();
        Status status;
        if (statistic.kind() == Indicator.Statistic.Kind.MEAN) {
            Double value = value(statistic, stats);
            // What was given up would have taken longer: it can turn a low mean into a high one, not the reverse.
            boolean atLeast = stats.timedOut() + stats.unsent() > 0;
            boolean holds = value != null && comparison.holds(value, bound);
            status = decide(holds && !(upper && atLeast), !holds && !(!upper && atLeast), false, false);
        } else {
            Beyond beyond = beyond(comparison, bound, stats);
            boolean greatest = statistic.kind() == Indicator.Statistic.Kind.MAX;
            status = extreme(greatest, upper, stats.measured(), beyond.count(), beyond.undecided());
        }
        return new Decision(status, stats.measured(), 1);
    }

    private static Status decide(boolean holds, boolean breached, boolean tooFew, boolean certainBreach) {
        if (tooFew) {
            return certainBreach ? Status.BREACHED : Status.TOO_FEW;
        }
        return holds ? Status.HOLDS : breached ? Status.BREACHED : Status.UNDECIDED;
    }

    /** Returns how many samples may lie beyond the bound. */
    private static long allowedBeyond(double quantile, long samples) {
        return samples - OrderStatistics.rank(quantile, samples);
    }

    private record Beyond(long count, long undecided) {}

    private Beyond beyond(Comparison comparison, double bound, WindowStats stats) {
        long threshold = LatencyBounds.firstBeyond(comparison, bound);
        int known = bounds.indexOf(threshold);
        return known >= 0
                ? new Beyond(stats.beyond().count(known), stats.beyond().undecided(known))
                : new Beyond(stats.beyond().near(threshold), 0);
    }
}
