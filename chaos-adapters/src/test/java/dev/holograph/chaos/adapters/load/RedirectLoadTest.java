package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines follow redirects by the same rule: within the target, and never to another host. */
@Timeout(120)
class RedirectLoadTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ArrivalModel FORTY = new ArrivalModel.Open(40, 1);

    @TempDir
    private Path folder;

    private EngineRuns runs;
    private final List<String> got = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        runs = new EngineRuns(folder);
    }

    @AfterEach
    void stop() throws Exception {
        runs.close();
    }

    private static HttpRequest request(String name, String method, String path, @Nullable String body) {
        return new HttpRequest(
                name,
                1,
                method,
                path,
                body == null ? Map.of("X-Team", "shop") : Map.of("X-Team", "shop", "Content-Type", "application/json"),
                body,
                ExpectedAnswer.status("2xx"),
                null);
    }

    private static Profile following(List<HttpRequest> kinds) {
        return new Profile.Http("shop", null, kinds, 0).followingRedirects();
    }

    private Recording run(Engine engine, Profile profile, FakeSystem system) throws Exception {
        Ended ended = runs.run(engine, profile, FORTY, TIMEOUT, SECOND, system.endpoint(), null);
        assertThat(ended.end().problem()).isNull();
        assertThat(ended.end().warnings()).isEmpty();
        ended.recording().hasOneOutcomeForEachOf(40);
        return ended.recording();
    }

    private static void redirect(HttpServerRequest request, int status, String location) {
        request.response().setStatusCode(status).putHeader("Location", location).end("moved");
    }

    /** By their names, each redirect and where it leads; {@code null}: nowhere. HOST is the server's own. */
    private static Map<String, String> locations() {
        Map<String, String> all = new TreeMap<>();
        all.put("/end?a=1&b=%20#here", "/end?a=1&b=%20");
        all.put("end", "/from/here/end");
        all.put("../end/./x", "/from/end/x");
        all.put("..", "/from/");
        all.put("../../../../end", "/end");
        all.put("?page=2", "/from/here/LABEL?page=2");
        all.put("http://HOST/end", "/end");
        all.put("HTTP://HOST?x=1", "/?x=1");
        all.put("//HOST/end/", "/end/");
        all.put("https://HOST/end", "redirect to another host");
        all.put("http://user:5ecret@HOST/end", "redirect to another host");
        all.put("http://OTHER/end", "redirect to another host");
        all.put("//OTHER/end", "redirect to another host");
        all.put("ftp://HOST/end", "redirect to another host");
        all.put("javascript:alert(1)", "redirect to another host");
        all.put("/a b", "unusable answer");
        return all;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRedirectIsFollowedWithinTheTargetAlone(Engine engine) throws Exception {
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        List<String> locations = List.copyOf(locations().keySet());
        List<HttpRequest> kinds = new ArrayList<>();
        for (int i = 0; i < locations.size(); i++) {
            kinds.add(request("k" + i, "GET", "/from/here/k" + i + "?q=1", null));
        }
        try (FakeSystem other = FakeSystem.http(request -> {
                    elsewhere.add(request.uri());
                    request.response().end();
                });
                FakeSystem system = FakeSystem.http(request -> {
                    String label = request.path().replaceFirst(".*/", "");
                    boolean isFirst = label.matches("k\\d+") && "q=1".equals(request.query());
                    if (isFirst) {
                        redirect(
                                request,
                                302,
                                locations
                                        .get(Integer.parseInt(label.substring(1)))
                                        .replace("HOST", request.getHeader("Host"))
                                        .replace("OTHER", other.endpoint().toString()));
                    } else {
                        got.add(request.uri());
                        request.response().end("there");
                    }
                })) {
            Recording all = run(engine, following(kinds), system);

            for (int i = 0; i < locations.size(); i++) {
                Recording one = all.only("k" + i);
                String leads = locations().get(locations.get(i));
                int count = one.dues().size();
                assertThat(count).isPositive();
                if (leads.startsWith("/")) {
                    assertThat(one.outcomes(Outcome.OK)).as(locations.get(i)).hasSize(count);
                    assertThat(got).as(locations.get(i)).contains(leads.replace("LABEL", "k" + i));
                } else {
                    assertThat(one.reasons()).as(locations.get(i)).hasSize(1).allSatisfy(reason -> assertThat(
                                    reason.text())
                            .isEqualTo(leads));
                    assertThat(one.failures()).allSatisfy(failure -> assertThat(String.valueOf(failure.sample()))
                            .doesNotContain("5ecret", "/end"));
                }
            }
            assertThat(all.failures()).anyMatch(one -> ("Location: http://" + other.endpoint()).equals(one.sample()));
            assertThat(elsewhere).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRequestKeepsItsMethodAsTheStatusSays(Engine engine) throws Exception {
        List<HttpRequest> kinds = Stream.of(301, 302, 303, 307, 308)
                .flatMap(status -> Stream.of(
                        request("post" + status, "POST", "/" + status, "{\"id\":\"{id}\"}"),
                        request("put" + status, "PUT", "/" + status, "{\"id\":\"{id}\"}"),
                        request("head" + status, "HEAD", "/" + status, null)))
                .toList();
        try (FakeSystem system = FakeSystem.http(request -> request.body().onSuccess(body -> {
            if (!request.path().startsWith("/end")) {
                redirect(request, Integer.parseInt(request.path().substring(1)), "/end" + request.path());
                return;
            }
            String id = body.length() == 0 ? "" : new JsonObject(body).getString("id");
            got.add(request.path() + " " + request.method() + " " + request.getHeader("Content-Type") + " "
                    + request.getHeader("X-Team") + " " + (id.isEmpty() ? "empty" : "body"));
            request.response().end();
        }))) {
            Recording all = run(engine, following(kinds), system);

            assertThat(all.outcomes(Outcome.OK)).hasSize(40);
            Stream.of(301, 302, 303).forEach(status -> assertThat(got)
                    .filteredOn(one -> one.startsWith("/end/" + status))
                    .containsOnly(
                            "/end/" + status + " GET null shop empty", "/end/" + status + " HEAD null shop empty"));
            Stream.of(307, 308).forEach(status -> assertThat(got)
                    .filteredOn(one -> one.startsWith("/end/" + status))
                    .containsOnly(
                            "/end/" + status + " POST application/json shop body",
                            "/end/" + status + " PUT application/json shop body",
                            "/end/" + status + " HEAD null shop empty"));
        }
    }

    /** The latency is that of the whole way, and the last answer acknowledges. The server hangs up after each redirect. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aChainIsOneRequest(Engine engine) throws Exception {
        Profile profile = following(List.of(new HttpRequest(
                null,
                1,
                "POST",
                "/orders/{id}",
                Map.of(),
                "{id}",
                new ExpectedAnswer(List.of("200"), Map.of("/state", "stored")),
                "/id")));
        try (FakeSystem system = FakeSystem.http(request -> {
            String last = request.path().replaceFirst(".*/", "");
            int step = request.getParam("step") == null ? 0 : Integer.parseInt(request.getParam("step"));
            if (step < 5) {
                request.response().putHeader("Connection", "close");
                redirect(request, 303, last + "?step=" + (step + 1));
            } else {
                later(() -> request.response()
                        .end(new JsonObject()
                                .put("state", "stored")
                                .put("id", last)
                                .encode()));
            }
        })) {
            Recording all = run(engine, profile, system);

            assertThat(all.outcomes(Outcome.OK)).hasSize(40).allSatisfy(one -> assertThat(one.latencyMillis())
                    .isGreaterThanOrEqualTo(DELAY_MS));
            assertThat(all.acknowledged()).hasSize(40).doesNotHaveDuplicates();
        }
    }

    private static final double DELAY_MS = 100;

    /** On the server's own thread. */
    private static void later(Runnable answer) {
        Vertx.currentContext().owner().setTimer((long) DELAY_MS, late -> answer.run());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLoopEndsAfterFiveAndNoneIsFollowedUnasked(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {
            got.add(request.uri());
            if (request.path().equals("/nowhere")) {
                request.response().setStatusCode(302).end();
            } else {
                redirect(request, 302, "/loop");
            }
        })) {
            Recording all = run(
                    engine,
                    following(List.of(request("loop", "GET", "/loop", null), request("no", "GET", "/nowhere", null))),
                    system);

            assertThat(all.only("loop").reasons()).containsExactly(FailureReason.REDIRECT_AGAIN);
            assertThat(all.only("no").reasons()).containsExactly(FailureReason.status(302));
            assertThat(got)
                    .hasSize(6 * all.only("loop").dues().size()
                            + all.only("no").dues().size());

            got.clear();
            Profile not = new Profile.Http("shop", null, List.of(request("loop", "GET", "/loop", null)), 0);
            assertThat(run(engine, not, system).reasons()).containsExactly(FailureReason.status(302));
            assertThat(got).hasSize(40);
        }
    }

    /** One that hangs behind a redirect was sent, and waits for its answer. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatHangsBehindARedirectTimesOut(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {
            if (request.path().equals("/")) {
                redirect(request, 307, "/hangs");
            }
        })) {
            Ended ended = runs.run(
                    engine,
                    following(List.of(request("one", "GET", "/", null))),
                    FORTY,
                    Duration.ofMillis(500),
                    SECOND,
                    system.endpoint(),
                    null);

            ended.recording().hasOneOutcomeForEachOf(40);
            assertThat(ended.recording().outcomes(Outcome.TIMED_OUT)).hasSize(40);
            assertThat(ended.recording().reasons()).containsExactly(FailureReason.of(Kind.ANSWER_TIMEOUT));
        }
    }
}
