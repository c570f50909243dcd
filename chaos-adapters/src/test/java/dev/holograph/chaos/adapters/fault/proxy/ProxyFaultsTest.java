package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.Reset;
import dev.holograph.chaos.scenario.fault.SlowClose;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.Evidence.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy between real sockets. Faults last as long as they would in a run, so the times are real too. */
@Timeout(60)
class ProxyFaultsTest {

    @Test
    void latencyDelaysTheResponsesOfAConnectionThatIsOpenAlready() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            assertThat(fastest(client)).isLessThan(50);
            ProxyFixture.Switch<Latency> latency = proxy.fault("slow", latency(100, Direction.RESPONSES));
            latency.on();
            assertThat(fastest(client)).isBetween(100.0, 150.0);
            assertThat(latency.seen().kind()).isEqualTo(Kind.OBSERVED);
            latency.off();
            assertThat(fastest(client)).isLessThan(50);
        }
    }

    @Test
    void latencyOfBothWaysIsPaidTwice() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            proxy.fault("slow", latency(80, Direction.BOTH)).on();
            assertThat(fastest(client)).isBetween(160.0, 220.0);
        }
    }

    @Test
    void latencyIsKeptWithinTwoMilliseconds() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            for (int i = 0; i < 200; i++) {
                roundTrip(client);
            }
            proxy.fault("slow", latency(20, Direction.RESPONSES)).on();
            double[] late = new double[150];
            for (int i = 0; i < late.length; i++) {
                late[i] = roundTrip(client) - 20;
            }
            Arrays.sort(late);
            assertThat(late[0]).as("never early").isGreaterThanOrEqualTo(0);
            // benchmarks/proxy holds the p99 against 2 ms on a quiet machine; a build shares its machine.
            assertThat(late[late.length / 10])
                    .as("ms late, where nothing else was in the way")
                    .isLessThan(2);
        }
    }

    @Test
    void undoReleasesWhatIsHeldAtOnceAndInOrder() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            ProxyFixture.Switch<Latency> latency = proxy.fault("slow", latency(60_000, Direction.RESPONSES));
            latency.on();
            for (int i = 0; i < 20; i++) {
                client.getOutputStream().write(i);
            }
            while (latency.seen().kind() != Kind.OBSERVED) {
                Thread.onSpinWait();
            }
            long before = System.nanoTime();
            latency.off();
            byte[] got = client.getInputStream().readNBytes(20);
            assertThat(millisSince(before)).isLessThan(5_000); // of 60 s
            for (int i = 0; i < 20; i++) {
                assertThat(got[i]).isEqualTo((byte) i);
            }
            latency.off(); // idempotent
        }
    }

    @Test
    void undoReleasesWhatAClientSaidLastBeforeBothSidesEnded() throws Exception {
        try (LoopbackServer silent = LoopbackServer.silent();
                ProxyFixture proxy = new ProxyFixture(silent.port());
                Socket client = proxy.connect()) {
            Socket upstream = silent.nextAccepted();
            ProxyFixture.Switch<Latency> latency = proxy.fault("slow", latency(60_000, Direction.REQUESTS));
            latency.on();
            client.getOutputStream().write("last".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            while (latency.seen().kind() != Kind.OBSERVED) {
                Thread.onSpinWait();
            }
            upstream.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            latency.off();
            assertThat(text(upstream, 4)).isEqualTo("last");
        }
    }

    /** Whoever uses the target's own address never meets the fault: the evidence says where the proxy is. */
    @Test
    void whereNobodyCameByTheProxyEachFaultSaysWhereItIs() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port())) {
            String advice = ": see that whoever uses the target reaches it there, a service by {store.proxied}";
            String nobody = "nobody came by the proxy at " + proxy.address() + advice;
            String before = "no connection had come by the proxy at " + proxy.address()
                    + " before it, and while it is in force none is accepted" + advice;
            List<Fault> lasting = List.of(
                    latency(100, Direction.RESPONSES),
                    new PacketLoss(Quantity.ratio(0.3), Direction.RESPONSES),
                    new Bandwidth(new Quantity(1_000, Dimension.SIZE), Direction.RESPONSES),
                    new Partition(Direction.BOTH),
                    new SlowClose(Duration.ofSeconds(1)));
            for (Fault fault : lasting) {
                ProxyFixture.Switch<Fault> one = proxy.fault(fault.type().name(), fault);
                one.on();
                assertThat(one.seen())
                        .as("%s", fault)
                        .isEqualTo(Evidence.none(fault instanceof Partition ? before : nobody));
                one.off();
            }
            assertThat(proxy.fault("reset", new Reset()).on()).isEqualTo(Evidence.none(nobody));
        }
    }

    @Test
    void whereThoseWhoCameByTheProxyAreSilentNobodyIsSaidToPassItBy() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            roundTrip(client);
            ProxyFixture.Switch<Partition> partition = proxy.fault("cut", new Partition(Direction.BOTH));
            partition.on();
            assertThat(partition.seen())
                    .isEqualTo(Evidence.none("nobody tried to send on an open connection while it was in force, and new"
                            + " connections were not accepted"));
            partition.off();
            ProxyFixture.Switch<Latency> latency = proxy.fault("slow", latency(100, Direction.RESPONSES));
            latency.on();
            assertThat(latency.seen().text())
                    .startsWith("nothing passed the proxy at " + proxy.address() + " while it was in force, though a ")
                    .endsWith("a service by {store.proxied}");
        }
    }

    @Test
    void aPartitionHoldsEverythingAndLosesNothing() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            roundTrip(client);
            ProxyFixture.Switch<Partition> partition = proxy.fault("cut", new Partition(Direction.BOTH));
            partition.on();
            client.getOutputStream().write("open".getBytes(StandardCharsets.US_ASCII));
            assertSilent(client);
            try (Socket late = proxy.connect()) {
                late.getOutputStream().write("new!".getBytes(StandardCharsets.US_ASCII));
                assertSilent(late);
                assertThat(proxy.gateway().connections()).as("accepted").isEqualTo(1);
                assertThat(partition.seen().kind()).isEqualTo(Kind.OBSERVED);
                partition.off();
                assertThat(text(client, 4)).isEqualTo("open");
                assertThat(text(late, 4)).isEqualTo("new!");
            }
        }
    }

    @Test
    void resetIsSeenAsConnectionResetOnBothSides() throws Exception {
        try (LoopbackServer silent = LoopbackServer.silent();
                ProxyFixture proxy = new ProxyFixture(silent.port());
                Socket client = proxy.connect()) {
            Socket upstream = silent.nextAccepted();
            upstream.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);

            assertThat(proxy.fault("reset", new Reset()).on().kind()).isEqualTo(Kind.OBSERVED);

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
            assertThatThrownBy(() -> upstream.getInputStream().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aResetWithNobodyConnectedProvesNothing() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(ProxyFixture.freePort())) {
            assertThat(proxy.fault("reset", new Reset()).on().kind()).isEqualTo(Kind.NONE);
        }
    }

    @Test
    void bandwidthIsKept() throws Exception {
        int rate = 400_000;
        byte[] sent = new byte[2 * rate];
        try (LoopbackServer source =
                        new LoopbackServer(socket -> socket.getOutputStream().write(sent));
                ProxyFixture proxy = new ProxyFixture(source.port())) {
            proxy.fault("thin", new Bandwidth(new Quantity(rate, Dimension.SIZE), Direction.RESPONSES))
                    .on();
            long before = System.nanoTime();
            try (Socket client = proxy.connect()) {
                client.getInputStream().readNBytes(sent.length);
            }
            double seconds = millisSince(before) / 1e3;
            assertThat(sent.length / seconds).isCloseTo(rate, within(0.15 * rate));
        }
    }

    @Test
    void aRateThatIsMoreThanWhatIsSentIsNoFault() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            ProxyFixture.Switch<Bandwidth> wide =
                    proxy.fault("wide", new Bandwidth(new Quantity(100_000_000, Dimension.SIZE), Direction.RESPONSES));
            wide.on();
            fastest(client);
            assertThat(wide.seen().kind()).isEqualTo(Kind.NONE);
            assertThat(wide.seen().text()).contains("the rate is more than what is sent");

            ProxyFixture.Switch<Bandwidth> thin =
                    proxy.fault("thin", new Bandwidth(new Quantity(1000, Dimension.SIZE), Direction.RESPONSES));
            thin.on();
            fastest(client);
            assertThat(thin.seen().kind()).isEqualTo(Kind.OBSERVED);
        }
    }

    @Test
    void packetLossStallsAndCompletes() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            ProxyFixture.Switch<PacketLoss> loss =
                    proxy.fault("lossy", new PacketLoss(Quantity.ratio(0.3), Direction.RESPONSES));
            loss.on();
            double slowest = 0;
            for (int i = 0; i < 12; i++) {
                slowest = Math.max(slowest, roundTrip(client));
            }
            assertThat(slowest).isGreaterThanOrEqualTo(200);
            assertThat(loss.seen().kind()).isEqualTo(Kind.OBSERVED);
        }
    }

    @Test
    void faultsComposeOnOneGateway() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo();
                ProxyFixture proxy = new ProxyFixture(echo.port());
                Socket client = proxy.connect()) {
            proxy.fault("slow", latency(50, Direction.RESPONSES)).on();
            // 10 bytes at 100 B/s are on the wire for 100 ms.
            ProxyFixture.Switch<Bandwidth> thin =
                    proxy.fault("thin", new Bandwidth(new Quantity(100, Dimension.SIZE), Direction.RESPONSES));
            thin.on();
            assertThat(fastest(client)).isBetween(150.0, 220.0);
            thin.off();
            assertThat(fastest(client)).isBetween(50.0, 100.0);
        }
    }

    @Test
    void halfCloseIsPassedOn() throws Exception {
        try (LoopbackServer late = new LoopbackServer(socket -> {
                    byte[] all = socket.getInputStream().readAllBytes();
                    socket.getOutputStream().write(all);
                    socket.close();
                });
                ProxyFixture proxy = new ProxyFixture(late.port());
                Socket client = proxy.connect()) {
            client.getOutputStream().write("whole".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("whole");
        }
    }

    @Test
    void aResetUpstreamResetsTheClient() throws Exception {
        try (LoopbackServer silent = LoopbackServer.silent();
                ProxyFixture proxy = new ProxyFixture(silent.port());
                Socket client = proxy.connect()) {
            Socket upstream = silent.nextAccepted();
            upstream.setSoLinger(true, 0);
            upstream.close();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void slowCloseKeepsOnlyTheEndBack() throws Exception {
        try (LoopbackServer brief = new LoopbackServer(socket -> {
                    socket.getOutputStream().write(1);
                    socket.close();
                });
                ProxyFixture proxy = new ProxyFixture(brief.port())) {
            ProxyFixture.Switch<SlowClose> slow = proxy.fault("slow", new SlowClose(Duration.ofMillis(600)));
            slow.on();
            long before = System.nanoTime();
            try (Socket client = proxy.connect()) {
                assertThat(client.getInputStream().read()).isEqualTo(1);
                assertThat(millisSince(before)).isLessThan(600);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                assertThat(millisSince(before)).isGreaterThanOrEqualTo(600);
            }
            assertThat(slow.seen().kind()).isEqualTo(Kind.OBSERVED);
        }
    }

    @Test
    void anUpstreamThatRefusesEndsTheClient() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(ProxyFixture.freePort())) {
            // The reset may already overtake the end of the client's own connect().
            assertThatThrownBy(() -> {
                        try (Socket client = proxy.connect()) {
                            client.getOutputStream().write(1);
                            if (client.getInputStream().read() < 0) {
                                throw new IOException("closed");
                            }
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aSlowReaderSlowsTheSenderAndFillsNoMemory() throws Exception {
        AtomicLong taken = new AtomicLong();
        try (LoopbackServer endless = new LoopbackServer(socket -> {
                    byte[] block = new byte[64 << 10];
                    while (true) {
                        socket.getOutputStream().write(block);
                        taken.addAndGet(block.length);
                    }
                });
                ProxyFixture proxy = new ProxyFixture(endless.port());
                Socket client = proxy.connect()) {
            // Nobody reads: the kernel's buffers (some MB on loopback) and the proxy's fill, then the sender stands.
            assertStandsBelow(taken, 32L << 20);
            proxy.fault("slow", latency(60_000, Direction.RESPONSES)).on();
            // A sender whose bytes are all held stands at the high-water mark.
            long before = taken.get();
            try (Socket other = proxy.connect()) {
                assertThat(other.isConnected()).isTrue();
                while (taken.get() < before + Stage.HIGH_WATER) {
                    Thread.sleep(5);
                }
                assertStandsBelow(taken, before + (32L << 20) + Stage.HIGH_WATER);
            }
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);
        }
    }

    @Test
    void closingEndsListenersAndConnections() throws Exception {
        try (LoopbackServer echo = LoopbackServer.echo()) {
            ProxyFixture proxy = new ProxyFixture(echo.port());
            Socket client = proxy.connect();
            roundTrip(client);
            proxy.close();
            assertThatThrownBy(() -> {
                        if (client.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(proxy::connect).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTargetPastTheProxyIsRefusedWithWhatWouldHelp() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(ProxyFixture.freePort())) {
            for (Fault fault : new Fault[] {latency(10, Direction.BOTH), new Reset()}) {
                assertThatThrownBy(() -> proxy.prepare("x", fault, false))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("through: proxy")
                        .hasMessageContaining("environments/local.yaml:7:3");
            }
        }
    }

    private static Latency latency(long millis, Direction direction) {
        return new Latency(Duration.ofMillis(millis), Duration.ZERO, Latency.Distribution.UNIFORM, direction);
    }

    /** Sends ten bytes, waits for their echo. @return milliseconds */
    private static double roundTrip(Socket client) throws IOException {
        long before = System.nanoTime();
        client.getOutputStream().write(new byte[10]);
        assertThat(client.getInputStream().readNBytes(10)).hasSize(10);
        return millisSince(before);
    }

    /** A busy machine can only add to a round trip: the fastest of a few is what the proxy does. */
    private static double fastest(Socket client) throws IOException {
        double fastest = roundTrip(client);
        for (int i = 0; i < 4; i++) {
            fastest = Math.min(fastest, roundTrip(client));
        }
        return fastest;
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static String text(Socket client, int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(10_000);
    }

    /** The count stops growing for 300 ms, before it comes to the bound. */
    private static void assertStandsBelow(AtomicLong count, long bound) throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (millisSince(since) < 300) {
            long now = count.get();
            assertThat(now).isLessThan(bound);
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            Thread.sleep(5);
        }
    }
}
