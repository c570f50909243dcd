package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.spi.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both engines name the same kind of failure for the same misbehaviour of a real server. */
class FailureReasonsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final String SECRET = "tok-5cr3t-4711";

    @TempDir
    Path folder;

    private EngineRuns runs;

    @BeforeEach
    void prepare() {
        runs = new EngineRuns(folder);
    }

    @AfterEach
    void close() throws Exception {
        runs.close();
    }

    private record Misbehaviour(String name, RudeServer.Manners manners, FailureReason reason, String sample) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Misbehaviour http(String name, Kind kind, RudeServer.Manners manners) {
        return new Misbehaviour(name, manners, FailureReason.of(kind), null);
    }

    private static final List<Misbehaviour> OF_HTTP = List.of(
            new Misbehaviour(
                    "415",
                    (call, n) -> call.answer(415, "JSON & nothing = else, \"please\""),
                    FailureReason.status(415),
                    "JSON & nothing = else, \"please\""),
            new Misbehaviour(
                    "another answer",
                    (call, n) -> call.answer(200, "{\"error\":\"no disk\"}"),
                    FailureReason.of(Kind.WRONG_ID),
                    "{\"error\":\"no disk\"}"),
            new Misbehaviour(
                    "null id",
                    (call, n) -> call.answer(200, "{\"id\":null}"),
                    FailureReason.of(Kind.WRONG_ID),
                    "{\"id\":null}"),
            new Misbehaviour(
                    "another's id",
                    (call, n) -> call.answer(200, "{\"id\":\"run-7-999\"}"),
                    FailureReason.of(Kind.WRONG_ID),
                    "{\"id\":\"run-7-999\"}"),
            new Misbehaviour(
                    "echoes a secret",
                    (call, n) -> call.answer(200, "you sent " + call.head().replaceAll("(?s).*(Bearer \\S+).*", "$1")),
                    FailureReason.of(Kind.WRONG_ID),
                    "you sent ***"),
            http("no body", Kind.WRONG_ID, (call, n) -> call.answer(200, "")),
            http("reset", Kind.RESET, (call, n) -> call.reset()),
            http("close without an answer", Kind.CLOSED, (call, n) -> call.close()),
            http("half-close", Kind.CLOSED, (call, n) -> call.halfClose()),
            new Misbehaviour(
                    "half an answer",
                    (call, n) ->
                            call.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\":\"half") && call.close(),
                    FailureReason.of(Kind.CLOSED),
                    "{\"id\":\"half"),
            http("no HTTP", Kind.WRONG_ANSWER, (call, n) -> call.send("hello there\r\n\r\n") && call.close()),
            http("silent", Kind.ANSWER_TIMEOUT, (call, n) -> call.silence()));

    private static final List<Misbehaviour> OF_WEB_SOCKETS = List.of(
            new Misbehaviour("415", (call, n) -> call.answer(415, "no"), FailureReason.status(415), null),
            http("close in the handshake", Kind.CLOSED, (call, n) -> call.close()),
            http("reset in the handshake", Kind.RESET, (call, n) -> call.reset()),
            http("silent in the handshake", Kind.CONNECT_TIMEOUT, (call, n) -> call.silence()),
            frames("reset", Kind.RESET, RudeServer.Call::reset),
            frames("close without an answer", Kind.CLOSED, RudeServer.Call::close),
            frames("half-close", Kind.CLOSED, RudeServer.Call::halfClose),
            frames("silent", Kind.ANSWER_TIMEOUT, RudeServer.Call::silence));

    private interface Then {
        boolean answer(RudeServer.Call call) throws java.io.IOException;
    }

    private static Misbehaviour frames(String name, Kind kind, Then then) {
        return http(name, kind, (call, n) -> {
            try {
                call.webSocket();
            } catch (java.io.IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return then.answer(call);
        });
    }

    private static Stream<Arguments> ofHttp() {
        return OF_HTTP.stream().flatMap(one -> Stream.of(Engine.values()).map(engine -> Arguments.of(engine, one)));
    }

    private static Stream<Arguments> ofWebSockets() {
        return OF_WEB_SOCKETS.stream()
                .flatMap(one -> Stream.of(Engine.values()).map(engine -> Arguments.of(engine, one)));
    }

    private static Profile post() {
        return new Profile.Http(
                "shop",
                "POST",
                "/orders/{id}",
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + SECRET),
                "{\"order\":\"{id}\"}",
                "2xx",
                "/id",
                0);
    }

    private static Profile frame() {
        return new Profile.WebSocket("shop", "/ws", "{\"id\":\"{id}\"}", "/ack", 0);
    }

    private Recording run(Engine engine, Profile profile, Endpoint at) throws Exception {
        Ended ended = runs.run(engine, profile, new ArrivalModel.Open(40, 1), SECOND, HALF_A_SECOND, at, null);
        assertThat(ended.end().problem()).isNull();
        assertThat(ended.end().warnings()).isEmpty();
        ended.recording().hasOneOutcomeForEachOf(20);
        return ended.recording();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ofHttp")
    void ofHttp(Engine engine, Misbehaviour misbehaviour) throws Exception {
        try (RudeServer server = new RudeServer(misbehaviour.manners())) {
            Recording recording = run(engine, post(), server.endpoint());

            assertThat(recording.reasons()).containsExactly(misbehaviour.reason());
            assertThat(recording.failures()).hasSize(20);
            assertThat(recording.failures())
                    .filteredOn(one -> one.sample() != null)
                    .allSatisfy(one -> assertThat(one.sample())
                            .isEqualTo(misbehaviour.sample())
                            .doesNotContain(SECRET));
            if (misbehaviour.sample() != null) {
                assertThat(recording.failures()).anyMatch(one -> one.sample() != null);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ofWebSockets")
    void ofWebSockets(Engine engine, Misbehaviour misbehaviour) throws Exception {
        try (RudeServer server = new RudeServer(misbehaviour.manners())) {
            Recording recording = run(engine, frame(), server.endpoint());

            // What was due before the first try to connect had failed was only kept from being sent.
            assertThat(recording.reasons()).contains(misbehaviour.reason());
            assertThat(recording.failures())
                    .hasSize(20)
                    .filteredOn(one -> one.reason().equals(misbehaviour.reason()))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void refused(Engine engine) throws Exception {
        assertThat(run(engine, post(), FakeSystem.nobody()).reasons()).containsExactly(FailureReason.of(Kind.REFUSED));
        assertThat(run(engine, frame(), FakeSystem.nobody()).reasons()).containsExactly(FailureReason.of(Kind.REFUSED));
    }

    /** A listener that accepts nothing and whose queue is full: Linux lets every further client wait. */
    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @EnumSource(Engine.class)
    void timedOutWhileConnecting(Engine engine) throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName(FakeSystem.HOST))) {
            for (int i = 0; i < 8; i++) {
                SocketChannel one = SocketChannel.open();
                one.configureBlocking(false);
                one.connect(new InetSocketAddress(FakeSystem.HOST, full.getLocalPort()));
                waiting.add(one);
            }
            Endpoint at = new Endpoint(FakeSystem.HOST, full.getLocalPort());

            assertThat(run(engine, post(), at).reasons()).containsExactly(FailureReason.of(Kind.CONNECT_TIMEOUT));
            assertThat(run(engine, frame(), at).reasons()).containsExactly(FailureReason.of(Kind.CONNECT_TIMEOUT));
        } finally {
            for (SocketChannel one : waiting) {
                one.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void neverSent(Engine engine) throws Exception {
        Profile oneConnection = new Profile.Http("shop", "GET", "/", Map.of(), null, "2xx", null, 1);
        try (RudeServer silent = new RudeServer((call, n) -> call.silence())) {
            Ended ended = runs.run(
                    engine, oneConnection, new ArrivalModel.Open(500, 1), SECOND, SECOND, silent.endpoint(), null);

            assertThat(ended.recording().reasons())
                    .contains(FailureReason.of(Kind.UNSENT), FailureReason.of(Kind.ANSWER_TIMEOUT));
        }
    }

    /** 95 % of the answers have the expected status and say that it went wrong. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerWithoutTheDeclaredIdIsAnError(Engine engine) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (RudeServer server = new RudeServer((call, n) -> call.answer(
                200,
                seen.incrementAndGet() % 20 == 0 ? "{\"id\":\"" + call.id() + "\"}" : "{\"error\":\"no disk\"}"))) {
            Ended ended = runs.run(
                    engine,
                    new Profile.Http("shop", "GET", "/orders/{id}", Map.of(), null, "200", "/id", 0),
                    new ArrivalModel.Open(100, 1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2),
                    server.endpoint(),
                    null);

            Recording recording = ended.recording();
            recording.hasOneOutcomeForEachOf(200);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSize(190);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(10);
            assertThat(recording.acknowledged()).hasSize(10);
            assertThat(recording.reasons()).containsExactly(FailureReason.of(Kind.WRONG_ID));
        }
    }

    /** What stands where the id should be has to be one: a text or a number. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsNoIdIsAnErrorAlsoWhereTheRequestCarriesNone(Engine engine) throws Exception {
        List<String> values = List.of("17", "\"a\"", "0", "\"\"", "{}", "[]", "false", "true", "null", "[\"a\"]");
        AtomicInteger seen = new AtomicInteger();
        try (RudeServer server = new RudeServer(
                (call, n) -> call.answer(200, "{\"id\":" + values.get(seen.getAndIncrement() % values.size()) + "}"))) {
            Ended ended = runs.run(
                    engine,
                    new Profile.Http("shop", "GET", "/orders", Map.of(), null, "200", "/id", 0),
                    new ArrivalModel.Open(50, 1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    server.endpoint(),
                    null);

            Recording recording = ended.recording();
            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(30);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSize(70);
            assertThat(recording.reasons()).containsExactly(FailureReason.of(Kind.WRONG_ID));
        }
    }

    /** Without an id of its own in the request any id will do: the system made it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anIdThatTheSystemMadeIsRightWhereTheRequestCarriesNone(Engine engine) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (RudeServer server = new RudeServer(
                (call, n) -> call.answer(200, seen.incrementAndGet() % 2 == 0 ? "{\"id\":17}" : "{\"error\":1}"))) {
            Recording recording = run(
                    engine, new Profile.Http("shop", "POST", "/", Map.of(), "{}", "2xx", "/id", 0), server.endpoint());

            assertThat(recording.outcomes(Outcome.OK)).hasSize(10);
            assertThat(recording.acknowledged()).isEmpty();
        }
    }

    /** It is an id of the system's own: nobody wrote it, and nobody will look for it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anIdThatTheSystemChangedIsNone(Engine engine) throws Exception {
        try (RudeServer server = new RudeServer((call, n) -> call.answer(200, "{\"id\":\"" + call.id() + "x\"}"))) {
            Recording recording = run(engine, post(), server.endpoint());

            assertThat(recording.reasons()).containsExactly(FailureReason.of(Kind.WRONG_ID));
            assertThat(recording.acknowledged()).isEmpty();
        }
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(
                frame -> socket.writeTextMessage(FakeSystem.ack(frame).replace("\"}", "x\"}"))))) {
            Recording recording = run(engine, frame(), system.endpoint());

            assertThat(recording.reasons()).containsExactly(FailureReason.of(Kind.WRONG_ID));
            assertThat(recording.acknowledged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWebSocketThatIsClosedWithACode(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(
                socket -> socket.textMessageHandler(frame -> socket.close((short) 1011, "no disk")))) {
            assertThat(run(engine, frame(), system.endpoint()).reasons())
                    .contains(FailureReason.of(Kind.CLOSED))
                    .extracting(FailureReason::kind)
                    .doesNotContain(Kind.OTHER); // one that comes while the next connection is opened may time out
        }
    }

    /** A server may say things that nobody asked for; what comes in place of an answer is shown. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWebSocketThatAnswersWithoutTheId(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(socket -> {
            AtomicInteger seen = new AtomicInteger();
            socket.textMessageHandler(frame -> socket.writeTextMessage(
                    seen.incrementAndGet() % 2 == 0 ? FakeSystem.ack(frame) : "{\"error\":\"no disk\"}"));
        })) {
            Recording recording = run(engine, frame(), system.endpoint());

            assertThat(recording.outcomes(Outcome.OK)).hasSize(10);
            assertThat(recording.reasons()).containsExactly(FailureReason.of(Kind.WRONG_ID));
            assertThat(recording.failures()).hasSize(10).anyMatch(one -> "{\"error\":\"no disk\"}"
                    .equals(one.sample()));
        }
    }
}
