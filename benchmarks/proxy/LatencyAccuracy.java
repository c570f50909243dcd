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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How exactly a latency of 50 ms is kept: 10 connections make round trips of 50 B through the proxy to an echo server,
 * first without the fault, then with it. What is printed holds the client's and the echo server's own share too. The
 * lateness of as many bare sleeps of 50 ms, measured at the same time, says what the machine itself adds.
 */
public final class LatencyAccuracy {

    private static final int CONNECTIONS = 10;
    private static final int ROUND_TRIPS = 400;
    private static final Duration DELAY = Duration.ofMillis(50);

    private LatencyAccuracy() {}

    public static void main(String[] args) throws Exception {
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = echo.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> echo(socket));
            }
        });
        Endpoint proxy = new ProxyGatewayProvider()
                .gateways(context)
                .open("echo", new Endpoint("127.0.0.1", echo.getLocalPort()));
        roundTrips(proxy, 3000); // warm up
        print("without the fault", roundTrips(proxy, 1000), 0);
        inject(context);
        roundTrips(proxy, 100); // compiled code
        long[] sleeps = new long[ROUND_TRIPS];
        Thread control = daemon(() -> {
            for (int i = 0; i < sleeps.length; i++) {
                long before = System.nanoTime();
                Thread.sleep(DELAY.toMillis());
                sleeps[i] = System.nanoTime() - before;
            }
        });
        print("with 50 ms, less 50 ms", roundTrips(proxy, ROUND_TRIPS), DELAY.toNanos());
        control.join();
        Arrays.sort(sleeps);
        print("sleep(50), less 50 ms", sleeps, DELAY.toNanos());
        context.shared().close();
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

    private static long[] roundTrips(Endpoint proxy, int each) throws Exception {
        long[][] nanos = new long[CONNECTIONS][each];
        List<Thread> threads = new ArrayList<>();
        for (long[] mine : nanos) {
            threads.add(daemon(() -> {
                try (Socket socket = new Socket(proxy.host(), proxy.port())) {
                    socket.setTcpNoDelay(true);
                    for (int i = 0; i < each; i++) {
                        long before = System.nanoTime();
                        socket.getOutputStream().write(new byte[50]);
                        socket.getInputStream().readNBytes(50);
                        mine[i] = System.nanoTime() - before;
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return Arrays.stream(nanos).flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static void print(String what, long[] sorted, long less) {
        System.out.printf(
                "%-24s p50 %6.2f ms   p99 %6.2f ms   max %6.2f ms   (%d)%n",
                what,
                (sorted[sorted.length / 2] - less) / 1e6,
                (sorted[sorted.length * 99 / 100] - less) / 1e6,
                (sorted[sorted.length - 1] - less) / 1e6,
                sorted.length);
    }

    private static void echo(Socket socket) throws IOException {
        try (socket) {
            byte[] buffer = new byte[4096];
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                socket.getOutputStream().write(buffer, 0, read);
            }
        }
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
