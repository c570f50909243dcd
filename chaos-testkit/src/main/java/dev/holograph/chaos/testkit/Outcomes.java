package dev.holograph.chaos.testkit;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what a load engine says of the requests that are due. */
final class Outcomes implements OutcomeSink {

    private final List<Long> dues = new ArrayList<>();
    private final List<Long> answered = new ArrayList<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Map<String, Outcomes> named = new HashMap<>();
    private final @Nullable Outcomes all;
    private int failures;
    private int beats;

    Outcomes() {
        this(null);
    }

    /** @param all of which these are some; {@code null}: these are all */
    private Outcomes(@Nullable Outcomes all) {
        this.all = all;
    }

    @Override
    public OutcomeSink forRequest(String name) {
        return only(name);
    }

    /** The requests of this name. */
    synchronized Outcomes only(String name) {
        return named.computeIfAbsent(name, none -> new Outcomes(this));
    }

    @Override
    public synchronized void due(long dueMicros) {
        dues.add(dueMicros);
        if (all != null) {
            all.due(dueMicros);
        }
    }

    @Override
    public synchronized void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        answered.add(dueMicros);
        counts.merge(outcome, 1, Integer::sum);
        if (all != null) {
            all.outcome(dueMicros, outcome, latencyMicros);
        }
    }

    @Override
    public synchronized void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
        failures++;
        if (all != null) {
            all.failed(dueMicros, latencyMicros, reason, sample);
        }
    }

    @Override
    public void acknowledged(String id, long atMicros) {}

    @Override
    public synchronized void heartbeat(long atMicros) {
        beats++;
    }

    /** When requests were due, in order. */
    synchronized List<Long> dues() {
        return sorted(dues);
    }

    /** When those were due that have an outcome, in order; twice where one has two. */
    synchronized List<Long> answered() {
        return sorted(answered);
    }

    synchronized int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** How many reasons were given. */
    synchronized int failures() {
        return failures;
    }

    synchronized int beats() {
        return beats;
    }

    private static List<Long> sorted(List<Long> some) {
        List<Long> sorted = new ArrayList<>(some);
        Collections.sort(sorted);
        return sorted;
    }
}
