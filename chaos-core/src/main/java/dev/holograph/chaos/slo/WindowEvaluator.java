package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Holds objectives against stretches of a series: the whole range, or each sliding window in it. */
final class WindowEvaluator {

    /** Share of a baseline's length: with a p99 beyond it, a share that matters was open at its end. */
    private static final double CENSORED_FROM = 1.0 / 20;

    private final RequestIndicatorEvaluator requests;
    private final SampleSource source;
    private final @Nullable Window baseline;

    /**
     * @param baseline what relative bounds are relative to; {@code null} while there is none
     */
    WindowEvaluator(LatencyBounds bounds, SampleSource source, @Nullable Window baseline, PlannedRequests planned) {
        this.requests = new RequestIndicatorEvaluator(bounds, planned);
        this.source = source;
        this.baseline = baseline;
    }

    WindowResult evaluate(Objective objective, Window range) {
        return evaluate(objective, objective.bound(), range);
    }

    WindowResult evaluate(Objective objective, Bound bound, Window range) {
        Double limit = limit(objective, bound);
        if (limit == null) {
            return new WindowResult(noLimit(objective, bound), null, 0, 1, 0, range);
        }
        WindowResult worst = worst(objective, limit, range);
        boolean empty = worst.status() == Status.NO_DATA;
        return empty && objective.noDataPasses() ? new WindowResult(Status.NOTHING_DUE, null, 0, 0, 0, range) : worst;
    }

    /** The same without the value, for which alone latencies are merged. */
    Status status(Objective objective, Window range) {
        if (objective.span() instanceof WindowRule.Every) {
            return evaluate(objective, range).status();
        }
        Double limit = limit(objective, objective.bound());
        Status found = limit == null ? noLimit(objective, objective.bound()) : status(objective, limit, range);
        return found == Status.NO_DATA && objective.noDataPasses() ? Status.NOTHING_DUE : found;
    }

    /**
     * The status in every window of a length that slides over a range by cells, by where it begins. Values are not
     * looked at, and nothing is merged for a window.
     *
     * @param range not shorter than the windows
     * @param lengthMicros whole cells
     */
    Status[] statuses(Objective objective, Window range, long lengthMicros) {
        Double limit = limit(objective, objective.bound());
        Status[] found;
        if (limit == null) {
            found = new Status[(int) ((range.to() - range.from() - lengthMicros) / Cell.LENGTH) + 1];
            Arrays.fill(found, noLimit(objective, objective.bound()));
        } else if (objective.span() instanceof WindowRule.Every every
                && wholeCells(every.window().toNanos() / 1000) < lengthMicros) {
            long length = wholeCells(every.window().toNanos() / 1000);
            int more = (int) ((lengthMicros - length) / Cell.LENGTH);
            found = worstOfNeighbours(plain(objective, limit, range, length), more + 1);
        } else {
            found = plain(objective, limit, range, lengthMicros);
        }
        for (int i = 0; i < found.length; i++) {
            found[i] = found[i] == Status.NO_DATA && objective.noDataPasses() ? Status.NOTHING_DUE : found[i];
        }
        return found;
    }

    /** The time that windows cover in which an objective is breached: those that touch or overlap are one. */
    List<Window> breached(Objective objective, Window range) {
        long length = objective.span() instanceof WindowRule.Every every
                ? wholeCells(every.window().toNanos() / 1000)
                : range.to() - range.from();
        if (range.to() - range.from() <= length) {
            boolean isBreached = !range.isEmpty() && status(objective, range) == Status.BREACHED;
            return isBreached ? List.of(range) : List.of();
        }
        List<Window> all = new ArrayList<>();
        Status[] found = statuses(objective, range, length);
        for (int i = 0; i < found.length; i++) {
            if (found[i] == Status.BREACHED) {
                long from = range.from() + i * Cell.LENGTH;
                Window last = all.isEmpty() ? null : all.get(all.size() - 1);
                if (last == null || last.to() < from) {
                    all.add(new Window(from, from + length));
                } else {
                    all.set(all.size() - 1, new Window(last.from(), from + length));
                }
            }
        }
        return all;
    }

