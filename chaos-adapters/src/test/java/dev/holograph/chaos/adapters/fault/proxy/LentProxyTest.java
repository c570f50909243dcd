package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Gateways;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy of a suite: each run has it for a while, and it stays open when that ends. */
@Timeout(60)
class LentProxyTest {

    @Test
    void eachRunHasTheSameWayAndItStaysOpenWhenTheRunEnds() throws Exception {
        RunContext suite = new RunContext(Clock.systemUTC(), 1);
        try (ServerSocket upstream = new ServerSocket(0)) {
            Gateways gateways = new ProxyGatewayProvider().gateways(suite);
            Endpoint way = gateways.open("shop", new Endpoint("127.0.0.1", upstream.getLocalPort()), 0);
            for (int i = 0; i < 2; i++) {
                RunContext run = new RunContext(Clock.systemUTC(), 2);
                gateways.lendTo(run);
                assertThat(ProxyGateways.of(run).to("shop")).isPresent();
                run.shared().close();
                try (Socket client = new Socket(way.host(), way.port());
                        Socket reached = upstream.accept()) {
                    assertThat(client.isConnected() && reached.isConnected()).isTrue();
                }
            }
        } finally {
            suite.shared().close();
        }
    }

    /** Nobody may get a way on which the fault of a run before is still in force. */
    @Test
    void aFaultThatIsInForceIsSeen() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0);
                ProxyFixture fixture = new ProxyFixture(upstream.getLocalPort())) {
            assertThat(fixture.gateways().impaired()).isEmpty();
            ProxyFixture.Switch<Latency> latency = fixture.fault(
                    "slow",
                    new Latency(
                            Duration.ofMillis(10), Duration.ZERO, Latency.Distribution.UNIFORM, Direction.RESPONSES));
            latency.on();
            assertThat(fixture.gateways().impaired())
                    .contains("the fault 'slow' is still in force on the way to target 'store'");
            latency.off();
            assertThat(fixture.gateways().impaired()).isEmpty();
        }
    }
}
