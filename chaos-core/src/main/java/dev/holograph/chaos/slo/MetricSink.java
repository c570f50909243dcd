package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Metric;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Takes samples of named metrics. Thread-safe. */
public interface MetricSink {

    /** Wants nothing. */
    MetricSink NONE = new MetricSink() {
        @Override
        public Collection<Metric> wanted() {
            return List.of();
        }

        @Override
        public void came(String name) {}

        @Override
        public void sample(String name, Map<String, String> tags, long atMicros, double value) {}
    };

    /** What the scenario's objectives need. Samples of others need not be passed on. */
    Collection<Metric> wanted();

    /** This metric exists; for messages to a person who named another. */
    void came(String name);

    /**
     * One sample.
     *
     * @param tags at least those by which wanted metrics of this name select, where the sample has them
     * @param atMicros since the epoch, by the wall clock: when it was taken
     * @param value times in milliseconds, sizes in bytes, 1 or 0 for yes or no, a counter's increment
     */
    void sample(String name, Map<String, String> tags, long atMicros, double value);
}
