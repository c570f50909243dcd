package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps all that a load engine says. */
public final class Recording implements OutcomeSink {

    public record Told(long due, Outcome outcome, long latency) {
        public double latencyMillis() {
            return latency / 1e3;
        }
    }

    /** Why a request failed. */
    public record Failed(
            long due, FailureReason reason, @Nullable String sample) {}

    /** A sample of a metric. */
    public record Sample(String name, Map<String, String> tags, long at, double value) {}

    private final List<Metric> wanted = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> came = new TreeSet<>();
    private final List<Long> dues = new ArrayList<>();
    private final List<Told> outcomes = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<Long> heartbeats = new ArrayList<>();
    private final List<Failed> failures = new ArrayList<>();
    private final List<Long> iterations = new ArrayList<>();
    private final List<Long> active = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    private final List<String> exceptions = new ArrayList<>();
    private final Map<String, Recording> named = new HashMap<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private long dropped;
    private final Map<Long, Long> unfinished = new TreeMap<>();

    /** What was told of the requests of one name; nothing where none was. */
    public synchronized Recording only(String name) {
        return named.computeIfAbsent(name, none -> new Recording());
    }

    @Override
    public OutcomeSink forRequest(String name) {
        Recording own = only(name);
        return new OutcomeSink() {
            @Override
            public void due(long dueMicros) {
                own.due(dueMicros);
                Recording.this.due(dueMicros);
            }

            @Override
            public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
                own.outcome(dueMicros, outcome, latencyMicros);
                Recording.this.outcome(dueMicros, outcome, latencyMicros);
            }

            @Override
            public void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
                own.failed(dueMicros, latencyMicros, reason, sample);
                Recording.this.failed(dueMicros, latencyMicros, reason, sample);
            }

            @Override
            public void acknowledged(String id, long atMicros) {
                throw new AssertionError("acknowledgements are the load's");
            }

            @Override
            public void heartbeat(long atMicros) {
                throw new AssertionError("signs of life are the load's");
            }
        };
    }

    @Override
    public synchronized void due(long dueMicros) {
        dues.add(dueMicros);
    }

    @Override
    public synchronized void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        outcomes.add(new Told(dueMicros, outcome, latencyMicros));
    }

    @Override
    public synchronized void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
        failures.add(new Failed(dueMicros, reason, sample));
    }

    @Override
    public synchronized void iteration(long atMicros) {
        iterations.add(atMicros);
    }

    @Override
    public synchronized void active(long atMicros) {
        active.add(atMicros);
    }

    @Override
    public synchronized void elsewhere(long atMicros, String address) {
        elsewhere.add(address);
    }

    @Override
    public synchronized void exception(long atMicros, String message) {
        exceptions.add(message);
    }

    @Override
    public synchronized void dropped(long atMicros, long count) {
        dropped += count;
    }

    @Override
    public synchronized void unfinished(long atMicros, long count) {
        unfinished.merge(atMicros, count, Long::sum);
    }

    @Override
    public synchronized void spoke(String version) {
        versions.add(version);
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

    /** Of HTTP, in the order in which they came. */
    public synchronized List<String> versions() {
        return List.copyOf(versions);
    }

    public synchronized List<Failed> failures() {
        return List.copyOf(failures);
    }

    /** Kinds of failures, each once. */
    public Set<FailureReason> reasons() {
        return failures().stream().map(Failed::reason).collect(Collectors.toUnmodifiableSet());
    }

    public synchronized List<Long> iterations() {
        return List.copyOf(iterations);
    }

    public synchronized List<Long> active() {
        return List.copyOf(active);
    }

    /** Where requests went that did not go to the target. */
    public synchronized List<String> elsewhere() {
        return List.copyOf(elsewhere);
    }

    public synchronized List<String> exceptions() {
        return List.copyOf(exceptions);
    }

    public synchronized long dropped() {
        return dropped;
    }

    public synchronized long unfinished() {
        return unfinished.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many, by the instant around which they began. */
    public synchronized Map<Long, Long> unfinishedByInstant() {
        return new TreeMap<>(unfinished);
    }

    public synchronized List<Long> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /** The contract: this many were due, and each has exactly one outcome. */
    public void hasOneOutcomeForEachOf(int count) {
        assertThat(dues()).hasSize(count);
        assertThat(outcomes().stream().map(Told::due)).containsExactlyElementsOf(dues());
        assertThat(failures().stream().map(Failed::due))
                .as("each that is not OK has a reason")
                .containsExactlyInAnyOrderElementsOf(outcomes().stream()
                        .filter(told -> told.outcome() != Outcome.OK)
                        .map(Told::due)
                        .toList());
    }
}
