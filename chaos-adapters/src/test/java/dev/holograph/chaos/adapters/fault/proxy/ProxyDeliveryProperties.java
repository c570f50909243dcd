package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.SlowClose;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever comes and goes: every byte arrives, once, in order, both ways, and the end after the last. */
class ProxyDeliveryProperties {

    // Shrinking would look for a smaller case of what may be a race; the seed that is printed repeats the case.
    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void everyByteArrivesInOrderWhateverIsSwitchedOnAndOff(
            @ForAll long seed,
            @ForAll("sizes") List<Integer> sizes,
            @ForAll("sizes") List<Integer> answerSizes,
            @ForAll("faults") List<Fault> faults)
            throws Exception {
        byte[] request = bytes(seed, sizes);
        byte[] answer = bytes(~seed, answerSizes);
        CompletableFuture<byte[]> arrived = new CompletableFuture<>();
        LoopbackServer.Service service = socket -> {
            LoopbackServer.daemon(() -> arrived.complete(socket.getInputStream().readAllBytes()));
            write(socket, answer, answerSizes);
        };
        try (LoopbackServer upstream = new LoopbackServer(service);
                ProxyFixture proxy = new ProxyFixture(upstream.port());
                Socket client = proxy.connect()) {
            Thread sender = LoopbackServer.daemon(() -> write(client, request, sizes));
            CompletableFuture<byte[]> answered = new CompletableFuture<>();
            LoopbackServer.daemon(
                    () -> answered.complete(client.getInputStream().readAllBytes()));

            switchOnAndOff(proxy, faults, new Random(seed));

            assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo(request);
            assertThat(answered.get(20, TimeUnit.SECONDS)).isEqualTo(answer);
            sender.join(5_000);
        }
    }

    /** Several may be on at once; in the end all are off. */
    private static void switchOnAndOff(ProxyFixture proxy, List<Fault> faults, Random random) throws Exception {
        List<ProxyFixture.Switch<?>> on = new ArrayList<>();
        for (Fault fault : faults) {
            ProxyFixture.Switch<?> next = proxy.fault(fault.type().name() + " " + on.size() + random.nextInt(), fault);
            next.on();
            on.add(next);
            Thread.sleep(random.nextInt(20));
            if (random.nextBoolean()) {
                on.remove(random.nextInt(on.size())).off();
            }
        }
        for (ProxyFixture.Switch<?> last : on) {
            last.off();
        }
    }

    private static void write(Socket socket, byte[] all, List<Integer> sizes) throws Exception {
        OutputStream out = socket.getOutputStream();
        int at = 0;
        for (int size : sizes) {
            out.write(all, at, size);
            at += size;
        }
        socket.shutdownOutput();
    }

    private static byte[] bytes(long seed, List<Integer> sizes) {
        byte[] bytes = new byte[sizes.stream().mapToInt(Integer::intValue).sum()];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers().between(1, 200_000).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        Arbitrary<Direction> directions = Arbitraries.of(Direction.class);
        Arbitrary<Fault> latency = Combinators.combine(
                        Arbitraries.integers().between(1, 60_000),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.of(Distribution.class),
                        directions)
                .as((millis, jitterPercent, distribution, direction) -> new Latency(
                        Duration.ofMillis(millis),
                        Duration.ofMillis((long) millis * jitterPercent / 100),
                        distribution,
                        direction));
        Arbitrary<Fault> loss = Combinators.combine(Arbitraries.integers().between(1, 1000), directions)
                .as((perMille, direction) -> new PacketLoss(Quantity.ratio(perMille / 1e3), direction));
        Arbitrary<Fault> bandwidth = Combinators.combine(Arbitraries.integers().between(1, 50_000_000), directions)
                .as((rate, direction) -> new Bandwidth(new Quantity(rate, Dimension.SIZE), direction));
        Arbitrary<Fault> partition = directions.map(Partition::new);
        Arbitrary<Fault> slowClose =
                Arbitraries.integers().between(1, 60_000).map(millis -> new SlowClose(Duration.ofMillis(millis)));
        return Arbitraries.oneOf(latency, loss, bandwidth, partition, slowClose)
                .list()
                .ofMaxSize(8);
    }
}
