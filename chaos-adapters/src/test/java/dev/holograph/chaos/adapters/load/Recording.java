package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps all that a load engine says. */
public final class Recording implements OutcomeSink {

    public record Told(long due, Outcome outcome, long latency) {
        public double latencyMillis() {
            return latency / 1e3;
        }
    }

    /** A sample of a metric. */
    public record Sample(String name, Map<String, String> tags, long at, double value) {}

    private final List<Metric> wanted = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> came = new TreeSet<>();
    private final List<Long> dues = new ArrayList<>();
    private final List<Told> outcomes = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<Long> heartbeats = new ArrayList<>();

    @Override
    public synchronized void due(long dueMicros) {
        dues.add(dueMicros);
    }

    @Override
    public synchronized void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        outcomes.add(new Told(dueMicros, outcome, latencyMicros));
    }

    @Override
    public synchronized void acknowledged(String id, long atMicros) {
        acknowledged.add(id);
    }

    @Override
    public synchronized void heartbeat(long atMicros) {
        heartbeats.add(atMicros);
    }

    @Override
    public MetricSink metrics() {
        return new MetricSink() {
            @Override
            public Collection<Metric> wanted() {
                return wanted;
            }

            @Override
            public void came(String name) {
                synchronized (Recording.this) {
                    came.add(name);
                }
            }

            @Override
            public void sample(String name, Map<String, String> tags, long atMicros, double value) {
                synchronized (Recording.this) {
                    samples.add(new Sample(name, tags, atMicros, value));
                }
            }
        };
    }

    /** Samples of this are to be told. */
    public Recording wanting(Metric metric) {
        wanted.add(metric);
        return this;
    }

    public synchronized List<Sample> samples(Metric metric) {
        return samples.stream()
                .filter(sample -> sample.name().equals(metric.name()) && metric.selects(sample.tags()))
                .toList();
    }

    /** Names of metrics, wanted or not. */
    public synchronized Set<String> came() {
        return Set.copyOf(came);
    }

    public synchronized List<Long> dues() {
        return dues.stream().sorted().toList();
    }

    /** In the order of their due times. */
    public synchronized List<Told> outcomes() {
        return outcomes.stream()
                .sorted((a, b) -> Long.compare(a.due(), b.due()))
                .toList();
    }

    public List<Told> outcomes(Outcome which) {
        return outcomes().stream().filter(told -> told.outcome() == which).toList();
    }

    public synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public synchronized List<Long> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /** The contract: this many were due, and each has exactly one outcome. */
    public void hasOneOutcomeForEachOf(int count) {
        assertThat(dues()).hasSize(count);
        assertThat(outcomes().stream().map(Told::due)).containsExactlyElementsOf(dues());
    }
}
