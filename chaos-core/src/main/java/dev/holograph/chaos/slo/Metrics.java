package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that a scenario's objectives name, those of its probes, and failures of scripts, with their samples; of
 * others only the names.
 * Thread-safe.
 */
public final class Metrics implements MetricSink {

    /** A script that makes up names of metrics as it runs shall not fill the memory. */
    private static final int MOST_NAMES = 1000;

    /** Of one metric and tag: enough to find what was meant. */
    private static final int MOST_VALUES = 50;

    /** k6's own counter that it writes only when an iteration is dropped: without a sample it stands at 0. */
    private static final Metric DROPPED = new Metric("dropped_iterations", Map.of());

    /** k6's own share of HTTP requests that failed: of a script-only load nothing else says it. */
    static final Metric FAILED = new Metric("http_req_failed", Map.of());

    /** By which failures of several scripts are told apart, whatever tags these have. */
    private static final String OF_LOAD = "chaos.load";

    /** By which objectives choose the samples of one load; k6 has no such tag. */
    static final String LOAD = "load";

    /** What k6 writes every second as long as it runs. */
    private static final String K6_RUNS = "vus";

    private final Map<Metric, MetricSeries> series;
    private final SortedSet<String> names = new TreeSet<>();

    /** Samples that came with a tag by which an objective selects, and with another value: the values. */
    private final Map<Metric, Map<String, Set<String>>> others = new HashMap<>();

    private long aliveUntil;
    private boolean over;

    private Metrics(Map<Metric, MetricSeries> series) {
        this.series = series;
    }

    /** For what the objectives of a scenario ask, and its probes see. */
    public static Metrics of(Scenario scenario) {
        Map<Metric, Set<Double>> thresholds = new LinkedHashMap<>();
        for (ObjectiveRole role : ObjectiveRole.values()) {
            for (Objective objective : scenario.objectives(role)) {
                if (objective.indicator() instanceof Indicator.OfMetric indicator) {
                    Set<Double> found = thresholds.computeIfAbsent(indicator.metric(), metric -> new TreeSet<>());
                    add(objective.comparison(), objective.bound(), found);
                    add(objective.comparison(), objective.warn(), found);
                }
            }
        }
        // What a probe sees is shown over time, also where no objective is about it.
        scenario.probes().stream()
                .flatMap(probe -> probe.metrics().stream())
                .forEach(name -> thresholds.computeIfAbsent(new Metric(name, Map.of()), metric -> new TreeSet<>()));
        scenario.loads().stream()
                .filter(Load::isObserved)
                .forEach(load ->
                        thresholds.computeIfAbsent(failuresOf(load.name(), scenario), metric -> new TreeSet<>()));
        Map<Metric, MetricSeries> series = new LinkedHashMap<>();
        thresholds.forEach((metric, bounds) -> series.put(
                metric,
                new MetricSeries(
                        bounds.stream().mapToDouble(Double::doubleValue).toArray())));
        return new Metrics(series);
    }

    /** What decides: whether samples reach the bound, or what is next above it; of {@code =} both. */
    private static void add(Comparison comparison, @Nullable Bound bound, Set<Double> thresholds) {
        if (bound instanceof Bound.Absolute absolute) {
            double value = absolute.value().value();
            if (comparison == Comparison.EQUAL) {
                thresholds.add(value);
                thresholds.add(Math.nextUp(value));
            } else {
                thresholds.add(comparison.threshold(value));
            }
        }
    }

    /** The share of the HTTP requests of a script-only load that failed. */
    static Metric failuresOf(String load, Scenario scenario) {
        return scenario.loads().size() == 1 ? FAILED : new Metric(FAILED.name(), Map.of(OF_LOAD, load));
    }

    private static boolean isOfOneScript(Metric metric) {
        return metric.name().equals(FAILED.name()) && metric.tags().containsKey(OF_LOAD);
    }

    /** For no metric at all. */
    public static Metrics none() {
        return new Metrics(Map.of());
    }

