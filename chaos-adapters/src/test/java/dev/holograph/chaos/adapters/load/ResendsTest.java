package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.spi.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** k6 sends again, silently, what a server loses on a kept-alive connection: a run must say so, and only then. */
class ResendsTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Pattern COUNT = Pattern.compile("k6 sent (?:at least )?(\\d+) of (\\d+) requests again");

    /** How a server loses a request. */
    enum Loss {
        CLOSE(RudeServer.Call::close),
        RESET(RudeServer.Call::reset),
        HALF_CLOSE(RudeServer.Call::halfClose);

        private final Way way;

        Loss(Way way) {
            this.way = way;
        }
    }

    private interface Way {
        boolean lose(RudeServer.Call call) throws IOException;
    }

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

    private Ended run(Engine engine, Profile profile, ArrivalModel arrivals, Endpoint at, @Nullable Path script)
            throws Exception {
        Ended ended = runs.run(engine, profile, arrivals, FIVE_SECONDS, TWO_SECONDS, at, script);
        assertThat(ended.end().problem()).isNull();
        return ended;
    }

    private static Profile http(String method, String path, Map<String, String> headers, @Nullable String body) {
        return new Profile.Http("shop", method, path, headers, body, "2xx", null, 0);
    }

    /** How many requests a warning says were sent again, 0 without one. */
    private static long told(Ended ended) {
        if (ended.end().warnings().isEmpty()) {
            return 0;
        }
        assertThat(ended.end().warnings()).hasSize(1);
        Matcher count = COUNT.matcher(ended.end().warnings().get(0));
        assertThat(count.find()).as(ended.end().warnings().get(0)).isTrue();
        return Long.parseLong(count.group(1));
    }

    /** Loses every seventh request that comes on a connection that has had one. */
    private static RudeServer losing(Loss loss, AtomicInteger lost) throws IOException {
        AtomicInteger reused = new AtomicInteger();
        return new RudeServer((call, n) -> {
            if (n > 1 && reused.incrementAndGet() % 7 == 0) {
                lost.incrementAndGet();
                return loss.way.lose(call);
            }
            return call.answer(200, "well");
        });
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void ofAProfileTheyAreCounted(Loss loss) throws Exception {
        AtomicInteger lost = new AtomicInteger();
        try (RudeServer server = losing(loss, lost)) {
            Ended ended = run(
                    Engine.K6,
                    http("GET", "/", Map.of(), null),
                    new ArrivalModel.Open(100, 1),
                    server.endpoint(),
                    null);

            ended.recording().hasOneOutcomeForEachOf(200);
            assertThat(ended.recording().outcomes(Outcome.OK))
                    .as("k6 sees nothing of it")
                    .hasSize(200);
            assertThat(lost.get()).isGreaterThan(15);
            assertThat(server.requests.get()).isEqualTo(200 + lost.get());
            assertThat(told(ended)).isEqualTo(lost.get());
        }
    }

    /** The built-in engine sends nothing again: it counts what was lost as failures. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void theBuiltInEngineCountsThemAsFailures(Loss loss) throws Exception {
        AtomicInteger lost = new AtomicInteger();
        try (RudeServer server = losing(loss, lost)) {
            Ended ended = run(
                    Engine.BUILT_IN,
                    http("GET", "/", Map.of(), null),
                    new ArrivalModel.Open(100, 1),
                    server.endpoint(),
                    null);

            assertThat(server.requests).hasValue(200);
            assertThat(ended.recording().outcomes(Outcome.FAILED)).hasSize(lost.get());
            assertThat(ended.end().warnings()).isEmpty();
        }
    }

    @Test
    void aPostWithAnIdempotencyKeyIsSentAgainToo() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        try (RudeServer server = losing(Loss.CLOSE, lost)) {
            Ended ended = run(
                    Engine.K6,
                    http("POST", "/orders/{id}", Map.of("Idempotency-Key", "{id}"), "{\"order\":\"{id}\",\"ü\":1}"),
                    new ArrivalModel.Open(100, 1),
                    server.endpoint(),
                    null);

            assertThat(lost.get()).isPositive();
            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(200);
            assertThat(told(ended)).isBetween(lost.get() - 1L, lost.get() + 1L); // the sizes differ
        }
    }

    @Test
    void aPostWithoutOneFailsAndIsNotSentAgain() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        try (RudeServer server = losing(Loss.CLOSE, lost)) {
            Ended ended = run(
                    Engine.K6,
                    http("POST", "/", Map.of(), "{\"order\":\"{id}\"}"),
                    new ArrivalModel.Open(100, 1),
                    server.endpoint(),
                    null);

            assertThat(server.requests).hasValue(200);
            assertThat(ended.recording().outcomes(Outcome.FAILED)).hasSize(lost.get());
            assertThat(ended.end().warnings()).isEmpty();
        }
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(http("GET", "/a?b={id}&c=%20", Map.of(), null)),
                Arguments.of(http("HEAD", "/{id}", Map.of("Accept", "*/*"), null)),
                Arguments.of(http("DELETE", "/{id}", Map.of(), null)),
                Arguments.of(http("OPTIONS", "/", Map.of("Host", "shop.example"), null)),
                Arguments.of(http("POST", "/", Map.of(), null)),
                Arguments.of(http("PUT", "/", Map.of("X-Name", "Zoë"), "")),
                Arguments.of(http("PATCH", "/", Map.of("content-type", "text/plain"), "größer {id} 💧")),
                Arguments.of(http("POST", "/", Map.of("User-Agent", "own"), "x".repeat(5_000))),
                Arguments.of(http("POST", "/{id}", Map.of("idempotency-key", "{id}", "Cookie", "a=b"), "{id}")));
    }

    /** Requests of all shapes to a healthy server, which also sets a cookie: what k6 writes is known to the byte. */
    @ParameterizedTest
    @MethodSource("shapes")
    void aHealthyServerRaisesNoAlarm(Profile profile) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (RudeServer server = new RudeServer((call, n) -> call.answer(
                200, seen.incrementAndGet() % 10 == 5 ? "Set-Cookie: visit=" + seen + "\r\n" : "", "well"))) {
            Ended ended = run(Engine.K6, profile, new ArrivalModel.Open(100, 3), server.endpoint(), null);

            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(200);
            assertThat(ended.end().warnings()).isEmpty();
            assertThat(bytesTold()).isEqualTo(server.bytes.get());
        }
    }

    /** What the script said that its requests are, from k6's CSV. */
    private long bytesTold() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path csv = files.filter(file -> file.endsWith("samples.csv"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(csv).stream()
                    .filter(row -> row.startsWith("chaos_sent,"))
                    .mapToLong(row -> Math.round(Double.parseDouble(row.split(",")[2])))
                    .sum();
        }
    }

    /** Failures of which nobody knows how much of the request was written, beside successes. */
    @Test
    void largeRequestsThatAreCutOffRaiseNoAlarm() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (RudeServer server = new RudeServer(
                (call, n) -> seen.incrementAndGet() % 3 == 0 ? call.reset() : call.answer(503, "busy") && call.reset(),
                false)) {
            Ended ended = run(
                    Engine.K6,
                    http("POST", "/", Map.of(), "{id}".repeat(25_000)),
                    new ArrivalModel.Open(20, 1),
                    server.endpoint(),
                    null);

            assertThat(ended.recording().outcomes(Outcome.FAILED)).hasSize(40);
            assertThat(ended.end().warnings()).isEmpty();
        }
    }

    private Path script(String... lines) throws IOException {
        return Files.write(Files.createTempDirectory(folder, "script").resolve("own.js"), List.of(lines));
    }

    private Path plain() throws IOException {
        return script(
                "import http from 'k6/http'; import { sleep } from 'k6';",
                "export const options = { vus: 2, duration: '1m' };",
                "export default function () { http.get(`${__ENV.CHAOS_URL}/${'x'.repeat(__ITER % 90)}`); sleep(0.01); }");
    }

    private Ended runScript(Endpoint at, Path script) throws Exception {
        return run(
                Engine.K6,
                new Profile.ByScript("shop"),
                new ArrivalModel.ByScript(ArrivalModel.ByScript.MAX_FAILED_ITERATIONS),
                at,
                script);
    }

    /** Of a script whose requests nobody knows, with sizes that differ. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void ofAScriptTheyAreToldByTheirTimings(Loss loss) throws Exception {
        AtomicInteger lost = new AtomicInteger();
        try (RudeServer server = losing(loss, lost)) {
            Ended ended = runScript(server.endpoint(), plain());

            assertThat(lost.get()).isGreaterThan(15);
            assertThat(told(ended)).isBetween((long) lost.get() / 2, lost.get() + 2L);
            assertThat(ended.end().warnings().get(0)).contains("at least");
        }
    }

    @Test
    void aScriptOnAHealthyServerRaisesNoAlarm() throws Exception {
        try (RudeServer server = new RudeServer((call, n) -> call.answer(200, "well"))) {
            assertThat(runScript(server.endpoint(), plain()).end().warnings()).isEmpty();
        }
    }

    /** nginx may close an idle connection while a request is on its way to it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void nginxThatIsReloadedUnderLoad(Engine engine) throws Exception {
        Ended ended = onNginx(engine, true);

        ended.recording().hasOneOutcomeForEachOf(1000);
        assertThat(ended.recording().outcomes(Outcome.OK)).hasSizeGreaterThan(500);
        assertThat(ended.recording().reasons()).isSubsetOf(FailureReason.of(Kind.CLOSED), FailureReason.of(Kind.RESET));
        if (engine == Engine.K6) {
            assertThat(ended.recording().outcomes(Outcome.OK)).as("k6 hides it").hasSizeGreaterThan(990);
            assertThat(told(ended)).isLessThan(500);
        } else {
            assertThat(ended.end().warnings()).isEmpty();
        }
    }

    /** It ends a connection in order after so many requests: nobody loses anything. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void nginxThatRenewsConnectionsInOrderRaisesNoAlarm(Engine engine) throws Exception {
        Ended ended = onNginx(engine, false);

        assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(1000);
        assertThat(ended.end().warnings()).isEmpty();
    }

    private Ended onNginx(Engine engine, boolean reloaded) throws Exception {
        Optional<Path> nginx = Executables.find("nginx");
        assumeTrue(nginx.isPresent(), "not run: there is no nginx on the PATH");
        if (engine == Engine.K6) {
            EngineRuns.k6();
        }
        int port = FakeSystem.freePort();
        Path home = Files.createTempDirectory(folder, "nginx");
        String conf = """
                daemon off; worker_processes 2; pid %1$s/pid; error_log %1$s/error.log;
                events { worker_connections 200; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server { listen 127.0.0.1:%2$d; keepalive_requests 20; location / { return 200 "well"; } }
                }
                """.formatted(home, port);
        Files.writeString(home.resolve("nginx.conf"), conf);
        Process process = new ProcessBuilder(
                        nginx.get().toString(),
                        "-p",
                        home.toString(),
                        "-e",
                        home + "/error.log",
                        "-c",
                        home + "/nginx.conf")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        try {
            awaitPid(home);
            Thread reloads = new Thread(() -> reload(process));
            if (reloaded) {
                reloads.start();
            }
            Ended ended = run(
                    engine,
                    http("GET", "/", Map.of(), null),
                    new ArrivalModel.Open(500, 1),
                    new Endpoint(FakeSystem.HOST, port),
                    null);
            reloads.join();
            return ended;
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitPid(Path home) throws Exception {
        for (int i = 0; i < 200 && !Files.exists(home.resolve("pid")); i++) {
            Thread.sleep(50);
        }
        assertThat(home.resolve("pid")).exists();
    }

    private static void reload(Process nginx) {
        try {
            for (int i = 0; i < 12; i++) {
                Thread.sleep(200);
                new ProcessBuilder("kill", "-HUP", Long.toString(nginx.pid()))
                        .start()
                        .waitFor();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