    private Status[] plain(Objective objective, double limit, Window range, long length) {
        Status[] found = new Status[(int) ((range.to() - range.from() - length) / Cell.LENGTH) + 1];
        WindowStatus status = windowStatus(objective, limit);
        for (int i = 0; i < found.length; i++) {
            long from = range.from() + i * Cell.LENGTH;
            found[i] = status.of(new Window(from, from + length));
        }
        return found;
    }

    /** What can be said of a window. */
    @FunctionalInterface
    private interface WindowStatus {
        Status of(Window window);
    }

    /** For many windows: what a bound that was not known before the run needs is counted once for all of them. */
    private WindowStatus windowStatus(Objective objective, double limit) {
        if (objective.indicator() instanceof Indicator.OfMetric metric) {
            MetricTotals totals = source.values(metric.metric());
            if (totals != null && metric.asQuantile().isPresent() && objective.comparison() != Comparison.EQUAL) {
                WorstWindow.Statuses statuses =
                        MetricIndicatorEvaluator.statuses(metric, objective.comparison(), limit, totals);
                return window -> statuses.of(totals.index(window.from()), totals.index(window.to()));
            }
        } else if (objective.bound() instanceof Bound.Relative
                && objective.indicator().asQuantile().isPresent()) {
            LatencyTotals latencies = readingsOf(objective.indicator()).latencies();
            if (latencies != null) {
                latencies.near(LatencyBounds.firstBeyond(objective.comparison(), limit));
            }
        }
        return window -> status(objective, limit, window);
    }

    /** Returns for each status the worst of it and those that follow it, {@code width} together. */
    private static Status[] worstOfNeighbours(Status[] all, int width) {
        Status[] worst = new Status[all.length - width + 1];
        ArrayDeque<Integer> candidates = new ArrayDeque<>(); // ever better ones, the worst first
        for (int i = 0; i < all.length; i++) {
            while (!candidates.isEmpty() && all[candidates.getLast()].compareTo(all[i]) <= 0) {
                candidates.removeLast();
            }
            candidates.addLast(i);
            if (candidates.getFirst() <= i - width) {
                candidates.removeFirst();
            }
            if (i >= width - 1) {
                worst[i - width + 1] = all[candidates.getFirst()];
            }
        }
        return worst;
    }

    private WindowResult worst(Objective objective, double limit, Window range) {
        WindowResult worst = new WindowResult(Status.NOTHING_DUE, null, 0, 0, 0, range);
        for (Window window : candidates(objective, limit, range)) {
            WindowResult next = measure(objective, limit, window);
            worst = next.isWorseThan(worst) ? next : worst;
        }
        return worst;
    }

    /** All windows of which the worst may be one; where percentiles can be compared without sorting, that one alone. */
    private List<Window> candidates(Objective objective, double limit, Window range) {
        if (!(objective.span() instanceof WindowRule.Every every)) {
            return List.of(range);
        }
        long length = wholeCells(every.window().toNanos() / 1000);
        OptionalDouble quantile = objective.indicator().asQuantile();
        boolean isOne = range.to() - range.from() <= length;
        if (isOne || quantile.isEmpty() || objective.comparison() == Comparison.EQUAL) {
            return sliding(range, length);
        }
        boolean upper = objective.comparison().isUpperBound();
        OrderStatistics values;
        WorstWindow.Statuses statuses;
        if (objective.indicator() instanceof Indicator.OfMetric metric) {
            MetricTotals totals = source.values(metric.metric());
            values = totals;
            statuses = totals == null
                    ? null
                    : MetricIndicatorEvaluator.statuses(metric, objective.comparison(), limit, totals);
        } else {
            LatencyTotals totals = readingsOf(objective.indicator()).latencies();
            values = totals;
            statuses = totals == null
                    ? null
                    : requests.statuses(objective.indicator(), objective.comparison(), limit, totals);
        }
        if (values == null || statuses == null) {
            return sliding(range, length);
        }
        Window worst = new WorstWindow(values, quantile.getAsDouble(), upper).find(statuses, range, length);
        return worst == null ? List.of() : List.of(worst);
    }

