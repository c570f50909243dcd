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

/** Holds objectives against stretches of a series: the whole stretch, or each sliding window in it. */
final class WindowEvaluator {

    /** Share of a baseline's length: with a p99 beyond it, a share that matters was open at its end. */
    private static final double CENSORED_FROM = 1.0 / 20;

    private final RequestIndicatorEvaluator measure;
    private final SampleSource readings;
    private final @Nullable Window baseline;

    /**
     * @param baseline what relative bounds are relative to; {@code null} while there is none
     */
    WindowEvaluator(
            LatencyBounds thresholds, SampleSource readings, @Nullable Window baseline, PlannedRequests planned) {
        this.measure = new RequestIndicatorEvaluator(thresholds, planned);
        this.readings = readings;
        this.baseline = baseline;
    }

    WindowResult assess(Objective objective, Window stretch) {
        return assess(objective, objective.bound(), stretch);
    }

    WindowResult assess(Objective objective, Bound bound, Window stretch) {
        Double limit = limit(objective, bound);
        if (limit == null) {
            return new WindowResult(noLimit(objective, bound), null, 0, 1, 0, stretch);
        }
        WindowResult worst = worst(objective, limit, stretch);
        boolean empty = worst.status() == Status.NO_DATA;
        return empty && objective.noDataPasses() ? new WindowResult(Status.NOTHING_DUE, null, 0, 0, 0, stretch) : worst;
    }

    /** The same without the value, for which alone latencies are merged. */
    Status status(Objective objective, Window stretch) {
        if (objective.span() instanceof WindowRule.Every) {
            return assess(objective, stretch).status();
        }
        Double limit = limit(objective, objective.bound());
        Status found = limit == null ? noLimit(objective, objective.bound()) : status(objective, limit, stretch);
        return found == Status.NO_DATA && objective.noDataPasses() ? Status.NOTHING_DUE : found;
    }

    /**
     * The status in every window of a length that slides over a stretch by cells, by where it begins. Values are not
     * looked at, and nothing is merged for a window.
     *
     * @param stretch not shorter than the windows
     * @param lengthMicros whole cells
     */
    Status[] statuses(Objective objective, Window stretch, long lengthMicros) {
        Double limit = limit(objective, objective.bound());
        Status[] found;
        if (limit == null) {
            found = new Status[(int) ((stretch.to() - stretch.from() - lengthMicros) / Cell.LENGTH) + 1];
            Arrays.fill(found, noLimit(objective, objective.bound()));
        } else if (objective.span() instanceof WindowRule.Every every
                && wholeCells(every.window().toNanos() / 1000) < lengthMicros) {
            long length = wholeCells(every.window().toNanos() / 1000);
            int more = (int) ((lengthMicros - length) / Cell.LENGTH);
            found = worstOfNeighbours(plain(objective, limit, stretch, length), more + 1);
        } else {
            found = plain(objective, limit, stretch, lengthMicros);
        }
        for (int i = 0; i < found.length; i++) {
            found[i] = found[i] == Status.NO_DATA && objective.noDataPasses() ? Status.NOTHING_DUE : found[i];
        }
        return found;
    }

