package dev.holograph.chaos.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.GatedSystem;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpWriteFinderTest {

    private static final Ledger.Http REQUEST = new Ledger.Http("GET", "/frames/{id}", "renderer");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RunResources shared = new RunResources();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private Endpoint target;
    private volatile long visibleFrom;

    @BeforeEach
    void listen() throws Exception {
        HttpServer server = SharedVertx.of(shared)
                .createHttpServer()
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        target = new Endpoint("127.0.0.1", server.actualPort());
    }

    @AfterEach
    void close() throws Exception {
        shared.close();
    }

    /** An id says how it is answered: {@code 404.200-x} by 404 first and by 200 from then on. */
    private void answer(HttpServerRequest request) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        String id = request.path().substring("/frames/".length());
        int times = asked.computeIfAbsent(id, unknown -> new AtomicInteger()).getAndIncrement();
        if (id.startsWith("late-")) {
            open.decrementAndGet();
            request.response()
                    .setStatusCode(System.nanoTime() < visibleFrom ? 404 : 200)
                    .end("{}");
            return;
        }
        String[] statuses = id.substring(0, id.indexOf('-')).split("\\.");
        String status = statuses[Math.min(times, statuses.length - 1)];
        if (status.equals("reset")) {
            open.decrementAndGet();
            request.connection().close();
        } else if (!status.equals("silence")) {
            open.decrementAndGet();
            request.response().setStatusCode(Integer.parseInt(status)).end("{}");
        }
    }

    @Test
    void manyAreFoundOverFewConnections() throws Exception {
        List<String> ids = IntStream.range(0, 5_000).mapToObj(i -> "200-" + i).toList();

        assertThat(find(ids, LONG)).isEqualTo(answer(List.of(), List.of()));

        assertThat(asked).hasSize(5_000);
        assertThat(connections.get()).isBetween(2, 32);
        assertThat(mostOpen.get()).isLessThanOrEqualTo(32);
    }

    @Test
    void userPasswordAndPathOfTheTargetAreUsed() throws Exception {
        try (GatedSystem system = new GatedSystem()) {
            Deadline deadline = Deadline.in(LONG, System::nanoTime);
            Deadline settled = Deadline.in(Duration.ZERO, System::nanoTime);
            Ledger.Http orders = new Ledger.Http("GET", "/orders/{id}", "shop");
            Ledger.Http customers = new Ledger.Http("GET", "/customers/{id}", "shop");

            assertThat(new HttpWriteFinder(shared, orders, system.at(system.url()))
                            .find(Writes.of(List.of("a", "b")), settled, deadline))
                    .isEqualTo(answer(List.of(), List.of()));
            assertThat(new HttpWriteFinder(shared, customers, system.at(system.url()))
                            .find(Writes.of(List.of("a", "b")), settled, deadline))
                    .isEqualTo(answer(List.of("a", "b"), List.of()));
        }
    }

    @Test
    void whatIsDeniedTwiceIsLost() throws Exception {
        List<String> ids = List.of("200-a", "404-b", "410-c", "404.410-d", "201-e");

        assertThat(find(ids, LONG)).isEqualTo(answer(List.of("404-b", "410-c", "404.410-d"), List.of()));

        assertThat(asked.get("404-b").get()).isEqualTo(2);
        assertThat(asked.get("200-a").get()).isOne();
    }

    @Test
    void whatIsDeniedOnceIsForgiven() throws Exception {
        Answer answer = find(List.of("404.200-a", "404.503.200-b", "404.503.404-c"), LONG);

        assertThat(Writes.ids(answer.lost())).containsExactly("404.503.404-c");
        assertThat(answer.unknown().isEmpty()).isTrue();
        assertThat(answer.foundLate()).isEqualTo(2);
        assertThat(answer.latest()).isGreaterThan(Duration.ofMillis(250));
    }

    /** A replica that is 5 s behind, and one write that never reaches it. */
    @Test
    void whatAReplicaHasFiveSecondsLaterIsFoundLate() throws Exception {
        long written = System.nanoTime();
        visibleFrom = written + Duration.ofSeconds(5).toNanos();
        List<String> ids = IntStream.range(0, 500).mapToObj(i -> "late-" + i).toList();
        List<String> all = new ArrayList<>(ids);
        all.add("404-never");
        all.add("200-at-once");

        Answer answer = find(all, Duration.ofSeconds(8), LONG);

        assertThat(Writes.ids(answer.lost())).containsExactly("404-never");
        assertThat(answer.unknown().isEmpty()).isTrue();
        assertThat(answer.foundLate()).isEqualTo(500);
        assertThat(answer.latest()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
        assertThat(Duration.ofNanos(System.nanoTime() - written))
                .as("what never comes is waited for to the end")
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        assertThat(asked.get("404-never").get())
                .as("asked for ever more slowly")
                .isBetween(4, 12);
        assertThat(asked.get("200-at-once").get()).isOne();
    }

    @Test
    void whatAReplicaHasLaterThanItMayIsLost() throws Exception {
        visibleFrom = System.nanoTime() + Duration.ofSeconds(5).toNanos();

        assertThat(find(List.of("late-a"), Duration.ofSeconds(2), LONG))
                .isEqualTo(answer(List.of("late-a"), List.of()));
    }

    @Test
    void nobodyWaitsForTheStoreWhenAllIsFound() throws Exception {
        long start = System.nanoTime();

        assertThat(find(List.of("200-a"), Duration.ofSeconds(20), LONG)).isEqualTo(answer(List.of(), List.of()));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Denied while it settles, and silent from then on. */
    @Test
    void aDenialBeforeTheStoreHasSettledIsNone() throws Exception {
        assertThat(find(List.of("404.404.503-a"), Duration.ofSeconds(2), Duration.ofSeconds(3)))
                .isEqualTo(answer(List.of(), List.of("404.404.503-a")));
    }

    @Test
    void otherAnswersAreNone() throws Exception {
        assertThat(find(List.of("503.500.302.reset.200-a", "reset.503.404-b"), LONG))
                .isEqualTo(answer(List.of("reset.503.404-b"), List.of()));
    }

    @Test
    void whatGetsNoAnswerInTimeIsUnknown() throws Exception {
        List<String> ids = List.of("200-a", "503-b", "silence-c", "404-d");
        long start = System.nanoTime();

        Answer answer = find(ids, Duration.ofSeconds(3));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

        assertThat(Writes.ids(answer.lost())).isSubsetOf("404-d");
        assertThat(Writes.ids(answer.unknown())).contains("503-b", "silence-c").doesNotContain("200-a");
    }

    @Test
    void whatIsDeniedOnceAndThenHasNoAnswerIsNotLost() throws Exception {
        assertThat(find(List.of("404.503-a", "404.503-b", "200-c"), Duration.ofSeconds(2)))
                .isEqualTo(answer(List.of(), List.of("404.503-a", "404.503-b")));
        assertThat(asked.get("404.503-a").get()).isGreaterThan(2);
    }

    @Test
    void aSystemThatIsDownLosesNothing() throws Exception {
        target = new Endpoint("127.0.0.1", new Ports().free());

        assertThat(find(List.of("200-a", "200-b"), Duration.ofMillis(600)))
                .isEqualTo(answer(List.of(), List.of("200-a", "200-b")));
    }

    @Test
    void anIdMayHoldAnything() throws Exception {
        find(List.of("200- /?#%ü"), LONG);

        assertThat(asked).containsOnlyKeys("200-%20%2F%3F%23%25%C3%BC");
    }

    @Test
    void anInterruptIsHeeded() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> find(List.of("silence-a"), LONG)).isInstanceOf(InterruptedException.class);
    }

    private static Answer answer(List<String> lost, List<String> unknown) {
        return Answer.of(Writes.of(lost), Writes.of(unknown));
    }

    private Answer find(List<String> ids, Duration within) throws Exception {
        return find(ids, Duration.ZERO, within);
    }

    private Answer find(List<String> ids, Duration eventually, Duration within) throws Exception {
        return new HttpWriteFinder(shared, REQUEST, new HttpAddress(target))
                .find(Writes.of(ids), Deadline.in(eventually, System::nanoTime), Deadline.in(within, System::nanoTime));
    }
}
