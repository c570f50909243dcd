package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.RequestMix;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines make the same requests of a load with several kinds of them, and tell each by its name. */
class RequestMixLoadTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final ArrivalModel HUNDRED = new ArrivalModel.Open(100, 1);

    private static final List<HttpRequest> KINDS = List.of(
            new HttpRequest(
                    "search",
                    6,
                    "GET",
                    "/search?q=a",
                    Map.of("X-Team", "shop"),
                    null,
                    ExpectedAnswer.status("2xx"),
                    null),
            new HttpRequest(
                    "buy",
                    3,
                    "POST",
                    "/orders/{id}",
                    Map.of("Content-Type", "application/json"),
                    "{\"id\":\"{id}\"}",
                    new ExpectedAnswer(List.of("201"), Map.of("/state", "stored")),
                    "/id"),
            new HttpRequest("look", 1, "HEAD", "/", Map.of(), null, ExpectedAnswer.status("204"), null));

    /** What the server got. */
    private record Got(String method, String path, String team, String type, String body) {}

    @TempDir
    private Path folder;

    private EngineRuns runs;
    private final List<Got> got = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        runs = new EngineRuns(folder);
    }

    @AfterEach
    void stop() throws Exception {
        runs.close();
    }

    private static Profile mix(List<HttpRequest> kinds) {
        return new Profile.Http("shop", null, kinds, 0);
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            got.add(new Got(
                    request.method().name(),
                    request.uri(),
                    request.getHeader("X-Team"),
                    request.getHeader("Content-Type"),
                    body.toString()));
            switch (request.method().name()) {
                case "GET" -> request.response().end("found");
                case "POST" ->
                    request.response()
                            .setStatusCode(201)
                            .end(new JsonObject(body).put("state", "stored").encode());
                default -> // a server says of HEAD what it would say of GET
                    request.response()
                            .setStatusCode(204)
                            .putHeader("Content-Encoding", "gzip")
                            .end();
            }
        });
    }

    private static Map<Integer, Long> planned(int count) {
        RequestMix mix = RequestMix.of(List.of(6, 3, 1));
        return LongStream.range(0, count)
                .boxed()
                .collect(Collectors.groupingBy(mix::kind, TreeMap::new, Collectors.counting()));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachKindComesAsOftenAsItsWeightSays(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(this::answer)) {
            Ended ended = runs.run(engine, mix(KINDS), HUNDRED, TIMEOUT, LENGTH, system.endpoint(), null);

            assertThat(ended.end().problem()).isNull();
            Recording all = ended.recording();
            all.hasOneOutcomeForEachOf(200);
            assertThat(all.outcomes(Outcome.OK)).hasSize(200);
            Map<Integer, Long> planned = planned(200);
            assertThat(all.only("search").dues()).hasSize(planned.get(0).intValue());
            assertThat(all.only("buy").dues()).hasSize(planned.get(1).intValue());
            assertThat(all.only("look").dues()).hasSize(planned.get(2).intValue());
            all.only("buy").hasOneOutcomeForEachOf(planned.get(1).intValue());
            assertThat(planned.get(0)).as("6 of 10").isBetween(117L, 123L);
            assertThat(planned.get(1)).as("3 of 10").isBetween(57L, 63L);
            assertThat(all.acknowledged()).hasSize(planned.get(1).intValue()).doesNotHaveDuplicates();
            assertThat(got.stream().collect(Collectors.groupingBy(Got::method, Collectors.counting())))
                    .isEqualTo(Map.of("GET", planned.get(0), "POST", planned.get(1), "HEAD", planned.get(2)));
            assertThat(got).allSatisfy(one -> {
                switch (one.method()) {
                    case "GET" -> assertThat(one).isEqualTo(new Got("GET", "/search?q=a", "shop", null, ""));
                    case "POST" -> {
                        String id = new JsonObject(one.body()).getString("id");
                        assertThat(one)
                                .isEqualTo(new Got(
                                        "POST", "/orders/" + id, null, "application/json", "{\"id\":\"" + id + "\"}"));
                        assertThat(all.acknowledged()).contains(id);
                    }
                    default -> assertThat(one).isEqualTo(new Got("HEAD", "/", null, null, ""));
                }
            });
        }
    }

    /** The first two of the three kinds fail, each for a reason of its own. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatFailsIsToldOfTheKindThatFailed(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response()
                .setStatusCode(request.method().name().equals("GET") ? 500 : 204)
                .end())) {
            Recording all = runs.run(engine, mix(KINDS), HUNDRED, TIMEOUT, LENGTH, system.endpoint(), null)
                    .recording();

            all.hasOneOutcomeForEachOf(200);
            assertThat(all.only("search").outcomes(Outcome.OK)).isEmpty();
            assertThat(all.only("search").reasons())
                    .extracting(Object::toString)
                    .singleElement()
                    .asString()
                    .contains("500");
            assertThat(all.only("buy").outcomes(Outcome.OK)).isEmpty();
            assertThat(all.only("buy").reasons())
                    .extracting(Object::toString)
                    .singleElement()
                    .asString()
                    .contains("204");
            assertThat(all.only("look").outcomes(Outcome.OK))
                    .hasSize(planned(200).get(2).intValue());
        }
    }

    /** Frames have kinds too. The server answers but one of them. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void framesOfSeveralKindsAreToldApart(Engine engine) throws Exception {
        List<String> texts = new CopyOnWriteArrayList<>();
        Profile frames = new Profile.WebSocket(
                "shop",
                "/ws",
                Profile.Opening.PLAIN,
                List.of(
                        new Profile.Frame("draw", 6, "{\"id\":\"{id}\",\"op\":\"draw\",\"n\":{seq}}"),
                        new Profile.Frame("save", 3, "{\"op\":\"save\",\"id\":\"{id}\"}"),
                        new Profile.Frame("hide", 1, "hide {id}")),
                "/ack",
                0);
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(text -> {
            texts.add(text.replaceFirst("run-7-[A-Za-z0-9-]+", "ID").replaceFirst(":\\d+", ":N"));
            if (text.startsWith("{\"id\"")) {
                socket.writeTextMessage(FakeSystem.ack(text));
            }
        }))) {
            Recording all = runs.run(
                            engine,
                            frames,
                            new ArrivalModel.Open(100, 3),
                            Duration.ofMillis(500),
                            LENGTH,
                            system.endpoint(),
                            null)
                    .recording();

            all.hasOneOutcomeForEachOf(200);
            Map<Integer, Long> planned = planned(200);
            assertThat(all.outcomes(Outcome.OK)).hasSize(planned.get(0).intValue());
            assertThat(all.only("draw").outcomes(Outcome.OK))
                    .hasSize(planned.get(0).intValue());
            assertThat(all.only("save").outcomes(Outcome.TIMED_OUT))
                    .hasSize(planned.get(1).intValue());
            assertThat(all.only("hide").outcomes(Outcome.TIMED_OUT))
                    .hasSize(planned.get(2).intValue());
            assertThat(texts.stream().collect(Collectors.groupingBy(text -> text, Collectors.counting())))
                    .isEqualTo(Map.of(
                            "{\"id\":\"ID\",\"op\":\"draw\",\"n\":N}", planned.get(0),
                            "{\"op\":\"save\",\"id\":\"ID\"}", planned.get(1),
                            "hide ID", planned.get(2)));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void usersMakeTheSameMix(Engine engine) throws Exception {
        ArrivalModel three = new ArrivalModel.Closed(3, Duration.ofMillis(10));
        try (FakeSystem system = FakeSystem.http(this::answer)) {
            Recording all = runs.run(engine, mix(KINDS), three, TIMEOUT, LENGTH, system.endpoint(), null)
                    .recording();

            int made = all.dues().size();
            assertThat(made).isGreaterThan(30);
            assertThat(all.outcomes(Outcome.OK)).hasSize(made);
            double tolerance = 4 * Math.sqrt(made * 0.6 * 0.4) + 1;
            assertThat((double) all.only("search").dues().size())
                    .isBetween(made * 0.6 - tolerance, made * 0.6 + tolerance);
            assertThat(all.only("search").dues().size()
                            + all.only("buy").dues().size()
                            + all.only("look").dues().size())
                    .isEqualTo(made);
        }
    }

    /**
     * Users that ask for something slow make fewer requests, of each kind in the same share. By their numbers over all
     * users, each of 89 would keep to one kind for many requests: the steps of the golden ratio nearly close
     * there.
     */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSlowKindKeepsItsShare(Engine engine) throws Exception {
        ArrivalModel users = new ArrivalModel.Closed(89, Duration.ofMillis(10));
        List<HttpRequest> two = List.of(
                new HttpRequest("fast", 1, "GET", "/", Map.of(), null, ExpectedAnswer.status("2xx"), null),
                new HttpRequest("slow", 1, "GET", "/slow", Map.of(), null, ExpectedAnswer.status("2xx"), null));
        Vertx vertx = Vertx.vertx();
        try (FakeSystem system = FakeSystem.http(request -> {
            if (request.path().equals("/")) {
                request.response().end();
            } else {
                vertx.setTimer(200, late -> request.response().end());
            }
        })) {
            Recording all = runs.run(engine, mix(two), users, TIMEOUT, LENGTH, system.endpoint(), null)
                    .recording();

            int made = all.dues().size();
            assertThat(made).isGreaterThan(150);
            assertThat((double) all.only("slow").dues().size()).isBetween(made * 0.42, made * 0.58);
        } finally {
            vertx.close();
        }
    }
}
