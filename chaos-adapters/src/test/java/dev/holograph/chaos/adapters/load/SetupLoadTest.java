package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.report.FailureRows;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.SetupRequest;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One request before the load, whose answer's values go into the load's requests and into nothing else. */
@Timeout(120)
class SetupLoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ArrivalModel FORTY = new ArrivalModel.Open(40, 2);
    private static final String TOKEN = "tok-5cr3t/+=.Zm9v";
    private static final String CART = "cart 77/ü\"%";
    private static final String PASSWORD = "pa55-of-shop";

    private static final SetupRequest LOGIN = new SetupRequest(
            "POST",
            "/login?of=shop",
            Map.of("Content-Type", "application/json"),
            null,
            "{\"user\":\"anna\",\"password\":\"" + PASSWORD + "\"}",
            ExpectedAnswer.status("2xx"),
            Map.of("token", "/access_token", "cart", "/cart/id", "n", "/cart/n"));

    @TempDir
    private Path folder;

    private EngineRuns runs;
    private final AtomicInteger logins = new AtomicInteger();
    private final List<String> commandLines = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        runs = new EngineRuns(folder);
    }

    @AfterEach
    void stop() throws Exception {
        runs.close();
    }

    private static Load load(Profile profile, @Nullable SetupRequest setup) {
        return new Load(
                "load",
                profile,
                FORTY,
                Duration.ofSeconds(2),
                null,
                null,
                null,
                new Location("s.yaml", 3, 5),
                List.of(),
                setup);
    }

    private static Profile orders() {
        return new Profile.Http(
                "shop",
                "PUT",
                "/carts/{setup.cart}/{id}",
                Map.of("Authorization", "Bearer {setup.token}", "Content-Type", "application/json"),
                "{\"id\":\"{id}\",\"cart\":\"{setup.cart}\",\"n\":{setup.n}}",
                "2xx",
                "/id",
                0);
    }

    private void login(HttpServerRequest request, String body) {
        logins.incrementAndGet();
        boolean isRight = request.method() == HttpMethod.POST
                && request.uri().equals("/login?of=shop")
                && new JsonObject(body).getString("password").equals(PASSWORD);
        request.response()
                .setStatusCode(isRight ? 200 : 401)
                .end(new JsonObject()
                        .put("access_token", TOKEN)
                        .put("cart", new JsonObject().put("id", CART).put("n", 7))
                        .encode());
    }

    /** Answers well what carries all values, and 401 what does not. */
    private void shop(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.path().equals("/login")) {
                login(request, body.toString());
                return;
            }
            lookAtProcesses();
            JsonObject json = new JsonObject(body);
            String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
            boolean isRight = ("Bearer " + TOKEN).equals(request.getHeader("Authorization"))
                    && path.equals("/carts/" + CART + "/" + json.getString("id"))
                    && CART.equals(json.getString("cart"))
                    && json.getInteger("n") == 7;
            request.response().setStatusCode(isRight ? 200 : 401).end(body);
        });
    }

    private void lookAtProcesses() {
        if (commandLines.isEmpty()) {
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                all.map(process -> process.info().commandLine().orElse("?")).forEach(commandLines::add);
            }
        }
    }

    private void hasNoSecretIn(Path where) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(where)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(TOKEN, PASSWORD, "cart%2077", "cart 77");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void itsValuesStandInEachRequest(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.http(this::shop)) {
            Ended ended = runs.run(engine, load(orders(), LOGIN), new HttpAddress(system.endpoint()), SECOND);

            assertThat(ended.end().problem()).isNull();
            ended.recording().hasOneOutcomeForEachOf(40);
            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(40);
            assertThat(ended.recording().acknowledged()).hasSize(40);
        }
        assertThat(logins).hasValue(1);
        assertThat(commandLines).isNotEmpty().noneMatch(line -> line.contains(TOKEN) || line.contains("cart 77"));
        hasNoSecretIn(folder);
    }

    /** What k6 would write of each failed request into its log. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void noValueIsSeenWhereRequestsFail(Engine engine) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> request.body().onSuccess(body -> {
            if (request.path().equals("/login")) {
                login(request, body.toString());
            } else if (asked.incrementAndGet() % 2 == 0) {
                request.connection().close();
            } else {
                request.response()
                        .setStatusCode(401)
                        .end("expired: " + request.getHeader("Authorization") + " of " + request.uri() + body);
            }
        }))) {
            Ended ended = runs.run(engine, load(orders(), LOGIN), new HttpAddress(system.endpoint()), SECOND);

            Recording recording = ended.recording();
            recording.hasOneOutcomeForEachOf(40);
            assertThat(recording.reasons()).contains(FailureReason.status(401));
            assertThat(recording.failures())
                    .anyMatch(one -> one.sample() != null && one.sample().contains("***"));
            assertThat(recording.failures())
                    .filteredOn(one -> one.sample() != null)
                    .allSatisfy(one -> assertThat(one.sample()).doesNotContain(TOKEN, "cart%2077", "cart 77"));
        }
        hasNoSecretIn(folder);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void itsValuesStandInWebSockets(Engine engine) throws Exception {
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> handshakes = new CopyOnWriteArrayList<>();
        Profile frames = new Profile.WebSocket(
                "shop",
                "/ws/{setup.n}?t={setup.token}",
                new Profile.Opening(Map.of("X-Token", "{setup.token}"), null, null, "{\"login\":\"{setup.cart}\"}"),
                "{\"id\":\"{id}\",\"cart\":\"{setup.cart}\"}",
                "/ack",
                0);
        try (FakeSystem web = FakeSystem.http(this::shop);
                FakeSystem system = FakeSystem.webSocket(socket -> {
                    handshakes.add(socket.uri() + " " + socket.headers().get("X-Token"));
                    socket.textMessageHandler(frame -> {
                        JsonObject json = new JsonObject(frame);
                        if (json.containsKey("login")) {
                            first.add(json.getString("login"));
                        } else if (CART.equals(json.getString("cart"))) {
                            socket.writeTextMessage(FakeSystem.ack(frame));
                        }
                    });
                })) {
            Map<String, String> values = runs.setup(load(frames, LOGIN), new HttpAddress(web.endpoint()));
            Ended ended = runs.run(engine, load(frames, null), new HttpAddress(system.endpoint()), SECOND, values);

            ended.recording().hasOneOutcomeForEachOf(40);
            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(40);
            assertThat(first).hasSize(2).containsOnly(CART);
            assertThat(handshakes).hasSize(2).containsOnly("/ws/7?t=tok-5cr3t%2F%2B%3D.Zm9v " + TOKEN);
        }
        hasNoSecretIn(folder);
    }

    private String refusal(SetupRequest setup, FakeSystem system) {
        List<String> message = new ArrayList<>();
        assertThatThrownBy(() ->
                        runs.run(Engine.BUILT_IN, load(orders(), setup), new HttpAddress(system.endpoint()), SECOND))
                .isInstanceOf(DriverException.class)
                .satisfies(e -> message.add(String.valueOf(e.getMessage())));
        assertThat(message.get(0))
                .startsWith("load 'load': its setup POST /login ")
                .endsWith(" (s.yaml:3:5)");
        return message.get(0);
    }

    @Test
    void anAnswerWithoutAValueIsRefused() throws Exception {
        SetupRequest misspelt = new SetupRequest(
                "POST", "/login?of=shop", Map.of(), null, LOGIN.body(), LOGIN.expect(), Map.of("token", "/token"));
        try (FakeSystem system = FakeSystem.http(this::shop)) {
            assertThat(refusal(misspelt, system))
                    .contains(
                            "was answered with status 200, but no text, whole number, true or false stands at /token, "
                                    + "where 'token' should be; it has /access_token, /cart, /cart/id, /cart/n")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void anotherStatusIsRefused() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.body().onSuccess(body -> request.response()
                .setStatusCode(403)
                .end("\u001b[1mno entry\nwith " + body + " " + TOKEN + "x".repeat(500))))) {
            assertThat(refusal(LOGIN, system))
                    .contains("was answered with status 403, expected is 2xx: no entry with {")
                    .doesNotContain(PASSWORD)
                    .hasSizeLessThan(400);
        }
        try (FakeSystem system = FakeSystem.http(this::shop)) { // the status is no error: its answer has the token
            SetupRequest created = new SetupRequest(
                    "POST", LOGIN.path(), Map.of(), null, LOGIN.body(), ExpectedAnswer.status("201"), LOGIN.values());
            assertThat(refusal(created, system))
                    .contains("status 200, expected is 201; it has /access_token")
                    .doesNotContain(TOKEN);
        }
    }

    /** All requests after it would be answered by 401, and the system would be blamed. */
    @Test
    void aTokenThatExpiresUnderTheLoadIsRefused() throws Exception {
        SetupRequest login = new SetupRequest(
                "POST", "/login", Map.of(), null, null, LOGIN.expect(), Map.of("token", "/auth/access_token"));
        AtomicInteger orders = new AtomicInteger();
        AtomicInteger seconds = new AtomicInteger(2);
        try (FakeSystem system = FakeSystem.http(request -> {
            orders.addAndGet(request.path().equals("/login") ? 0 : 1);
            JsonObject auth = new JsonObject().put("access_token", TOKEN).put("expires_in", seconds.get());
            request.response().end(new JsonObject().put("auth", auth).encode());
        })) {
            assertThat(refusal(login, system))
                    .contains("was answered with a value at /auth/access_token that expires in 2s (expires_in), but the"
                            + " load needs it for 4s, its time-out included: ")
                    .doesNotContain(TOKEN);
            assertThat(orders).hasValue(0);

            seconds.set(4);
            assertThat(runs.setup(load(orders(), login), new HttpAddress(system.endpoint())))
                    .containsEntry("token", TOKEN);
        }
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("<html>login</html>"))) {
            assertThat(refusal(LOGIN, system)).contains("was answered with status 200, and not with JSON");
        }
        try (FakeSystem system = FakeSystem.http(request -> {})) {
            assertThat(refusal(LOGIN, system)).contains("was not answered");
        }
        try (FakeSystem system = FakeSystem.http(request ->
                request.response().end("{\"access_token\":\"a\\r\\nX-Evil: 1\",\"cart\":{\"id\":\"1\",\"n\":1}}"))) {
            assertThat(refusal(LOGIN, system)).contains("a value at /access_token that is empty, longer than");
        }
        FakeSystem gone = FakeSystem.http(request -> {});
        gone.close();
        assertThat(refusal(LOGIN, gone)).contains("was not answered (").contains("see that the target runs");
    }

    private static final String SCENARIO = """
            title: With a login
            load:
              http:
                target: shop
                requests:
                  - name: order
                    method: PUT
                    path: /carts/{setup.cart}/{id}
                    headers: { Authorization: "Bearer {setup.token}" }
                    body: '{"id":"{id}","cart":"{setup.cart}","n":{setup.n}}'
                    id: /id
                  - { name: look, path: /look }
              setup:
                method: POST
                path: /login?of=shop
                body: '{"user":"anna","password":"%s"}'
                values: { token: /access_token, cart: /cart/id, n: /cart/n }
              rate: 60/s
            duration: { warmup: 1s, baseline: 3s, fault: 3s, recovery: 3s }
            fault: { type: latency, target: shop, delay: 100ms }
            steadyState: [ "error_rate < 90%%" ]
            slo: [ "error_rate < 90%%" ]
            """;

    private RunResult run(String password, FakeSystem system) throws Exception {
        String environment = """
                title: Here
                targets: { shop: { url: "http://%s", through: proxy } }
                drivers: { latency: proxy }
                """.formatted(system.endpoint());
        return RealRun.of("run-s", SCENARIO.formatted(password), environment, folder.resolve("run"), Map.of());
    }

    /** Through the proxy. The second kind of request has no token: its 401 shows by its name. */
    @Test
    void aRunLogsInBeforeItsLoad() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {
            if (request.path().equals("/look")) {
                request.response().setStatusCode(401).end();
            } else {
                shop(request);
            }
        })) {
            RunResult result = run(PASSWORD, system);

            assertThat(result.verdict().result()).as(RealRun.sentences(result)).isIn(Result.PASS, Result.WARN);
            assertThat(logins).hasValue(1);
            assertThat(FailureRows.sentences(result, 3))
                    .singleElement()
                    .asString()
                    .contains(" × status 401 (request 'look'), from 0.")
                    .endsWith("; what its setup was answered may have expired");
        }
    }

    @Test
    void aRunWhoseSetupFailsBreaksNothing() throws Exception {
        AtomicInteger others = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            others.addAndGet(request.path().equals("/login") ? 0 : 1);
            shop(request);
        })) {
            RunResult result = run("wrong-one", system);

            assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
            assertThat(RealRun.sentences(result))
                    .contains("load 'load': its setup POST /login was answered with status 401, expected is 2xx: {")
                    .doesNotContain(TOKEN, "wrong-one");
            assertThat(result.faults()).isEmpty();
            assertThat(result.times()).isNull();
            assertThat(others).hasValue(0);
        }
        assertThat(Files.readString(folder.resolve("run/journal"))).doesNotContain(TOKEN, "wrong-one");
    }
}
