import dev.holograph.chaos.adapters.fault.proxy.ProxyDriverProvider;
import dev.holograph.chaos.adapters.fault.proxy.ProxyGatewayProvider;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * How exactly a latency is kept: 10 connections make a round trip of 50 B through the proxy to an echo server every 100
 * ms, spread evenly, so that one is begun every 10 ms. First without the fault, then with it. What is printed holds the
 * client's and the echo server's own share too; each is one thread, since with one for each connection the figure would
 * be that of twenty threads that wait for two CPUs. The lateness of as many bare waits of the same length, measured in
 * the same process at the same time, says what the machine itself adds.
 */
public final class LatencyAccuracy {

    private static final int CONNECTIONS = 10;
    private static final int BYTES = 50;
    private static final long PERIOD_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration DELAY = Duration.ofMillis(50);

    private final Selector selector = Selector.open();

    private LatencyAccuracy(Endpoint proxy) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(proxy.host(), proxy.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Outstanding());
        }
    }

    /** Argument: how many round trips are measured, 4000 if none is given. */
    public static void main(String[] args) throws Exception {
        int measured = args.length == 0 ? 4000 : Integer.parseInt(args[0]);
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        Endpoint proxy = new ProxyGatewayProvider().gateways(context).open("echo", echoServer(), 0);
        LatencyAccuracy client = new LatencyAccuracy(proxy);
        client.roundTrips(measured / 8); // compiled code
        print("without the fault", client.roundTrips(measured), 0);
        inject(context);
        client.roundTrips(measured / 8);
        long[] waits = new long[measured / 10];
        Thread control = daemon(() -> {
            for (int i = 0; i < waits.length; i++) {
                long begun = System.nanoTime();
                LockSupport.parkNanos(DELAY.toNanos());
                waits[i] = System.nanoTime() - begun;
            }
        });
        print("with 50 ms, less 50 ms", client.roundTrips(measured), DELAY.toNanos());
        control.join();
        print("a bare wait, less 50 ms", waits, DELAY.toNanos());
        context.shared().close();
    }

    /** What a connection waits for; several answers, or part of one, where the machine stood still meanwhile. */
    private static final class Outstanding {
        final Deque<Long> sent = new ArrayDeque<>();
        int bytes;
    }

    /** So many round trips in all, each begun on schedule; what each took, in nanoseconds. */
    private long[] roundTrips(int count) throws IOException {
        SelectionKey[] keys = selector.keys().toArray(SelectionKey[]::new);
        long[] took = new long[count];
        long begun = System.nanoTime();
        int sentSoFar = 0;
        for (int answered = 0; answered < count; ) {
            long due = begun + sentSoFar * PERIOD_NANOS / CONNECTIONS;
            long left = sentSoFar == count ? Long.MAX_VALUE : due - System.nanoTime();
            if (left <= 0) {
                SelectionKey key = keys[sentSoFar++ % CONNECTIONS];
                ((Outstanding) key.attachment()).sent.add(System.nanoTime());
                ((SocketChannel) key.channel()).write(ByteBuffer.allocate(BYTES));
                continue;
            }
            selector.select(Math.max(1, Math.min(left / 1_000_000, 1000)));
            for (SelectionKey key : selector.selectedKeys()) {
                Outstanding outstanding = (Outstanding) key.attachment();
                int read = ((SocketChannel) key.channel()).read(ByteBuffer.allocate(CONNECTIONS * BYTES));
                if (read < 0) {
                    throw new IOException("a connection was closed");
                }
                for (outstanding.bytes += read; outstanding.bytes >= BYTES; outstanding.bytes -= BYTES) {
                    took[answered++] = System.nanoTime() - outstanding.sent.remove();
                }
            }
            selector.selectedKeys().clear();
        }
        return took;
    }

    private static Endpoint echoServer() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        server.configureBlocking(false);
        Selector selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        daemon(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        SocketChannel accepted = server.accept();
                        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                        accepted.configureBlocking(false);
                        accepted.register(selector, SelectionKey.OP_READ);
                    } else {
                        SocketChannel channel = (SocketChannel) key.channel();
                        if (!answers(channel, buffer)) {
                            channel.close();
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
        });
        return new Endpoint("127.0.0.1", ((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    /** @return whether there may be more to answer */
    private static boolean answers(SocketChannel channel, ByteBuffer buffer) {
        try {
            if (channel.read(buffer.clear()) < 0) {
                return false;
            }
            channel.write(buffer.flip());
            return true;
        } catch (IOException e) {
            return false; // the proxy ends its connections by a reset when the benchmark is over
        }
    }

    @SuppressWarnings("unchecked") // the driver says itself that it is for Latency
    private static void inject(RunContext context) throws Exception {
        FaultDriver<Latency> driver = (FaultDriver<Latency>) new ProxyDriverProvider()
                .drivers(context).stream()
                        .filter(one -> one.fault() == Latency.class)
                        .findFirst()
                        .orElseThrow();
        Latency latency = new Latency(DELAY, Duration.ZERO, Latency.Distribution.UNIFORM, Direction.RESPONSES);
        Location nowhere = new Location("none", 1, 1);
        FaultStep step = new FaultStep("latency", latency, "echo", Duration.ZERO, null, null, nowhere);
        driver.inject(driver.prepare(step, latency, new TargetSpec("echo", "echo", true, null, nowhere)));
    }

    private static void print(String what, long[] nanos, long less) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-24s p50 %6.2f ms   p99 %6.2f ms   p99.9 %6.2f ms   max %6.2f ms   (%d)%n",
                what,
                (sorted[sorted.length / 2] - less) / 1e6,
                (sorted[sorted.length * 99 / 100] - less) / 1e6,
                (sorted[(int) (sorted.length * 0.999)] - less) / 1e6,
                (sorted[sorted.length - 1] - less) / 1e6,
                sorted.length);
    }

    private interface Task {
        void run() throws Exception;
    }

    private static Thread daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
