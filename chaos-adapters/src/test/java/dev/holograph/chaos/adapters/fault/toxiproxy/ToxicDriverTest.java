package dev.holograph.chaos.adapters.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.SlowClose;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Toxiproxy does when it is told, as a client feels it. */
class ToxicDriverTest {

    private static final Location HERE = new Location("latency.yaml", 1, 1);
    private static final String RUN = "latency-20261125-100000-abcd";
    private static final int SILENCE_MS = 400;

    @TempDir
    static Path folder;

    private static RealToxiproxy toxiproxy;

    @BeforeAll
    static void start() throws Exception {
        toxiproxy = new RealToxiproxy(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (toxiproxy != null) {
            toxiproxy.close();
        }
    }

    @AfterEach
    void clean() throws Exception {
        toxiproxy.ask("POST", "/reset", null);
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(DriverProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("toxiproxy");
        assertThat(new ToxiproxyDriverProvider()
                        .drivers(toxiproxy.context("")).stream()
                                .map(driver -> driver.fault().getSimpleName()))
                .containsExactlyInAnyOrder("Latency", "Bandwidth", "Partition", "SlowClose");
    }

    @Test
    void latencyIsFeltOnOpenConnectionsAndNewOnesUntilItIsUndone() throws Exception {
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        Prepared<Latency> prepared = prepare(driver, latency(300, Direction.BOTH));
        try (Client open = new Client()) {
            assertThat(open.roundTrip()).isLessThan(250);

            driver.inject(prepared);

            try (Client fresh = new Client()) {
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
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        try (Client client = new Client()) {
            Prepared<Latency> requests = prepare(driver, latency(500, Direction.REQUESTS));
            driver.inject(requests);
            assertThat(toxics()).containsExactly(RUN + "-it-upstream latency upstream");
            long before = toxiproxy.arrived();
            client.send(1);
            assertThat(client.hears(SILENCE_MS)).isFalse();
            assertThat(toxiproxy.arrived()).isEqualTo(before);
            assertThat(client.hears(2000)).isTrue();
            driver.undo(requests.undo(), soon());

            driver.inject(prepare(driver, latency(500, Direction.RESPONSES)));
            assertThat(toxics()).containsExactly(RUN + "-it-downstream latency downstream");
            client.send(1);
            assertThat(client.hears(SILENCE_MS)).isFalse();
            assertThat(toxiproxy.arrived()).isEqualTo(before + 2);
            assertThat(client.hears(2000)).isTrue();
        }
    }

    @Test
    void jitterSpreadsTheDelay() throws Exception {
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        Latency fault =
                new Latency(Duration.ofMillis(60), Duration.ofMillis(50), Distribution.UNIFORM, Direction.RESPONSES);
        driver.inject(prepare(driver, fault));

        long least = Long.MAX_VALUE;
        long most = 0;
        try (Client client = new Client()) {
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
        FaultDriver<Bandwidth> driver = driver(Bandwidth.class, RUN);
        Prepared<Bandwidth> prepared = prepare(driver, bandwidth("100kB"));
        driver.inject(prepared);

        try (Client client = new Client()) {
            long began = System.nanoTime();
            client.send(60_000);
            client.take(60_000);
            // 60 kB at 100 kB/s; Toxiproxy lets the first of its slices pass early.
            assertThat(millisSince(began)).isBetween(450L, 1500L);
        }
    }

    @Test
    void aPartitionIsSilenceAndRefusesNothing() throws Exception {
        FaultDriver<Partition> driver = driver(Partition.class, RUN);
        Prepared<Partition> prepared = prepare(driver, new Partition(Direction.BOTH));
        try (Client open = new Client()) {
            open.roundTrip();
            long before = toxiproxy.arrived();

            driver.inject(prepared);

            try (Client fresh = new Client()) {
                open.send(1);
                fresh.send(1);
                assertThat(open.hears(SILENCE_MS)).isFalse();
                assertThat(fresh.hears(SILENCE_MS)).isFalse();
                assertThat(toxiproxy.arrived()).isEqualTo(before);

                driver.undo(prepared.undo(), soon());

                // What was thrown away would be missing in the middle of a stream, so Toxiproxy closes it.
                assertThat(open.isClosedWithin(2000)).isTrue();
                assertThat(fresh.isClosedWithin(2000)).isTrue();
            }
        }
        try (Client after = new Client()) {
            assertThat(after.roundTrip()).isLessThan(250);
        }
    }

    @Test
    void aPartitionOfResponsesLetsRequestsPass() throws Exception {
        FaultDriver<Partition> driver = driver(Partition.class, RUN);
        driver.inject(prepare(driver, new Partition(Direction.RESPONSES)));
        long before = toxiproxy.arrived();
        try (Client client = new Client()) {
            client.send(7);
            assertThat(client.hears(SILENCE_MS)).isFalse();
            assertThat(toxiproxy.arrived()).isEqualTo(before + 7);
        }
    }

    @Test
    void theEndOfConnectionsComesLate() throws Exception {
        FaultDriver<SlowClose> driver = driver(SlowClose.class, RUN);
        driver.inject(prepare(driver, new SlowClose(Duration.ofMillis(400))));
        try (Client client = new Client()) {
            assertThat(client.roundTrip()).isLessThan(250);
            long began = System.nanoTime();
            client.finish();
            assertThat(client.isClosedWithin(5000)).isTrue();
            // Once on the way to the target, once on the way back.
            assertThat(millisSince(began)).isBetween(790L, 2500L);
        }
    }

    @Test
    void theEvidenceIsWhatToxiproxySaysAndNoMore() throws Exception {
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        Prepared<Latency> prepared = prepare(driver, latency(20, Direction.BOTH));

        Evidence first = driver.inject(prepared);

        assertThat(first.kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(first.text())
                .startsWith("Toxiproxy lists " + RUN + "-it-upstream and " + RUN + "-it-downstream on proxy 'shop' (")
                .contains("127.0.0.1:" + toxiproxy.port());
        assertThat(driver.observe(prepared))
                .isEqualTo(Evidence.claimed(first.text().replace("lists", "still lists")));

        toxiproxy.ask("DELETE", "/proxies/shop/toxics/" + RUN + "-it-upstream", null);

        assertThat(driver.observe(prepared).kind()).isEqualTo(Evidence.Kind.NONE);
        assertThat(driver.observe(prepared).text()).contains("somebody has taken it away");
    }

    @Test
    void anotherProcessCanUndoItAndOnlyItsOwn() throws Exception {
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        // Planned before there is a run, as every plan is.
        Prepared<Latency> prepared = prepare(driver(Latency.class, ""), latency(20, Direction.BOTH));
        driver.inject(prepared);
        FaultDriver<Latency> other = driver(Latency.class, "another-run");
        other.inject(prepare(other, latency(30, Direction.RESPONSES)));

        driver(Latency.class, RUN).undo(prepared.undo(), soon());
        assertThat(toxics()).containsExactly("another-run-it-downstream latency downstream");

        // Twice is as good as once, and so is where nothing is left at all.
        driver.undo(prepared.undo(), soon());
        toxiproxy.ask("DELETE", "/proxies/shop", null);
        driver.undo(prepared.undo(), soon());
        toxiproxy.create();
    }

    @Test
    void theUndoOfOneThatWasOnlyBegunTakesAwayWhatIsThere() throws Exception {
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        Prepared<Latency> prepared = prepare(driver, latency(20, Direction.BOTH));
        toxiproxy.ask(
                "POST",
                "/proxies/shop/toxics",
                new JsonObject().put("name", RUN + "-it-downstream").put("type", "latency"));

        assertThatThrownBy(() -> driver.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("answered 409 to POST /proxies/shop/toxics")
                .hasMessageContaining("toxic already exists");
        assertThat(toxics()).hasSize(2);
        driver.undo(prepared.undo(), soon());

        assertThat(toxics()).isEmpty();
    }

    @Test
    void aSlowReaderDoesNotKeepTheUndoFromEnding() throws Exception {
        FaultDriver<Bandwidth> driver = driver(Bandwidth.class, RUN);
        Prepared<Bandwidth> prepared = prepare(driver, bandwidth("50kB"));
        driver.inject(prepared);
        try (Client client = new Client()) {
            long before = toxiproxy.arrived();
            Thread writer = new Thread(() -> client.sendUntilClosed());
            writer.start();
            Eventually.eventually(
                    "the line is full", Duration.ofSeconds(5), () -> toxiproxy.arrived() - before > 500_000);
            driver.undo(prepared.undo(), soon());
            assertThat(toxics()).isEmpty();
            client.close();
            writer.join(5000);
        }
    }

    @Test
    void anUndoThatCannotBeConfirmedFailsInTime() throws Exception {
        Prepared<Latency> prepared = prepare(driver(Latency.class, RUN), latency(20, Direction.RESPONSES));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName(Ports.LOOPBACK))) {
            UndoRecipe there = prepared.undo().with(Map.of("url", "http://127.0.0.1:" + silent.getLocalPort()));
            long began = System.nanoTime();
            assertThatThrownBy(() -> driver(Latency.class, RUN)
                            .undo(there, Deadline.in(Duration.ofMillis(300), System::nanoTime)))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("does not answer");
            assertThat(millisSince(began)).isBetween(290L, 2000L);
        }
        assertThat(prepared.undo().byHand())
                .contains("curl -X DELETE " + toxiproxy.url() + "/proxies/shop/toxics/NAME");
    }

    @Test
    void whatIsInTheWayIsToldBeforeTheRun() throws Exception {
        FaultDriver<Latency> driver = driver(Latency.class, RUN);
        assertThat(driver.preflight(prepare(driver, latency(20, Direction.BOTH)))
                        .problems())
                .isEmpty();
        assertThat(driver.preflight(prepare(driver, latency(20, Direction.BOTH), "shopp"))
                        .problems())
                .containsExactly("Toxiproxy at " + toxiproxy.url()
                        + " has no proxy 'shopp', which is the target's name; there are: shop");

        toxiproxy.ask("PATCH", "/proxies/shop", new JsonObject().put("enabled", false));
        assertThat(driver.preflight(prepare(driver, latency(20, Direction.BOTH)))
                        .problems())
                .singleElement()
                .asString()
                .contains("is disabled: nobody can connect");

        String nowhere = "http://127.0.0.1:" + new Ports().free();
        FaultDriver<Latency> lost = driver(Latency.class, RealToxiproxy.context(RUN, nowhere));
        assertThatThrownBy(() -> lost.preflight(prepare(lost, latency(20, Direction.BOTH))))
                .isInstanceOf(DriverException.class)
                .hasMessage("Toxiproxy at " + nowhere + " does not answer (connection refused); see that it runs, and"
                        + " that -Dchaos.toxiproxy.url says where");
    }

    @Test
    void whatToxiproxyCannotDoIsRefusedWithWhatHelps() {
        FaultDriver<Latency> latency = driver(Latency.class, "");
        Duration delay = Duration.ofMillis(20);
        assertThatThrownBy(() -> prepare(latency, new Latency(delay, delay, Distribution.NORMAL, Direction.RESPONSES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave distribution: out, or choose the driver proxy");
        assertThatThrownBy(() -> prepare(
                        latency,
                        new Latency(
                                Duration.ofNanos(1_500_000), Duration.ZERO, Distribution.UNIFORM, Direction.RESPONSES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay: 1.5ms cannot be honoured");
        FaultDriver<Bandwidth> bandwidth = driver(Bandwidth.class, "");
        assertThatThrownBy(() -> prepare(bandwidth, bandwidth("64KiB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate: 64KiB cannot be honoured; write rate: 66kB");
        assertThatThrownBy(() -> prepare(bandwidth, bandwidth("100B")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write rate: 1kB");
    }

    @Test
    void aUrlThatIsNoneIsRefusedAndNotRepeated() {
        for (String url : List.of("127.0.0.1:8474", "ftp://here", "http://me:secret@here:8474", "http://a b")) {
            FaultDriver<Latency> driver = driver(Latency.class, RealToxiproxy.context("", url));
            assertThatThrownBy(() -> prepare(driver, latency(20, Direction.BOTH)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("chaos.toxiproxy.url is no URL of a Toxiproxy; write http://host:port, such as"
                            + " http://127.0.0.1:8474");
        }
    }

    @Test
    void oldVersionsAreKnownByTheirNumber() {
        assertThat(List.of("1.2.1", "v1.0.0")).allMatch(Look::isOld);
        assertThat(List.of("2.0.0", "v2.12.0", "10.1", "git", "")).noneMatch(Look::isOld);
    }

    private static List<String> toxics() throws Exception {
        return toxiproxy.proxy().getJsonArray("toxics").stream()
                .map(JsonObject.class::cast)
                .map(toxic -> toxic.getString("name") + " " + toxic.getString("type") + " " + toxic.getString("stream"))
                .toList();
    }

    private static <F extends Fault> FaultDriver<F> driver(Class<F> fault, String runId) {
        return driver(fault, toxiproxy.context(runId));
    }

    @SuppressWarnings("unchecked") // the driver says itself which fault it does
    private static <F extends Fault> FaultDriver<F> driver(Class<F> fault, DriverContext context) {
        return (FaultDriver<F>) new ToxiproxyDriverProvider()
                .drivers(context).stream()
                        .filter(driver -> driver.fault().equals(fault))
                        .findFirst()
                        .orElseThrow();
    }

    private static <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault) {
        return prepare(driver, fault, RealToxiproxy.PROXY);
    }

    private static <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault, String name) {
        FaultStep step = new FaultStep("it", fault, name, Duration.ZERO, null, null, HERE);
        String url = "tcp://127.0.0.1:" + toxiproxy.port();
        return driver.prepare(step, fault, new TargetSpec(name, null, false, url, HERE));
    }

    private static Latency latency(long millis, Direction direction) {
        return new Latency(Duration.ofMillis(millis), Duration.ZERO, Distribution.UNIFORM, direction);
    }

    private static Bandwidth bandwidth(String rate) {
        return new Bandwidth(Quantity.parse(rate), Direction.RESPONSES);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(8), System::nanoTime);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /** A client of the target, by way of Toxiproxy. */
    private static final class Client implements AutoCloseable {

        private final Socket socket = new Socket();

        Client() throws IOException {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, toxiproxy.port()), 2000);
        }

        void send(int bytes) throws IOException {
            socket.getOutputStream().write(new byte[bytes]);
        }

        void take(int bytes) throws IOException {
            socket.setSoTimeout(5000);
            assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
        }

        /** How long one byte is under way to the target and back, in ms. */
        long roundTrip() throws IOException {
            long began = System.nanoTime();
            send(1);
            take(1);
            return millisSince(began);
        }

        /** Whether a byte comes in this time. */
        boolean hears(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }

        boolean isClosedWithin(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true; // reset
            }
        }

        void finish() throws IOException {
            socket.shutdownOutput();
        }

        void sendUntilClosed() {
            try {
                OutputStream out = socket.getOutputStream();
                while (!socket.isClosed()) {
                    out.write(new byte[64 * 1024]);
                }
            } catch (IOException e) {
                return; // closed
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