    private Status status(Objective objective, double limit, Window window) {
        return objective.indicator() instanceof Indicator.OfMetric metric
                ? MetricIndicatorEvaluator.status(
                        metric, objective.comparison(), limit, source.over(metric.metric(), window))
                : requests.decide(
                                objective.indicator(),
                                objective.comparison(),
                                limit,
                                readingsOf(objective.indicator()).over(window))
                        .status();
    }

    /** Whether the objective holds in some sliding window of its span: for abort conditions. */
    @Nullable WindowResult anyHolding(Objective objective, long windowMicros, Window range) {
        Double limit = limit(objective, objective.bound());
        if (limit == null) {
            return null;
        }
        for (Window window : sliding(range, windowMicros)) {
            boolean whole = window.to() - window.from() >= windowMicros;
            // The value is wanted once, the status of all windows every second while the load engine waits to record.
            if (whole && status(objective, limit, window) == Status.HOLDS) {
                WindowResult found = measure(objective, limit, window);
                if (found.status() == Status.HOLDS) { // still: more outcomes may have come
                    return found;
                }
            }
        }
        return null;
    }

    @Nullable Double value(Indicator indicator, Window range) {
        return indicator instanceof Indicator.OfMetric metric
                ? MetricIndicatorEvaluator.value(metric, source.over(metric.metric(), range))
                : requests.value(indicator, readingsOf(indicator).over(range));
    }

    /**
     * Whether an objective has no data because its metric had no sample in the whole run. One that passes without data
     * is content with a counter that came, but never with its tags: it is 0 there, unless they look misspelt.
     */
    boolean neverCame(Objective objective, WindowResult found) {
        if (!(objective.indicator() instanceof Indicator.OfMetric indicator)
                || source.over(indicator.metric(), found.window()).came()) {
            return false;
        }
        boolean passes = found.status() == Status.NOTHING_DUE && objective.noDataPasses();
        return found.status() == Status.NO_DATA
                || (passes && !(holdsAtZero(objective, indicator) && cameWithOtherTags(indicator)));
    }

    /** Whether what was never increased meets an objective. */
    private static boolean holdsAtZero(Objective objective, Indicator.OfMetric indicator) {
        return indicator.function().isOfCounter() && objective.comparison().isUpperBound();
    }

    private boolean cameWithOtherTags(Indicator.OfMetric indicator) {
        List<String> names = source.metrics().names();
        return names.contains(indicator.metric().name())
                && indicator.metric().misspelt(names).isEmpty();
    }

    /**
     * How sure it is on which side of a relative bound an objective is; {@code null} for an absolute bound, which is
     * decided by exact counts, and where there is no value.
     *
     * @param found the worst of the windows, or the whole range
     */
    @Nullable Margin margin(Objective objective, WindowResult found) {
        Double value = found.value();
        boolean decided = found.status() == Status.HOLDS || found.status() == Status.BREACHED;
        if (!decided || value == null || baseline == null || !(objective.bound() instanceof Bound.Relative bound)) {
            return null;
        }
        boolean whole = objective.span() instanceof WindowRule.Whole;
        SampleSource samples = readingsOf(objective.indicator());
        Uncertainty uncertainty = new Uncertainty(samples);
        Estimate base = uncertainty.of(objective.indicator(), baseline);
        Estimate measured = (whole ? uncertainty : Uncertainty.ofWindow(samples, found.window()))
                .of(objective.indicator(), found.window());
        if (base == null || measured == null) {
            return null;
        }
        return whole
                ? Margin.of(objective.comparison(), bound, measured, base)
                : Margin.ofWorst(objective.comparison(), bound, measured, base);
    }

