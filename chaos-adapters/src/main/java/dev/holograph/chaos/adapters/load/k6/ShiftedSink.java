package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a generator with another clock saw onto the clock of this machine.
 *
 * @param aheadMicros how far the generator's clock is ahead of this machine's
 */
record ShiftedSink(OutcomeSink sink, long aheadMicros) implements OutcomeSink {

    @Override
    public OutcomeSink forRequest(String name) {
        return new ShiftedSink(sink.forRequest(name), aheadMicros);
    }

    @Override
    public void due(long dueMicros) {
        sink.due(dueMicros - aheadMicros);
    }

    @Override
    public void outcome(long dueMicros, Outcome outcome, long latencyMicros) {
        sink.outcome(dueMicros - aheadMicros, outcome, latencyMicros);
    }

    @Override
    public void failed(long dueMicros, long latencyMicros, FailureReason reason, @Nullable String sample) {
        sink.failed(dueMicros - aheadMicros, latencyMicros, reason, sample);
    }

    @Override
    public void spoke(String version) {
        sink.spoke(version);
    }

    @Override
    public void acknowledged(String id, long atMicros) {
        sink.acknowledged(id, atMicros - aheadMicros);
    }

    @Override
    public void heartbeat(long atMicros) {
        sink.heartbeat(atMicros - aheadMicros);
    }

    @Override
    public MetricSink metrics() {
        return new ShiftedMetrics(sink.metrics(), aheadMicros);
    }

    private record ShiftedMetrics(MetricSink sink, long aheadMicros) implements MetricSink {

        @Override
        public Collection<Metric> wanted() {
            return sink.wanted();
        }

        @Override
        public void came(String name) {
            sink.came(name);
        }

        @Override
        public void sample(String name, Map<String, String> tags, long atMicros, double value) {
            sink.sample(name, tags, atMicros - aheadMicros, value);
        }
    }
}
