package dev.holograph.chaos.adapters.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.EngineRuns;
import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.Reset;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.HttpAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines speak HTTP/2 where the server offers it, and count right what becomes of its streams. */
@Timeout(120)
class Http2LoadTest {

    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

    /** On a busy machine too, nothing times out. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String WELL = "return 200 '{\"id\":\"$arg_id\"}';";
    private static final String HTTP_2 = "HTTP/2";
    private static final String HTTP_1_1 = "HTTP/1.1";

    /** Something that is done while a load runs. */
    private interface Meanwhile {
        void run(Recording recording) throws Exception;
    }

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private TlsLoads loads;

    @BeforeEach
    void prepare() {
        loads = new TlsLoads(folder);
    }

    @AfterEach
    void close() throws Exception {
        loads.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Profile get(HttpVersion version) {
        return http("GET", null, version);
    }

    /** Each request has its id in the query, and must find it in the answer. */
    private static Profile http(String method, @Nullable String body, HttpVersion version) {
        return new Profile.Http(
                        "shop",
                        method,
                        "/?id={id}",
                        Map.of("Accept-Encoding", "gzip", "X-Name", "Zoë", "Connection", "keep-alive"),
                        null,
                        body,
                        ExpectedAnswer.status("200"),
                        "/id",
                        0)
                .speaking(version);
    }

    private static HttpAddress at(Endpoint server, Endpoint connect) {
        return TlsLoads.at(server, connect, Certificates.trusting());
    }

    private HttpAddress throughProxy(Endpoint server) throws Exception {
        return loads.throughProxy(server, Certificates.trusting());
    }

    private Recording run(Engine engine, Profile profile, ArrivalModel arrivals, Duration length, HttpAddress base)
            throws Exception {
        return run(engine, profile, arrivals, LONG, length, base, recording -> {});
    }

    private Recording run(
            Engine engine,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            HttpAddress base,
            Meanwhile meanwhile)
            throws Exception {
        Recording recording = new Recording();
        EngineRuns.Started started =
                loads.runs.start(engine, profile, arrivals, timeout, length, base, null, null, recording);
        meanwhile.run(recording);
        Ended ended = started.await();
        assertThat(ended.end().problem()).isNull();
        assertThat(ended.end().warnings()).isEmpty();
        return recording;
    }

    /** The server has got each request of which the load says that it was answered once, and no other one. */
    private static void hasServedOnce(TlsNginx nginx, Recording recording) throws Exception {
        List<String> uris =
                nginx.served().stream().map(line -> line.split(" ")[2]).toList();
        assertThat(uris).doesNotHaveDuplicates();
        assertThat(uris)
                .containsExactlyInAnyOrderElementsOf(recording.acknowledged().stream()
                        .map(id -> "/?id=" + id)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theServerOffersItAndItIsSpoken(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "gzip on; gzip_min_length 1; gzip_types text/plain;", WELL)) {
            Recording recording = run(
                    engine,
                    get(HttpVersion.ANY),
                    new ArrivalModel.Open(500, 1),
                    Duration.ofSeconds(2),
                    throughProxy(nginx.endpoint()));

            recording.hasOneOutcomeForEachOf(1000);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(1000);
            assertThat(recording.versions()).containsExactly(HTTP_2);
            assertThat(nginx.served()).allMatch(line -> line.startsWith("HTTP/2.0 "));
            assertThat(connections(nginx)).isBetween(1L, 10L);
            hasServedOnce(nginx, recording);
        }
    }

    private static long connections(TlsNginx nginx) throws Exception {
        return nginx.served().stream()
                .map(line -> line.split(" ")[1])
                .distinct()
                .count();
    }

    /** nginx names itself in the redirect by the name that it was asked by: the target's own, also through the proxy. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void redirectsAreFollowed(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "location = /moved { return 302 /end; }", WELL)) {
            Profile.Http moved = new Profile.Http("shop", "GET", "/moved", Map.of(), null, "200", null, 0);
            Recording recording = run(
                    engine,
                    moved.speaking(HttpVersion.HTTP_2).followingRedirects(),
                    new ArrivalModel.Open(100, 1),
                    Duration.ofSeconds(1),
                    throughProxy(nginx.endpoint()));

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(100);
            assertThat(nginx.served()).hasSize(200).allMatch(line -> line.startsWith("HTTP/2.0 "));
            assertThat(nginx.served())
                    .filteredOn(line -> line.contains(" /end "))
                    .hasSize(100);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void bodiesLargerThanTheServersWindow(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(
                folder,
                "client_max_body_size 1m; client_body_buffer_size 1m;",
                "client_body_in_single_buffer on; " + WELL)) {
            Recording recording = run(
                    engine,
                    http("POST", "{id}".repeat(20_000), HttpVersion.HTTP_2),
                    new ArrivalModel.Closed(5, Duration.ofMillis(50)),
                    Duration.ofSeconds(2),
                    throughProxy(nginx.endpoint()));

            assertThat(recording.failures()).isEmpty();
            assertThat(recording.outcomes(Outcome.OK)).hasSizeGreaterThan(20);
            assertThat(recording.versions()).containsExactly(HTTP_2);
            hasServedOnce(nginx, recording);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void heldToHttp11ItIsNotSpoken(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "", WELL)) {
            Recording recording = run(
                    engine,
                    get(HttpVersion.HTTP_1_1),
                    new ArrivalModel.Open(50, 1),
                    Duration.ofSeconds(1),
                    at(nginx.endpoint(), nginx.endpoint()));

            assertThat(recording.outcomes(Outcome.OK)).hasSize(50);
            assertThat(recording.versions()).containsExactly(HTTP_1_1);
            assertThat(nginx.served()).allMatch(line -> line.startsWith("HTTP/1.1 "));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerWithoutItIsAskedByHttp11UnlessHttp2IsMeant(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.start(folder, Certificates.GOOD, "", WELL)) {
            HttpAddress base = at(nginx.endpoint(), nginx.endpoint());
            ArrivalModel fifty = new ArrivalModel.Open(50, 1);
            Recording any = run(engine, get(HttpVersion.ANY), fifty, Duration.ofSeconds(1), base);
            assertThat(any.outcomes(Outcome.OK)).hasSize(50);
            assertThat(any.versions()).containsExactly(HTTP_1_1);

            assertThatThrownBy(() -> run(engine, get(HttpVersion.HTTP_2), fifty, Duration.ofSeconds(1), base))
                    .isInstanceOf(DriverException.class)
                    .hasMessage(
                            "load 'load': " + nginx.endpoint() + " does not offer HTTP/2 by ALPN, and the load is to"
                                    + " speak it (version: 2); switch HTTP/2 on in the server or what stands before it, or remove"
                                    + " `version: 2` from the load (test.yaml:1:1)");
            assertThat(nginx.served()).hasSize(50);
        }
    }

    /** Such as one that was restarted with other settings: nothing that it answers by HTTP/1.1 counts as an answer. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerThatStopsOfferingItFailsALoadThatMeansIt(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "", WELL)) {
            Recording recording = run(
                    engine,
                    get(HttpVersion.HTTP_2),
                    new ArrivalModel.Open(100, 1),
                    LONG,
                    Duration.ofSeconds(4),
                    at(nginx.endpoint(), nginx.endpoint()),
                    during -> {
                        awaitAnswers(during, 50);
                        nginx.stopOfferingHttp2();
                    });

            recording.hasOneOutcomeForEachOf(400);
            assertThat(recording.reasons()).contains(FailureReason.tls(TlsProblem.NO_HTTP2));
            assertThat(last(recording)).isEqualTo(Outcome.FAILED);
        }
    }

    /** Each connection is ended by GOAWAY after 20 requests, while others are on their way. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aConnectionThatIsRenewedInOrderLosesNothing(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "keepalive_requests 20;", WELL)) {
            Recording recording = run(
                    engine,
                    get(HttpVersion.HTTP_2),
                    new ArrivalModel.Open(200, 1),
                    Duration.ofSeconds(4),
                    throughProxy(nginx.endpoint()));

            recording.hasOneOutcomeForEachOf(800);
            assertThat(recording.reasons()).isEmpty();
            assertThat(connections(nginx)).isGreaterThanOrEqualTo(40);
            hasServedOnce(nginx, recording);
        }
    }

    /** {@code nginx -s reload}: the old workers say by GOAWAY what they have not taken. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerThatIsReloadedUnderLoadLosesNothing(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "", WELL)) {
            Recording recording = run(
                    engine,
                    get(HttpVersion.HTTP_2),
                    new ArrivalModel.Open(500, 1),
                    LONG,
                    Duration.ofSeconds(4),
                    throughProxy(nginx.endpoint()),
                    during -> {
                        for (int i = 1; i <= 8; i++) {
                            awaitAnswers(during, i * 200);
                            nginx.reload();
                        }
                    });

            recording.hasOneOutcomeForEachOf(2000);
            assertThat(recording.reasons()).isEmpty();
            hasServedOnce(nginx, recording);
        }
    }

    /** {@code nginx -s quit}, and it is started again: what nobody took was refused, and nothing is counted twice. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerThatStopsInOrderAndComesBack(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "", WELL)) {
            Recording recording = run(
                    engine,
                    get(HttpVersion.HTTP_2),
                    new ArrivalModel.Open(500, 1),
                    LONG,
                    Duration.ofSeconds(4),
                    at(nginx.endpoint(), nginx.endpoint()),
                    during -> {
                        awaitAnswers(during, 400);
                        nginx.quit();
                        Eventually.eventually(
                                "requests are refused",
                                Duration.ofSeconds(20),
                                () -> during.failures().size() > 50);
                        nginx.start();
                    });

            recording.hasOneOutcomeForEachOf(2000);
            // Connections that wait to be accepted when the listener is closed are reset; on a busy machine some do.
            assertThat(recording.reasons())
                    .contains(FailureReason.of(Kind.REFUSED))
                    .isSubsetOf(FailureReason.of(Kind.REFUSED), FailureReason.of(Kind.RESET));
            assertThat(recording.outcomes(Outcome.OK)).hasSizeGreaterThan(500);
            assertThat(last(recording)).isEqualTo(Outcome.OK);
            hasServedOnce(nginx, recording);
        }
    }

    private static void awaitAnswers(Recording recording, int count) throws Exception {
        Eventually.eventually(
                count + " answers",
                Duration.ofSeconds(60),
                () -> recording.outcomes(Outcome.OK).size() >= count);
    }

    private static Outcome last(Recording recording) {
        return recording.outcomes().get(recording.outcomes().size() - 1).outcome();
    }

    /** All streams of a connection fail with it, each once, and another one is opened. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aConnectionThatIsResetFailsItsStreams(Engine engine) throws Exception {
        AtomicInteger open = new AtomicInteger();
        HttpServer server = serve(request -> {
            open.incrementAndGet();
            vertx.setTimer(100, timer -> answer(request));
        });
        FaultDriver<Reset> driver = loads.driver(Reset.class);
        Prepared<Reset> prepared = loads.prepare(driver, new Reset());

        Recording recording = run(
                engine,
                get(HttpVersion.HTTP_2),
                new ArrivalModel.Open(200, 1),
                LONG,
                Duration.ofSeconds(3),
                throughProxy(new Endpoint("localhost", server.actualPort())),
                during -> {
                    awaitAnswers(during, 100);
                    driver.inject(prepared);
                });

        recording.hasOneOutcomeForEachOf(600);
        // What a client finds when it writes is now and then no more than that the connection is closed.
        assertThat(recording.reasons())
                .contains(FailureReason.of(Kind.RESET))
                .isSubsetOf(FailureReason.of(Kind.RESET), FailureReason.of(Kind.CLOSED));
        assertThat(last(recording)).isEqualTo(Outcome.OK);
        assertThat(open).hasValueBetween(600 - recording.failures().size(), 600);
    }

    /** A dead connection takes no more requests: who asks after the fault must not wait for what died in it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPartitionIsOverWhenItIsUndone(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "", WELL)) {
            FaultDriver<Partition> driver = loads.driver(Partition.class);
            Prepared<Partition> prepared = loads.prepare(driver, new Partition(Direction.BOTH));

            Recording recording = run(
                    engine,
                    get(HttpVersion.HTTP_2),
                    new ArrivalModel.Open(100, 1),
                    FOUR_SECONDS,
                    Duration.ofSeconds(12),
                    throughProxy(nginx.endpoint()),
                    during -> {
                        awaitAnswers(during, 100);
                        driver.inject(prepared);
                        Eventually.eventually(
                                "requests time out",
                                Duration.ofSeconds(30),
                                () -> during.failures().size() > 50);
                        driver.undo(prepared.undo(), Deadline.in(Duration.ofSeconds(10), System::nanoTime));
                    });

            recording.hasOneOutcomeForEachOf(1200);
            assertThat(recording.outcomes(Outcome.FAILED)).isEmpty();
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).isNotEmpty();
            assertThat(last(recording)).isEqualTo(Outcome.OK);
        }
    }

    /** As when a pod is gone and nobody says so: its connections stay silent for ever, and new ones are answered. */
    @Test
    void aConnectionThatDiedInSilenceTakesNoMoreRequests() throws Exception {
        Set<HttpConnection> seen = ConcurrentHashMap.newKeySet();
        Set<HttpConnection> dead = ConcurrentHashMap.newKeySet();
        HttpServer server = serve(options(), seen::add, request -> {
            if (!dead.contains(request.connection())) {
                answer(request);
            }
        });
        Endpoint at = new Endpoint("localhost", server.actualPort());
        Recording recording = run(
                Engine.BUILT_IN,
                get(HttpVersion.HTTP_2),
                new ArrivalModel.Open(50, 1),
                FOUR_SECONDS,
                Duration.ofSeconds(10),
                at(at, at),
                during -> {
                    awaitAnswers(during, 50);
                    dead.addAll(seen);
                });

        recording.hasOneOutcomeForEachOf(500);
        assertThat(recording.reasons()).containsExactly(FailureReason.of(Kind.ANSWER_TIMEOUT));
        assertThat(last(recording)).isEqualTo(Outcome.OK);
    }

    /** REFUSED_STREAM says that the server has not taken it: it is sent again, and is one request all the same. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatTheServerRefusesToTakeIsSentAgain(Engine engine) throws Exception {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        AtomicInteger answered = new AtomicInteger();
        HttpServer server = serve(request -> {
            if (refused.add(request.uri())) {
                request.response().reset(7);
            } else {
                answered.incrementAndGet();
                answer(request);
            }
        });
        Recording recording = run(
                engine,
                get(HttpVersion.HTTP_2),
                new ArrivalModel.Open(50, 1),
                Duration.ofSeconds(1),
                at(new Endpoint("localhost", server.actualPort()), new Endpoint("localhost", server.actualPort())));

        recording.hasOneOutcomeForEachOf(50);
        assertThat(recording.reasons()).isEmpty();
        assertThat(answered).hasValue(50);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStreamThatIsResetFailsAlone(Engine engine) throws Exception {
        AtomicInteger count = new AtomicInteger();
        HttpServer server = serve(request -> {
            if (count.incrementAndGet() % 2 == 0) {
                request.response().reset(2);
            } else {
                answer(request);
            }
        });
        Endpoint at = new Endpoint("localhost", server.actualPort());
        Recording recording =
                run(engine, get(HttpVersion.HTTP_2), new ArrivalModel.Open(50, 1), Duration.ofSeconds(1), at(at, at));

        recording.hasOneOutcomeForEachOf(50);
        assertThat(recording.failures()).hasSize(25);
        assertThat(recording.reasons()).containsExactly(new FailureReason(Kind.STREAM_RESET, "INTERNAL_ERROR"));
        assertThat(count).as("nothing is sent again").hasValue(50);
    }

    /** By the same rules as by HTTP/1.1: an answer that is cut acknowledges nothing. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void codedAnswersAreReadToTheirEnd(Engine engine) throws Exception {
        AtomicInteger count = new AtomicInteger();
        HttpServer server = serve(request -> {
            byte[] whole = gzip("{\"id\":\"" + request.getParam("id") + "\"}");
            boolean isCut = count.incrementAndGet() % 2 == 0;
            request.response()
                    .putHeader("Content-Encoding", "gzip")
                    .end(Buffer.buffer(isCut ? Arrays.copyOf(whole, whole.length - 4) : whole));
        });
        Endpoint at = new Endpoint("localhost", server.actualPort());
        Recording recording =
                run(engine, get(HttpVersion.HTTP_2), new ArrivalModel.Open(50, 1), Duration.ofSeconds(1), at(at, at));

        recording.hasOneOutcomeForEachOf(50);
        assertThat(recording.outcomes(Outcome.OK)).hasSize(25);
        assertThat(recording.outcomes(Outcome.FAILED)).hasSize(25);
        assertThat(recording.acknowledged()).hasSize(25);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream coded = new GZIPOutputStream(bytes)) {
            coded.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A server that takes four streams at once: more connections carry what is due. */
    @Test
    void fullConnectionsDoNotHoldUpTheLoad() throws Exception {
        Set<Object> connections = ConcurrentHashMap.newKeySet();
        HttpServerOptions options = options();
        options.getInitialSettings().setMaxConcurrentStreams(4);
        HttpServer server = serve(options, request -> {
            connections.add(request.connection());
            vertx.setTimer(1000, timer -> answer(request));
        });
        Endpoint at = new Endpoint("localhost", server.actualPort());
        Recording recording = run(
                Engine.BUILT_IN,
                get(HttpVersion.HTTP_2),
                new ArrivalModel.Open(100, 1),
                Duration.ofSeconds(2),
                at(at, at));

        recording.hasOneOutcomeForEachOf(200);
        assertThat(recording.reasons()).isEmpty();
        assertThat(connections).hasSizeGreaterThan(10);
    }

    private static void answer(HttpServerRequest request) {
        request.response().end("{\"id\":\"" + request.getParam("id") + "\"}");
    }

    private static HttpServerOptions options() {
        Certificates.Pair pair = Certificates.pair(Certificates.GOOD);
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(pair.certificate().path().toString())
                        .setKeyPath(pair.key().path().toString()));
    }

    private HttpServer serve(Consumer<HttpServerRequest> handler) throws Exception {
        return serve(options(), handler);
    }

    private HttpServer serve(HttpServerOptions options, Consumer<HttpServerRequest> handler) throws Exception {
        return serve(options, connection -> {}, handler);
    }

    private HttpServer serve(
            HttpServerOptions options, Consumer<HttpConnection> connections, Consumer<HttpServerRequest> handler)
            throws Exception {
        return vertx.createHttpServer(options)
                .connectionHandler(connections::accept)
                .requestHandler(handler::accept)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