    /** The requests that an indicator speaks of. */
    private SampleSource readingsOf(Indicator indicator) {
        return source.only(indicator.requests());
    }

    private WindowResult measure(Objective objective, double limit, Window window) {
        return objective.indicator() instanceof Indicator.OfMetric metric
                ? MetricIndicatorEvaluator.of(
                        metric, objective.comparison(), limit, source.over(metric.metric(), window))
                : requests.of(
                        objective.indicator(),
                        objective.comparison(),
                        limit,
                        readingsOf(objective.indicator()).over(window));
    }

    /**
     * The bound as a number in the indicator's unit; {@code null} if it is relative to a baseline that cannot bear it:
     * {@link #whyNoLimit}.
     */
    @Nullable Double limit(Objective objective, Bound bound) {
        if (bound instanceof Bound.Absolute absolute) {
            return absolute.value().value();
        }
        return whyNoLimit(objective, bound) != null || baseline == null
                ? null
                : limit((Bound.Relative) bound, value(objective.indicator(), baseline));
    }

    private static @Nullable Double limit(Bound.Relative bound, @Nullable Double base) {
        return base == null ? null : (Double) bound.at(base);
    }

    private Status noLimit(Objective objective, Bound bound) {
        Status why = whyNoLimit(objective, bound);
        return why == null ? Status.NO_BASELINE : why;
    }

    /** Why a bound has no number; {@code null} where it has one. */
    private @Nullable Status whyNoLimit(Objective objective, Bound bound) {
        if (!(bound instanceof Bound.Relative relative)) {
            return null;
        }
        Indicator indicator = objective.indicator();
        Double base = baseline == null ? null : value(indicator, baseline);
        if (baseline == null || base == null || hasTooFew(indicator, baseline)) {
            return Status.NO_BASELINE;
        }
        if (isCensored(readingsOf(indicator).over(baseline))) {
            return Status.CENSORED_BASELINE;
        }
        // Nothing is less than 0, and everything is at least 0; that something is more than 0 says something.
        boolean isVacuous = objective.comparison() != Comparison.MORE && base == 0 && relative.at(base) == 0;
        return isVacuous ? Status.ZERO_BASELINE : null;
    }

    /**
     * Whether so many slow requests of the baseline were open when a fault was injected that what is left looks faster
     * than it was.
     */
    private static boolean isCensored(WindowStats stats) {
        if (stats.open() == 0 || stats.measured() == 0) {
            return false;
        }
        double p99 = stats.latencies().get().getValueAtPercentile(99);
        return p99 > (stats.window().to() - stats.window().from()) * CENSORED_FROM;
    }

    private boolean hasTooFew(Indicator indicator, Window baseline) {
        if (indicator instanceof Indicator.OfMetric metric) {
            return metric.function() == Indicator.OfMetric.Function.PERCENTILE
                    && source.over(metric.metric(), baseline).samples() < metric.neededSamples(Comparison.LESS, 0);
        }
        return indicator instanceof Indicator.Percentile percentile
                && readingsOf(indicator).over(baseline).measured() < percentile.neededSamples();
    }

    /** Every window of this length in steps of one cell; the range itself where it is shorter. */
    static List<Window> sliding(Window range, long lengthMicros) {
        long length = wholeCells(lengthMicros);
        if (range.to() - range.from() <= length) {
            return List.of(range);
        }
        List<Window> windows = new ArrayList<>();
        for (long from = range.from(); from + length <= range.to(); from += Cell.LENGTH) {
            windows.add(new Window(from, from + length));
        }
        return windows;
    }

    static long wholeCells(long lengthMicros) {
        return Math.max(Cell.LENGTH, lengthMicros / Cell.LENGTH * Cell.LENGTH);
    }
}
