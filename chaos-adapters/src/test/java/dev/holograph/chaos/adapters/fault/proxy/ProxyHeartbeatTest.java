package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.slo.Heartbeat;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.Services;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The proxy reports that it is alive, so that its own stalls are not taken for the system's. */
class ProxyHeartbeatTest {

    @Test
    void everyEventLoopBeatsWhileTheProxyRuns() throws Exception {
        CountDownLatch beats = new CountDownLatch(5);
        try (ProxyGateways gateways = ProxyGateways.of(context(beats))) {
            gateways.open("shop", new Endpoint("127.0.0.1", 1), 0);
            assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Of a suite: the run that has the proxy must hear when it stands still, not the one that had it first. */
    @Test
    void aProxyThatIsLentBeatsForTheRunThatHasIt() throws Exception {
        try (ProxyGateways gateways = ProxyGateways.of(new RunContext(Clock.systemUTC(), 1))) {
            gateways.open("shop", new Endpoint("127.0.0.1", 1), 0);
            for (int run = 0; run < 2; run++) {
                CountDownLatch beats = new CountDownLatch(5);
                DriverContext context = context(beats);
                gateways.lendTo(context);
                assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
                context.shared().close();
            }
        }
    }

    private static DriverContext context(CountDownLatch beats) {
        DriverContext plain = new RunContext(Clock.systemUTC(), 1);
        return new DriverContext() {
            @Override
            public String runId() {
                return plain.runId();
            }

            @Override
            public Clock clock() {
                return plain.clock();
            }

            @Override
            public RandomGenerator random(String purpose) {
                return plain.random(purpose);
            }

            @Override
            public RunResources shared() {
                return plain.shared();
            }

            @Override
            public Services services() {
                return plain.services();
            }

            @Override
            public Optional<String> setting(String name) {
                return plain.setting(name);
            }

            @Override
            public Optional<String> secret(String variable, String server) {
                return plain.secret(variable, server);
            }

            @Override
            public void remember(String fault, Map<String, String> data) {}

            @Override
            public Heartbeat heartbeat(String part) {
                assertThat(part).isEqualTo("the proxy");
                return atMicros -> beats.countDown();
            }
        };
    }
}
