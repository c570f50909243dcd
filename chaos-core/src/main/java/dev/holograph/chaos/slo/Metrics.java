package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that a scenario's objectives name, with all their samples; of others only the names. Thread-safe. */
public final class Metrics implements MetricSink {

    /** A script that makes up names of metrics as it runs shall not fill the memory. */
    private static final int MOST_NAMES = 1000;

    private final Map<Metric, MetricSeries> series;
    private final SortedSet<String> names = new TreeSet<>();
    private long aliveUntil;
    private boolean over;

    Metrics(Collection<Metric> wanted) {
        series = wanted.stream()
                .distinct()
                .collect(Collectors.toMap(
                        metric -> metric, metric -> new MetricSeries(), (one, same) -> one, LinkedHashMap::new));
    }

    /** For what the objectives of a scenario ask. */
    public static Metrics of(Scenario scenario) {
        return new Metrics(Stream.of(ObjectiveRole.values())
                .flatMap(role -> scenario.objectives(role).stream())
                .map(Objective::indicator)
                .filter(Indicator.OfMetric.class::isInstance)
                .map(indicator -> ((Indicator.OfMetric) indicator).metric())
                .toList());
    }

    /** For no metric at all. */
    public static Metrics none() {
        return new Metrics(List.of());
    }

    @Override
    public Set<Metric> wanted() {
        return Set.copyOf(series.keySet());
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
            }
        });
    }

    /** The load generator has told all that it saw up to here. */
    synchronized void alive(long atMicros) {
        aliveUntil = Math.max(aliveUntil, atMicros);
    }

    /** Nothing that comes later counts: a verdict and its report speak of the same samples. */
    synchronized void end() {
        over = true;
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
        MetricSeries samples = series.get(metric);
        return samples == null
                ? new MetricStats(window, told.seconds(), false, new double[0])
                : new MetricStats(window, told.seconds(), !samples.isEmpty(), samples.within(told));
    }

    /** The names of all metrics that came, wanted or not. */
    synchronized List<String> names() {
        return List.copyOf(names);
    }

    /** The samples of each wanted metric by the cell of 100 ms, whose start is in microseconds since the epoch. */
    public synchronized Map<Metric, NavigableMap<Long, double[]>> samples() {
        Map<Metric, NavigableMap<Long, double[]>> samples = new LinkedHashMap<>();
        series.forEach((metric, values) -> samples.put(metric, values.cells()));
        return samples;
    }
}
