package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.OutcomeSink;

/** Counts what it is given, which costs next to nothing, and keeps none of it. */
final class CountingSink implements OutcomeSink {

    long dues;
    long outcomes;
    long acknowledged;

    @Override
    public void due(long dueMicros) {
        dues++;
    }

    @Override
    public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        outcomes++;
    }

    @Override
    public void acknowledged(String id, long atMicros) {
        acknowledged++;
    }

    @Override
    public void heartbeat(long atMicros) {}
}
