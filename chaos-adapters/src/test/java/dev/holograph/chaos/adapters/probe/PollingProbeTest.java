package dev.holograph.chaos.adapters.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollingProbeTest {

    private static final Duration EVERY = Duration.ofMillis(100);

    /** A client that loads its classes on a busy machine: that it is slow says nothing of the target. */
    @Test
    void theFirstQueryOfAColdClientDoesNotCount() throws Exception {
        Probe probe =
                new Probe("front", new ProbeQuery.Redis("DBSIZE"), "store", EVERY, EVERY, new Location("it", 1, 1));
        Values ok = new Values(probe.ok());

        PollingProbe running = PollingProbe.start(probe, new ColdClient(), ok, Clock.systemUTC(), told -> {});
        try {
            assertThat(ok.next()).isEqualTo(1.0);
            assertThat(ok.next()).isEqualTo(1.0);
        } finally {
            running.stop(Deadline.in(Duration.ofSeconds(1), System::nanoTime));
        }
    }

    /** Takes longer than the probe's time-out until it has answered once. */
    private static final class ColdClient implements ProbeClient {
        private boolean warm;

        @Override
        public double ask(Duration within) throws InterruptedException {
            if (!warm) {
                Thread.sleep(EVERY.multipliedBy(3).toMillis());
                warm = true;
            }
            return 1;
        }

        @Override
        public void drop() {}
    }

    /** The values of one metric. */
    private static final class Values implements MetricSink {
        private final String metric;
        private final BlockingQueue<Double> values = new LinkedBlockingQueue<>();

        Values(String metric) {
            this.metric = metric;
        }

        Double next() throws InterruptedException {
            return values.poll(10, TimeUnit.SECONDS);
        }

        @Override
        public Collection<Metric> wanted() {
            return List.of();
        }

        @Override
        public void came(String name) {}

        @Override
        public void sample(String name, Map<String, String> tags, long atMicros, double value) {
            if (name.equals(metric)) {
                values.add(value);
            }
        }
    }
}