    @Override
    public Set<Metric> wanted() {
        return series.keySet().stream()
                .map(metric -> isOfOneScript(metric) ? FAILED : metric)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized void came(String name) {
        if (!over && names.size() < MOST_NAMES) {
            names.add(name);
        }
    }

    @Override
    public synchronized void sample(String name, Map<String, String> tags, long atMicros, double value) {
        came(name);
        if (over || !Double.isFinite(value)) {
            return;
        }
        series.forEach((metric, samples) -> {
            if (metric.name().equals(name) && metric.selects(tags)) {
                samples.record(atMicros, value);
            } else if (metric.name().equals(name) && !isOfOneScript(metric)) {
                noteOthers(metric, tags);
            }
        });
    }

    /** The same for what one load sees: its samples carry the tag {@code load}, unless its script gives them another. */
    MetricSink forLoad(String load) {
        return new OfLoad(load);
    }

    /** Adds of which load samples are. */
    private final class OfLoad implements MetricSink {

        private final String load;
        private final boolean isAskedFor;
        private final @Nullable MetricSeries failures;

        private OfLoad(String load) {
            this.load = load;
            this.isAskedFor =
                    series.keySet().stream().anyMatch(metric -> metric.tags().containsKey(LOAD));
            this.failures = series.get(new Metric(FAILED.name(), Map.of(OF_LOAD, load)));
        }

        @Override
        public Set<Metric> wanted() {
            return Metrics.this.wanted();
        }

        @Override
        public void came(String name) {
            Metrics.this.came(name);
        }

        @Override
        public void sample(String name, Map<String, String> tags, long atMicros, double value) {
            synchronized (Metrics.this) {
                Metrics.this.sample(name, isAskedFor ? withLoad(tags) : tags, atMicros, value);
                if (failures != null && !over && name.equals(FAILED.name()) && Double.isFinite(value)) {
                    failures.record(atMicros, value);
                }
            }
        }

        private Map<String, String> withLoad(Map<String, String> tags) {
            Map<String, String> all = new HashMap<>(tags);
            all.putIfAbsent(LOAD, load);
            return all;
        }
    }

    private void noteOthers(Metric metric, Map<String, String> tags) {
        for (String key : metric.tags().keySet()) {
            String value = tags.get(key);
            Set<String> values = others.computeIfAbsent(metric, first -> new HashMap<>())
                    .computeIfAbsent(key, first -> new HashSet<>());
            if (value != null && values.size() < MOST_VALUES) {
                values.add(value);
            }
        }
    }

    /** The load generator has reported all that it saw up to here. */
    synchronized void alive(long atMicros) {
        aliveUntil = Math.max(aliveUntil, atMicros);
    }

    /** Nothing that comes later counts: a verdict and its report speak of the same samples. */
    synchronized void end() {
        over = true;
        others.forEach((metric, tags) -> tags.forEach((key, values) ->
                values.forEach(value -> names.add(new Metric(metric.name(), Map.of(key, value)).toString()))));
        series.values().forEach(MetricSeries::end);
    }

    synchronized MetricStats over(Metric metric, Window window) {
        return stats(metric, window, window);
    }

    /** The same while the run lasts: what k6 writes takes a moment to come, and that moment is not one without events. */
    synchronized MetricStats live(Metric metric, Window window) {
        boolean late = aliveUntil > window.from() && aliveUntil < window.to();
        return stats(metric, window, late ? new Window(window.from(), Window.down(aliveUntil)) : window);
    }

    private MetricStats stats(Metric metric, Window window, Window told) {
        MetricSeries samples = series.getOrDefault(metric, new MetricSeries());
        return new MetricStats(
                window,
                told.seconds(),
                !samples.isEmpty() || (metric.equals(DROPPED) && names.contains(K6_RUNS)),
                samples.samples(told),
                threshold -> samples.reaching(threshold, told),
                samples::indexOf,
                () -> total(samples, told),
                () -> values(samples, told),
                step -> above(samples, step, told));
    }

    private synchronized MetricCell total(MetricSeries samples, Window window) {
        return samples.total(window);
    }

    private synchronized PagedCounts values(MetricSeries samples, Window window) {
        return samples.values(window);
    }

    private synchronized long above(MetricSeries samples, int step, Window window) {
        return samples.above(step, window);
    }

    /**
     * An indicator's value in each of the windows that follow one another from a moment on, for charts; NaN where there is
     * none.
     *
     * @param from the beginning of a cell, in microseconds since the epoch
     * @param stepMicros the length of each window, in whole cells
     */
    public synchronized double[] values(Indicator.OfMetric indicator, long from, long stepMicros, int windows) {
        double[] values = new double[windows];
        MetricSeries samples = series.get(indicator.metric());
        boolean isRanked = indicator.function() == Indicator.OfMetric.Function.PERCENTILE;
        for (int i = 0; i < windows; i++) {
            Window window = new Window(from + i * stepMicros, from + (i + 1) * stepMicros);
            if (isRanked && samples != null && samples.totals() != null) {
                values[i] = samples.quantile(indicator.quantile(), window); // the same, without merging
                continue;
            }
            Double value = MetricIndicatorEvaluator.value(indicator, stats(indicator.metric(), window, window));
            values[i] = value == null ? Double.NaN : value;
        }
        return values;
    }

    /** Whether a metric had a sample. */
    public synchronized boolean has(Metric metric) {
        MetricSeries samples = series.get(metric);
        return samples != null && !samples.isEmpty();
    }

    /** Once the run is over; {@code null} before. */
    synchronized @Nullable MetricTotals totals(Metric metric) {
        MetricSeries samples = series.get(metric);
        return samples == null ? null : samples.totals();
    }

    /** What came, cell by cell, in the order of the scenario's objectives; other names are in {@link #names}. */
    public synchronized List<MetricRow> rows() {
        List<MetricRow> rows = new ArrayList<>();
        series.forEach((metric, samples) -> rows.addAll(samples.rows(metric.toString())));
        return rows;
    }

    /**
     * What came in a run of such a scenario.
     *
     * @param rows one by one: what is wrong with one is known before the next is asked for
     * @throws IllegalArgumentException if a row cannot be of this scenario
     */
    public static Metrics of(Scenario scenario, Collection<String> names, Iterable<MetricRow> rows) {
        Metrics metrics = of(scenario);
        Map<String, MetricSeries> written = new HashMap<>();
        metrics.series.forEach((metric, samples) -> written.put(metric.toString(), samples));
        for (MetricRow row : rows) {
            MetricSeries samples = written.get(row.metric());
            if (samples == null && row.metric().equals(FAILED.name())) {
                continue; // older runs have one such metric of all loads together, which no finding reads any more
            }
            if (samples == null) {
                throw new IllegalArgumentException("no objective uses '" + row.metric() + "'");
            }
            samples.restore(row);
        }
        metrics.names.addAll(names);
        metrics.end();
        return metrics;
    }

    /**
     * The names of all metrics that came, wanted or not; of those that an objective selects by a tag also with that tag's
     * other values, as {@code errors{kind=timeout}}.
     */
    public synchronized List<String> names() {
        return List.copyOf(names);
    }
}
