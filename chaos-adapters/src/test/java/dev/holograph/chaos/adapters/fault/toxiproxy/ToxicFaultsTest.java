package dev.holograph.chaos.adapters.fault.toxiproxy;

import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.RUN;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.SILENCE_MS;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.bandwidth;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.latency;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.millisSince;
import static dev.holograph.chaos.adapters.fault.toxiproxy.ToxicSteps.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.SlowClose;
import dev.holograph.chaos.spi.FaultDriver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a real Toxiproxy does when it is told, as a client feels it. */
class ToxicFaultsTest extends ToxicTest {

    @Test
    void latencyIsFeltOnOpenConnectionsAndNewOnesUntilItIsUndone() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        Prepared<Latency> prepared = toxiproxy.prepare(driver, latency(300, Direction.BOTH));
        try (ProxiedClient open = toxiproxy.client()) {
            assertThat(open.roundTrip()).isLessThan(250);

            driver.inject(prepared);

            try (ProxiedClient fresh = toxiproxy.client()) {
                // Late by 300 ms each way.
                assertThat(open.roundTrip()).isBetween(600L, 1500L);
                assertThat(fresh.roundTrip()).isBetween(600L, 1500L);

                driver.undo(prepared.undo(), soon());

                assertThat(open.roundTrip()).isLessThan(250);
                assertThat(fresh.roundTrip()).isLessThan(250);
            }
        }
    }

    @Test
    void latencyActsInTheDirectionThatIsMeant() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        try (ProxiedClient client = toxiproxy.client()) {
            Prepared<Latency> requests = toxiproxy.prepare(driver, latency(500, Direction.REQUESTS));
            driver.inject(requests);
            assertThat(toxiproxy.toxics()).containsExactly(RUN + "-it-upstream latency upstream");
            long before = toxiproxy.arrived();
            client.send(1);
            assertThat(client.hears(SILENCE_MS)).isFalse();
            assertThat(toxiproxy.arrived()).isEqualTo(before);
            assertThat(client.hears(2000)).isTrue();
            driver.undo(requests.undo(), soon());

            driver.inject(toxiproxy.prepare(driver, latency(500, Direction.RESPONSES)));
            assertThat(toxiproxy.toxics()).containsExactly(RUN + "-it-downstream latency downstream");
            client.send(1);
            assertThat(client.hears(SILENCE_MS)).isFalse();
            assertThat(toxiproxy.arrived()).isEqualTo(before + 2);
            assertThat(client.hears(2000)).isTrue();
        }
    }

    @Test
    void jitterSpreadsTheDelay() throws Exception {
        FaultDriver<Latency> driver = toxiproxy.driver(Latency.class, RUN);
        Latency fault =
                new Latency(Duration.ofMillis(60), Duration.ofMillis(50), Distribution.UNIFORM, Direction.RESPONSES);
        driver.inject(toxiproxy.prepare(driver, fault));

        long least = Long.MAX_VALUE;
        long most = 0;
        try (ProxiedClient client = toxiproxy.client()) {
            for (int i = 0; i < 30; i++) {
                long took = client.roundTrip();
                least = Math.min(least, took);
                most = Math.max(most, took);
            }
        }

        // 30 draws from 10 to 110 ms: none below 45 or none above 75 comes once in 2^20.
        assertThat(least).isBetween(9L, 45L);
        assertThat(most).isGreaterThan(75);
    }

    @Test
    void bandwidthIsWhatIsSaid() throws Exception {
        FaultDriver<Bandwidth> driver = toxiproxy.driver(Bandwidth.class, RUN);
        Prepared<Bandwidth> prepared = toxiproxy.prepare(driver, bandwidth("100kB"));
        driver.inject(prepared);

        try (ProxiedClient client = toxiproxy.client()) {
            long began = System.nanoTime();
            client.send(60_000);
            client.take(60_000);
            // 60 kB at 100 kB/s; Toxiproxy lets the first of its slices pass early.
            assertThat(millisSince(began)).isBetween(450L, 1500L);
        }
    }

    @Test
    void aPartitionIsSilenceAndRefusesNothing() throws Exception {
        FaultDriver<Partition> driver = toxiproxy.driver(Partition.class, RUN);
        Prepared<Partition> prepared = toxiproxy.prepare(driver, new Partition(Direction.BOTH));
        assertThat(prepared.description()).contains("its undo closes the connections that were open");
        try (ProxiedClient open = toxiproxy.client();
                ProxiedClient idle = toxiproxy.client()) {
            open.roundTrip();
            idle.roundTrip();
            long before = toxiproxy.arrived();

            driver.inject(prepared);

            try (ProxiedClient fresh = toxiproxy.client()) {
                open.send(1);
                fresh.send(1);
                assertThat(open.hears(SILENCE_MS)).isFalse();
                assertThat(fresh.hears(SILENCE_MS)).isFalse();
                assertThat(toxiproxy.arrived()).isEqualTo(before);

                driver.undo(prepared.undo(), soon());

                // What was thrown away would be missing in the middle of a stream, so Toxiproxy closes it.
                assertThat(open.isClosedWithin(2000)).isTrue();
                assertThat(fresh.isClosedWithin(2000)).isTrue();
                assertThat(idle.isClosedWithin(2000)).isTrue();
            }
        }
        try (ProxiedClient after = toxiproxy.client()) {
            assertThat(after.roundTrip()).isLessThan(250);
        }
    }

    @Test
    void aPartitionOfResponsesLetsRequestsPass() throws Exception {
        FaultDriver<Partition> driver = toxiproxy.driver(Partition.class, RUN);
        driver.inject(toxiproxy.prepare(driver, new Partition(Direction.RESPONSES)));
        long before = toxiproxy.arrived();
        try (ProxiedClient client = toxiproxy.client()) {
            client.send(7);
            assertThat(client.hears(SILENCE_MS)).isFalse();
            assertThat(toxiproxy.arrived()).isEqualTo(before + 7);
        }
    }

    @Test
    void theEndOfConnectionsComesLate() throws Exception {
        FaultDriver<SlowClose> driver = toxiproxy.driver(SlowClose.class, RUN);
        driver.inject(toxiproxy.prepare(driver, new SlowClose(Duration.ofMillis(400))));
        try (ProxiedClient client = toxiproxy.client()) {
            assertThat(client.roundTrip()).isLessThan(250);
            long began = System.nanoTime();
            client.finish();
            assertThat(client.isClosedWithin(5000)).isTrue();
            // Once on the way to the target, once on the way back.
            assertThat(millisSince(began)).isBetween(790L, 2500L);
        }
    }
}
