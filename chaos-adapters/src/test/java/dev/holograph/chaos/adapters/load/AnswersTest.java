package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines agree on which answers by HTTP are those that a scenario expects. */
class AnswersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** One connection: the server's answers come in the order of its own count. */
    private static final ArrivalModel FORTY = new ArrivalModel.Open(40, 1);

    @TempDir
    private Path folder;

    private EngineRuns runs;
    private final AtomicInteger count = new AtomicInteger();

    @BeforeEach
    void start() {
        runs = new EngineRuns(folder);
    }

    @AfterEach
    void stop() throws Exception {
        runs.close();
    }

    private Recording run(Engine engine, Profile profile, FakeSystem system) throws Exception {
        Ended ended = runs.run(engine, profile, FORTY, TIMEOUT, SECOND, system.endpoint(), null);
        assertThat(ended.end().problem()).isNull();
        ended.recording().hasOneOutcomeForEachOf(40);
        return ended.recording();
    }

    private static Profile get(List<String> statuses, Map<String, String> values, String id) {
        return new Profile.Http(
                "shop", "GET", "/orders/{id}", Map.of(), null, null, new ExpectedAnswer(statuses, values), id, 1);
    }

    /** The next one of these, again and again. */
    private <T> T next(List<T> all) {
        return all.get(count.getAndIncrement() % all.size());
    }

    private static Map<FailureReason, Long> failures(Recording recording) {
        return recording.failures().stream()
                .collect(Collectors.groupingBy(Recording.Failed::reason, Collectors.counting()));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStatusIsOneOfSeveral(Engine engine) throws Exception {
        List<Integer> statuses = List.of(201, 302, 200, 500);
        try (FakeSystem system = FakeSystem.http(
                request -> request.response().setStatusCode(next(statuses)).end())) {
            Recording recording = run(engine, get(List.of("201", "3xx"), Map.of(), null), system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(20);
            assertThat(failures(recording))
                    .isEqualTo(Map.of(FailureReason.status(200), 10L, FailureReason.status(500), 10L));
        }
    }

    /** Go's client, and with it k6, takes them, as browsers do: they are not the system's failures. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void answersThatKeepToNoRuleButCanBeRead(Engine engine) throws Exception {
        List<String> answers = List.of(
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok");
        try (RudeServer server = new RudeServer((call, n) -> call.send(next(answers)))) {
            Ended ended = runs.run(
                    engine, get(List.of("200"), Map.of(), null), FORTY, TIMEOUT, SECOND, server.endpoint(), null);

            assertThat(ended.end().problem()).isNull();
            assertThat(failures(ended.recording())).isEmpty();
            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(40);
        }
    }

    /** Nobody can know which of the two lengths is right. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerOfTwoLengthsIsNone(Engine engine) throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!";
        try (RudeServer server = new RudeServer((call, n) -> call.send(answer))) {
            Ended ended = runs.run(
                    engine, get(List.of("200"), Map.of(), null), FORTY, TIMEOUT, SECOND, server.endpoint(), null);

            assertThat(ended.recording().outcomes(Outcome.OK)).isEmpty();
            assertThat(ended.recording().failures()).hasSize(40);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void valuesAreFoundByTheirPointers(Engine engine) throws Exception {
        List<String> answers = List.of(
                "{\"state\":\"ready\",\"queue\":[{\"n\":5.0}],\"a/b\":true}",
                "{\"state\":\"ready\",\"queue\":[{\"n\":5}],\"a/b\":true,\"more\":null}",
                "{\"state\":\"starting\",\"queue\":[{\"n\":5}],\"a/b\":true}",
                "{\"state\":\"ready\",\"queue\":[{\"n\":6}],\"a/b\":true}",
                "{\"state\":\"ready\",\"queue\":[],\"a/b\":true}",
                "{\"state\":\"ready\",\"queue\":[{\"n\":5}],\"a/b\":null}",
                "{\"state\":{\"state\":\"ready\"},\"queue\":[{\"n\":5}],\"a/b\":true}",
                "ready",
                "",
                "null");
        try (FakeSystem system = FakeSystem.http(request -> request.response().end(next(answers)))) {
            Recording recording = run(
                    engine,
                    get(List.of("2xx"), Map.of("/state", "ready", "/queue/0/n", "5", "/a~1b", "true"), null),
                    system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(8);
            assertThat(failures(recording)).isEqualTo(Map.of(FailureReason.of(Kind.WRONG_VALUE), 32L));
            assertThat(recording.failures())
                    .extracting(Recording.Failed::sample)
                    .contains(answers.get(2));
        }
    }

    /** A double is not enough to tell the ids of many systems apart. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLongNumberIsNoNeighbourOfItself(Engine engine) throws Exception {
        List<String> answers = List.of(
                "{\"id\":9007199254740993,\"n\":0.25}",
                "{\"id\":9007199254740992,\"n\":0.25}",
                "{\"id\":\"9007199254740992\",\"n\":0.25}",
                "{\"id\":\"9007199254740992\",\"n\":2.5e-1}");
        try (FakeSystem system = FakeSystem.http(request -> request.response().end(next(answers)))) {
            Recording recording = run(
                    engine,
                    get(List.of("2xx"), Map.of("/id", "9007199254740992", "/n", "0.250000000000000"), null),
                    system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(20);
        }
    }

    /** No value is what JavaScript knows of it beside its JSON. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void theLengthOfATextIsNoValue(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("{\"state\":\"ready\"}"))) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/state/length", "5"), null), system);

            assertThat(recording.outcomes(Outcome.OK)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerWithoutTheValueAcknowledgesNothing(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response()
                .end("{\"id\":\"" + id(request) + "\",\"state\":\"" + next(List.of("stored", "refused")) + "\"}"))) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/state", "stored"), "/id"), system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(20);
            assertThat(recording.acknowledged()).hasSize(20).doesNotHaveDuplicates();
            assertThat(failures(recording)).isEqualTo(Map.of(FailureReason.of(Kind.WRONG_VALUE), 20L));
        }
    }

    private static String id(HttpServerRequest request) {
        return request.path().substring("/orders/".length());
    }

    private enum Coding {
        GZIP("gzip"),
        DEFLATE("deflate"),
        NONE("identity");

        private final String word;

        Coding(String word) {
            this.word = word;
        }

        private Buffer of(String text) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = this == GZIP
                    ? new GZIPOutputStream(bytes)
                    : this == DEFLATE ? new DeflaterOutputStream(bytes) : bytes) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return Buffer.buffer(bytes.toByteArray());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void codedAnswersAreReadAsWhatTheyStandFor(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {
            Coding coding = next(List.of(Coding.values()));
            try {
                request.response()
                        .putHeader("Content-Encoding", coding.word)
                        .setChunked(count.get() % 2 == 0)
                        .end(coding.of("{\"id\":\"" + id(request) + "\",\"state\":\"ready\"}"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        })) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/state", "ready"), "/id"), system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(40);
            assertThat(recording.acknowledged()).hasSize(40);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerWhoseCodingIsBrokenIsUnusable(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request ->
                request.response().putHeader("Content-Encoding", "gzip").end("{\"state\":\"ready\"}"))) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/state", "ready"), null), system);

            assertThat(failures(recording)).isEqualTo(Map.of(FailureReason.of(Kind.WRONG_ANSWER), 40L));
        }
    }

    /** A name of a coding, and a body that is not quite in it, or is in one of which a client knows nothing. */
    private record Odd(String coding, byte[] body) {}

    private static List<Odd> broken() throws IOException {
        String json = "{\"state\":\"ready\"}";
        byte[] gzip = Coding.GZIP.of(json).getBytes();
        byte[] deflate = Coding.DEFLATE.of(json).getBytes();
        byte[] otherSum = gzip.clone();
        otherSum[gzip.length - 8] ^= 1;
        byte[] otherLength = gzip.clone();
        otherLength[gzip.length - 4] ^= 1;
        byte[] longer = Arrays.copyOf(gzip, gzip.length + 40);
        return List.of(
                new Odd("gzip", Arrays.copyOf(gzip, gzip.length - 8)),
                new Odd("gzip", Arrays.copyOf(gzip, gzip.length - 1)),
                new Odd("gzip", Arrays.copyOf(gzip, gzip.length / 2)),
                new Odd("gzip", otherSum),
                new Odd("gzip", otherLength),
                new Odd("gzip", longer),
                new Odd("gzip", deflate),
                new Odd("deflate", gzip),
                new Odd("deflate", Arrays.copyOf(deflate, deflate.length - 1)),
                new Odd("gzip, gzip", json.getBytes(StandardCharsets.UTF_8)),
                new Odd("br", json.getBytes(StandardCharsets.UTF_8)),
                new Odd("zstd", json.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that a client would refuse fails, though the text that it began with is the right one. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerThatIsNotWhollyInItsCodingIsUnusable(Engine engine) throws Exception {
        List<Odd> broken = broken();
        List<Odd> sent = new CopyOnWriteArrayList<>();
        try (FakeSystem system = FakeSystem.http(request -> {
            Odd odd = next(broken);
            sent.add(odd);
            request.response().putHeader("Content-Encoding", odd.coding).end(Buffer.buffer(odd.body));
        })) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/state", "ready"), null), system);

            assertThat(sent).containsAll(broken);
            // Of a stream that is cut, Go says what it says of a connection.
            assertThat(failures(recording).keySet())
                    .isSubsetOf(FailureReason.of(Kind.WRONG_ANSWER), FailureReason.of(Kind.CLOSED));
            assertThat(recording.outcomes(Outcome.FAILED)).hasSize(40);
        }
    }

    /** What no client decodes is read as it is. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerInACodingThatNobodyKnowsIsReadAsItIs(Engine engine) throws Exception {
        List<String> codings = List.of("x-own", "identity");
        try (FakeSystem system = FakeSystem.http(request ->
                request.response().putHeader("Content-Encoding", next(codings)).end("{\"state\":\"ready\"}"))) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/state", "ready"), null), system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(40);
        }
    }

    /** Both engines read JSON as RFC 8259 has it, and pointers as RFC 6901 has them. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsAlmostJsonHasNoValues(Engine engine) throws Exception {
        List<String> answers = List.of(
                "{\"list\":[0,\"ready\"]}",
                "{\"list\":[0,\"ready\"]} // so it is",
                "/* so it is */ {\"list\":[0,\"ready\"]}",
                "{\"list\":[0,\"ready\"],}",
                "{'list':[0,'ready']}",
                "{\"list\":[0,\"ready\"]} {}",
                "{\"list\":[00,\"ready\"]}",
                "{\"list\":[NaN,\"ready\"]}");
        try (FakeSystem system = FakeSystem.http(request -> request.response().end(next(answers)))) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/list/1", "ready"), null), system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(5);
            assertThat(failures(recording)).isEqualTo(Map.of(FailureReason.of(Kind.WRONG_VALUE), 35L));
        }
        try (FakeSystem system = FakeSystem.http(request -> request.response().end(answers.get(0)))) {
            Recording recording = run(engine, get(List.of("2xx"), Map.of("/list/01", "ready"), null), system);

            assertThat(recording.outcomes(Outcome.OK)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWebSocketIsOpenedAsItsProfileSays(Engine engine) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicInteger firsts = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket("orders.v1", socket -> {
            seen.add(socket.headers().get("X-Team") + " " + socket.subProtocol());
            AtomicInteger messages = new AtomicInteger();
            socket.textMessageHandler(text -> {
                if (messages.getAndIncrement() == 0) {
                    firsts.addAndGet(text.equals("hello, I am s3cret-token") ? 1 : 1000);
                } else {
                    socket.writeTextMessage(FakeSystem.ack(text));
                }
            });
        })) {
            Recording recording = run(engine, frames("orders.v1"), system);

            assertThat(recording.outcomes(Outcome.OK)).hasSize(40);
            assertThat(seen).containsOnly("shop orders.v1");
            assertThat(firsts.get())
                    .as("the last may be closed before it is used")
                    .isBetween(4, seen.size());
            assertThat(seen.size()).as("10 frames for each").isBetween(4, 5);
        }
    }

    private static Profile frames(@Nullable String subprotocol) {
        Profile.Opening opening =
                new Profile.Opening(Map.of("X-Team", "shop"), null, subprotocol, "hello, I am s3cret-token");
        return new Profile.WebSocket("shop", "/ws", opening, "{\"id\":\"{id}\"}", "/ack", 10);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSystemThatDoesNotAgreeToTheSubprotocolIsUnusable(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            Ended ended = runs.run(engine, frames("orders.v2"), FORTY, SECOND, SECOND, system.endpoint(), null);

            assertThat(failures(ended.recording())).isEqualTo(Map.of(FailureReason.subprotocol(""), 40L));
            assertThat(FailureReason.subprotocol("").text())
                    .isEqualTo("not the WebSocket subprotocol that was asked for; the server chose none");
        }
    }

    /** No server that keeps to RFC 6455 does so; a client has to break off then. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSystemThatChoosesAnotherSubprotocolIsUnusable(Engine engine) throws Exception {
        for (String asked : Arrays.asList("orders.v2", null)) {
            try (FakeSystem system = FakeSystem.http(request -> switchTo("graphql", request))) {
                Ended ended = runs.run(engine, frames(asked), FORTY, SECOND, SECOND, system.endpoint(), null);

                assertThat(failures(ended.recording()))
                        .as(String.valueOf(asked))
                        .isEqualTo(Map.of(FailureReason.subprotocol("graphql"), 40L));
            }
        }
    }

    /** A handshake that is well, but for the subprotocol. */
    private static void switchTo(String subprotocol, HttpServerRequest request) {
        String key = request.getHeader("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        String accept;
        try {
            accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        request.response()
                .setStatusCode(101)
                .putHeader("Connection", "Upgrade")
                .putHeader("Upgrade", "websocket")
                .putHeader("Sec-WebSocket-Accept", accept)
                .putHeader("Sec-WebSocket-Protocol", subprotocol);
        request.toNetSocket();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatTheFirstMessageSaidIsNotShownWhereItIsEchoed(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.webSocket(
                socket -> socket.textMessageHandler(text -> socket.writeTextMessage("no: hello, I am s3cret-token")))) {
            Ended ended = runs.run(
                    engine,
                    new Profile.WebSocket(
                            "shop",
                            "/ws",
                            new Profile.Opening(Map.of(), null, null, "hello, I am s3cret-token"),
                            "{\"id\":\"{id}\"}",
                            "/ack",
                            0),
                    FORTY,
                    SECOND,
                    SECOND,
                    system.endpoint(),
                    null);

            assertThat(ended.recording().failures())
                    .extracting(Recording.Failed::sample)
                    .contains("no: hello, I am ***");
        }
    }

    /** Every other answer says so beside the id, which is no acknowledgement then; some come in binary frames. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerToAFrameMayHaveToHoldMoreThanItsId(Engine engine) throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(text -> {
            String id = new JsonObject(text).getString("id");
            int number = count.getAndIncrement();
            String answer = number % 2 == 0
                    ? "{\"ack\":\"" + id + "\",\"state\":\"gespeichert – ok\"}"
                    : "{\"ack\":\"" + id + "\",\"error\":\"no disk\"}";
            if (number % 4 < 2) {
                socket.writeTextMessage(answer);
            } else {
                socket.writeBinaryMessage(Buffer.buffer(answer));
            }
        }))) {
            Profile frames = new Profile.WebSocket(
                    "shop",
                    "/ws",
                    Profile.Opening.PLAIN,
                    List.of(new Profile.Frame(null, 1, "{\"id\":\"{id}\"}")),
                    new Profile.FrameAnswer("/ack", Map.of("/state", "gespeichert – ok")),
                    0);
            Ended ended = runs.run(engine, frames, FORTY, SECOND, SECOND, system.endpoint(), null);

            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(20);
            assertThat(ended.recording().acknowledged()).hasSize(20);
            assertThat(failures(ended.recording())).isEqualTo(Map.of(FailureReason.of(Kind.WRONG_VALUE), 20L));
            assertThat(ended.recording().failures())
                    .extracting(Recording.Failed::sample)
                    .anyMatch(sample -> sample != null && sample.contains("no disk"));
        }
    }
}