    /** The time that windows cover in which an objective is breached: those that touch or overlap are one. */
    List<Window> breached(Objective objective, Window stretch) {
        long length = objective.span() instanceof WindowRule.Every every
                ? wholeCells(every.window().toNanos() / 1000)
                : stretch.to() - stretch.from();
        if (stretch.to() - stretch.from() <= length) {
            boolean isBreached = !stretch.isEmpty() && status(objective, stretch) == Status.BREACHED;
            return isBreached ? List.of(stretch) : List.of();
        }
        List<Window> all = new ArrayList<>();
        Status[] found = statuses(objective, stretch, length);
        for (int i = 0; i < found.length; i++) {
            if (found[i] == Status.BREACHED) {
                long from = stretch.from() + i * Cell.LENGTH;
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

    private Status[] plain(Objective objective, double limit, Window stretch, long length) {
        Status[] found = new Status[(int) ((stretch.to() - stretch.from() - length) / Cell.LENGTH) + 1];
        WindowStatus status = windowStatus(objective, limit);
        for (int i = 0; i < found.length; i++) {
            long from = stretch.from() + i * Cell.LENGTH;
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
            MetricTotals totals = readings.values(metric.metric());
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

    private WindowResult worst(Objective objective, double limit, Window stretch) {
        WindowResult worst = new WindowResult(Status.NOTHING_DUE, null, 0, 0, 0, stretch);
        for (Window window : candidates(objective, limit, stretch)) {
            WindowResult next = measure(objective, limit, window);
            worst = next.isWorseThan(worst) ? next : worst;
        }
        return worst;
    }

    /** All windows of which the worst may be one; where percentiles can be compared without sorting, that one alone. */
    private List<Window> candidates(Objective objective, double limit, Window stretch) {
        if (!(objective.span() instanceof WindowRule.Every every)) {
            return List.of(stretch);
        }
        long length = wholeCells(every.window().toNanos() / 1000);
        OptionalDouble quantile = objective.indicator().asQuantile();
        boolean isOne = stretch.to() - stretch.from() <= length;
        if (isOne || quantile.isEmpty() || objective.comparison() == Comparison.EQUAL) {
            return sliding(stretch, length);
        }
        boolean upper = objective.comparison().isUpperBound();
        OrderStatistics values;
        WorstWindow.Statuses statuses;
        if (objective.indicator() instanceof Indicator.OfMetric metric) {
            MetricTotals totals = readings.values(metric.metric());
            values = totals;
            statuses = totals == null
                    ? null
                    : MetricIndicatorEvaluator.statuses(metric, objective.comparison(), limit, totals);
        } else {
            LatencyTotals totals = readingsOf(objective.indicator()).latencies();
            values = totals;
            statuses = totals == null
                    ? null
                    : measure.statuses(objective.indicator(), objective.comparison(), limit, totals);
        }
        if (values == null || statuses == null) {
            return sliding(stretch, length);
        }
        Window worst = new WorstWindow(values, quantile.getAsDouble(), upper).find(statuses, stretch, length);
        return worst == null ? List.of() : List.of(worst);
    }

    private Status status(Objective objective, double limit, Window window) {
        return objective.indicator() instanceof Indicator.OfMetric metric
                ? MetricIndicatorEvaluator.status(
                        metric, objective.comparison(), limit, readings.over(metric.metric(), window))
                : measure.decide(
                                objective.indicator(),
                                objective.comparison(),
                                limit,
                                readingsOf(objective.indicator()).over(window))
                        .status();
    }

    /** Whether the objective holds in some sliding window of its span: for abort conditions. */
    @Nullable WindowResult anyHolding(Objective objective, long windowMicros, Window stretch) {
        Double limit = limit(objective, objective.bound());
        if (limit == null) {
            return null;
        }
        for (Window window : sliding(stretch, windowMicros)) {
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

    @Nullable Double value(Indicator indicator, Window stretch) {
        return indicator instanceof Indicator.OfMetric metric
                ? MetricIndicatorEvaluator.value(metric, readings.over(metric.metric(), stretch))
                : measure.value(indicator, readingsOf(indicator).over(stretch));
    }

    /**
     * Whether an objective has no data because its metric had no sample in the whole run; of one that passes without
     * data, whether nothing of that name ever came.
     */
    boolean neverCame(Objective objective, WindowResult found) {
        if (!(objective.indicator() instanceof Indicator.OfMetric indicator)
                || readings.over(indicator.metric(), found.window()).came()) {
            return false;
        }
        boolean passes = found.status() == Status.NOTHING_DUE && objective.noDataPasses();
        return found.status() == Status.NO_DATA
                || (passes
                        && !readings.metrics()
                                .names()
                                .contains(indicator.metric().name()));
    }

    /**
     * How sure it is on which side of a relative bound an objective is; {@code null} for an absolute bound, which is
     * decided by exact counts, and where there is no value.
     *
     * @param found the worst of the windows, or the whole stretch
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
        return readings.only(indicator.requests());
    }

    private WindowResult measure(Objective objective, double limit, Window window) {
        return objective.indicator() instanceof Indicator.OfMetric metric
                ? MetricIndicatorEvaluator.of(
                        metric, objective.comparison(), limit, readings.over(metric.metric(), window))
                : measure.of(
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
                    && readings.over(metric.metric(), baseline).samples() < metric.neededSamples(Comparison.LESS, 0);
        }
        return indicator instanceof Indicator.Percentile percentile
                && readingsOf(indicator).over(baseline).measured() < percentile.neededSamples();
    }

    /** Every window of this length in steps of one cell; the stretch itself where it is shorter. */
    static List<Window> sliding(Window stretch, long lengthMicros) {
        long length = wholeCells(lengthMicros);
        if (stretch.to() - stretch.from() <= length) {
            return List.of(stretch);
        }
        List<Window> windows = new ArrayList<>();
        for (long from = stretch.from(); from + length <= stretch.to(); from += Cell.LENGTH) {
            windows.add(new Window(from, from + length));
        }
        return windows;
    }

    static long wholeCells(long lengthMicros) {
        return Math.max(Cell.LENGTH, lengthMicros / Cell.LENGTH * Cell.LENGTH);
    }
}
