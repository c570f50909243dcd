package dev.holograph.chaos.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Shared;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
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

    private final Shared shared = new Shared();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private Endpoint target;

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
    void whatIsDeniedTwiceIsLost() throws Exception {
        List<String> ids = List.of("200-a", "404-b", "410-c", "404.410-d", "201-e");

        assertThat(find(ids, LONG)).isEqualTo(answer(List.of("404-b", "410-c", "404.410-d"), List.of()));

        assertThat(asked.get("404-b").get()).isEqualTo(2);
        assertThat(asked.get("200-a").get()).isOne();
    }

    @Test
    void whatIsDeniedOnceIsForgiven() throws Exception {
        assertThat(find(List.of("404.200-a", "404.503.200-b", "404.503.404-c"), LONG))
                .isEqualTo(answer(List.of("404.503.404-c"), List.of()));
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
        return new Answer(Writes.of(lost), Writes.of(unknown));
    }

    private Answer find(List<String> ids, Duration within) throws Exception {
        return new HttpWriteFinder(shared, REQUEST, target).find(Writes.of(ids), Deadline.in(within, System::nanoTime));
    }
}
