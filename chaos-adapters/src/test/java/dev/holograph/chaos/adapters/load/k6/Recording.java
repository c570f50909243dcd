package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that k6's rows said. */
final class Recording implements OutcomeSink {

    record Told(long due, Outcome outcome, long latency) {
        double latencyMillis() {
            return latency / 1e3;
        }
    }

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

    synchronized List<Long> dues() {
        return dues.stream().sorted().toList();
    }

    /** In the order of their due times. */
    synchronized List<Told> outcomes() {
        return outcomes.stream()
                .sorted((a, b) -> Long.compare(a.due(), b.due()))
                .toList();
    }

    List<Told> outcomes(Outcome which) {
        return outcomes().stream().filter(told -> told.outcome() == which).toList();
    }

    synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    synchronized List<Long> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /** The contract: this many were due, and each has exactly one outcome. */
    void hasOneOutcomeForEachOf(int count) {
        assertThat(dues()).hasSize(count);
        assertThat(outcomes().stream().map(Told::due)).containsExactlyElementsOf(dues());
    }
}
