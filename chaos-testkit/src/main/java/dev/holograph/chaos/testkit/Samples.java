package dev.holograph.chaos.testkit;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.slo.MetricSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps the samples of a probe. */
final class Samples implements MetricSink {

    /** @param at microseconds since the epoch */
    record Sample(String name, long at, double value) {}

    private final List<Sample> all = new ArrayList<>();

    @Override
    public Collection<Metric> wanted() {
        return List.of();
    }

    @Override
    public void came(String name) {}

    @Override
    public synchronized void sample(String name, Map<String, String> tags, long atMicros, double value) {
        all.add(new Sample(name, atMicros, value));
    }

    synchronized List<Sample> all() {
        return List.copyOf(all);
    }

    List<Sample> of(String name) {
        return all().stream().filter(sample -> sample.name().equals(name)).toList();
    }
}
