package dev.holograph.chaos.adapters.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.SetupRequest;
import dev.holograph.chaos.scenario.fault.Reset;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.HttpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both engines speak TLS with a real nginx, past a proxy and through it, and take no certificate that is not right. */
@Timeout(120)
class TlsLoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);
    private static final ArrivalModel TWENTY = new ArrivalModel.Open(20, 2);
    private static final Profile GET = new Profile.Http("shop", "GET", "/", Map.of(), null, "200", null, 0);
    private static final Profile FRAMES = new Profile.WebSocket("shop", "/ws", "{\"id\":\"{id}\"}", "/ack", 5);

    @TempDir
    private Path folder;

    private TlsLoads loads;

    @BeforeEach
    void prepare() {
        loads = new TlsLoads(folder);
    }

    @AfterEach
    void close() throws Exception {
        loads.close();
    }

    /** Past the proxy. */
    private static HttpAddress at(Endpoint server, Tls tls) {
        return TlsLoads.at(server, server, tls);
    }

    private HttpAddress throughProxy(Endpoint server, Tls tls) throws Exception {
        return loads.throughProxy(server, tls);
    }

    private Recording run(Engine engine, Profile profile, HttpAddress base) throws Exception {
        Ended ended = loads.runs.run(engine, profile, TWENTY, FOUR_SECONDS, SECOND, base, null);
        assertThat(ended.end().problem()).isNull();
        assertThat(ended.end().warnings()).isEmpty();
        ended.recording().hasOneOutcomeForEachOf(20);
        return ended.recording();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void throughTheProxyTheNameStaysTheTargetsOwn(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            Recording recording = run(engine, GET, throughProxy(nginx.endpoint(), Certificates.trusting()));

            assertThat(recording.outcomes(Outcome.OK)).hasSize(20);
            assertThat(nginx.requests()).hasSize(20).allSatisfy(line -> assertThat(line)
                    .startsWith("localhost " + nginx.endpoint() + " TLSv1.3 ")
                    .endsWith(" 200"));
        }
    }

    @Test
    void aSetupSpeaksTlsThroughTheProxyAsTheLoadDoes() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            Load load = new Load(
                    "load",
                    new Profile.Http("shop", "GET", "/{setup.n}", Map.of(), null, "200", null, 0),
                    TWENTY,
                    FOUR_SECONDS,
                    null,
                    null,
                    null,
                    TlsLoads.HERE,
                    List.of(),
                    new SetupRequest(
                            "GET", "/", Map.of(), null, null, ExpectedAnswer.status("200"), Map.of("n", "/id")));

            loads.runs
                    .run(Engine.BUILT_IN, load, throughProxy(nginx.endpoint(), Certificates.trusting()), SECOND)
                    .recording()
                    .hasOneOutcomeForEachOf(20);

            assertThat(nginx.requests()).hasSize(21).allSatisfy(line -> assertThat(line)
                    .startsWith("localhost " + nginx.endpoint() + " TLSv1.3 ")
                    .endsWith(" 200"));
            assertThatThrownBy(() -> loads.runs.run(Engine.BUILT_IN, load, at(nginx.endpoint(), Tls.STANDARD), SECOND))
                    .hasMessageContaining("its setup GET / was not answered (TLS handshake failed: certificate of an");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void webSocketsThroughTheProxy(Engine engine) throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging();
                TlsNginx nginx = TlsNginx.before(folder, Certificates.GOOD, system.endpoint())) {
            Recording recording = run(engine, FRAMES, throughProxy(nginx.endpoint(), Certificates.trusting()));

            assertThat(recording.outcomes(Outcome.OK)).hasSize(20);
            assertThat(recording.acknowledged()).hasSize(20);
        }
    }

    /** A server that closes after each answer makes each request a handshake. */
    @Test
    void theBuiltInEngineResumesSessions() throws Exception {
        try (TlsNginx nginx = TlsNginx.start(folder, Certificates.GOOD, "keepalive_timeout 0;", "return 200 well;")) {
            run(Engine.BUILT_IN, GET, throughProxy(nginx.endpoint(), Certificates.trusting()));

            assertThat(nginx.requests())
                    .hasSize(20)
                    .filteredOn(line -> line.contains(" r "))
                    .hasSizeGreaterThan(10);
        }
    }

    private static Stream<Arguments> wrongOnes() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, Certificates.WRONG_NAME, TlsProblem.WRONG_NAME),
                        Arguments.of(engine, Certificates.COMMON_NAME, TlsProblem.WRONG_NAME),
                        Arguments.of(engine, Certificates.EXPIRED, TlsProblem.EXPIRED),
                        Arguments.of(engine, Certificates.STRANGER, TlsProblem.UNKNOWN_AUTHORITY),
                        Arguments.of(engine, Certificates.SELF_SIGNED, TlsProblem.UNKNOWN_AUTHORITY)));
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void aWrongCertificateIsTakenByNoClientOfTheProxy(Engine engine, String certificate, TlsProblem problem)
            throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, certificate)) {
            HttpAddress base = throughProxy(nginx.endpoint(), Certificates.trusting());

            Recording requests = run(engine, GET, base);
            assertThat(requests.reasons()).containsExactly(FailureReason.tls(problem));
            assertThat(requests.failures()).hasSize(20);

            Recording frames = run(engine, FRAMES, base);
            assertThat(frames.reasons()).contains(FailureReason.tls(problem));
            assertThat(frames.outcomes(Outcome.OK)).isEmpty();
            assertThat(nginx.requests()).isEmpty();
        }
    }

    /** The JDK alone would not look at the dates of a certificate that stands in the trust store. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPinnedCertificateIsTakenWhileItIsValid(Engine engine) throws Exception {
        try (TlsNginx valid = TlsNginx.answering(folder, Certificates.SELF_SIGNED);
                TlsNginx expired = TlsNginx.answering(folder, Certificates.EXPIRED_SELF_SIGNED)) {
            assertThat(run(engine, GET, at(valid.endpoint(), Certificates.trusting(Certificates.SELF_SIGNED)))
                            .outcomes(Outcome.OK))
                    .hasSize(20);
            assertThat(run(engine, GET, at(expired.endpoint(), Certificates.trusting(Certificates.EXPIRED_SELF_SIGNED)))
                            .reasons())
                    .containsExactly(FailureReason.tls(TlsProblem.EXPIRED));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theTrustStoreOfTheJdkDoesNotKnowTheAuthority(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            assertThat(run(engine, GET, at(nginx.endpoint(), Tls.STANDARD)).reasons())
                    .containsExactly(FailureReason.tls(TlsProblem.UNKNOWN_AUTHORITY));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void insecureTakesAny(Engine engine) throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.WRONG_NAME)) {
            Tls insecure = new Tls(null, null, null, true);

            assertThat(run(engine, GET, throughProxy(nginx.endpoint(), insecure))
                            .outcomes(Outcome.OK))
                    .hasSize(20);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theWrongProtocolIsTold(Engine engine) throws Exception {
        try (FakeSystem plain = FakeSystem.http(request -> request.response().end("well"));
                TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            Endpoint named = new Endpoint("localhost", plain.endpoint().port());
            assertThat(run(engine, GET, at(named, Certificates.trusting())).reasons())
                    .containsExactly(FailureReason.tls(TlsProblem.NOT_TLS));
            assertThat(run(engine, FRAMES, at(named, Certificates.trusting())).reasons())
                    .contains(FailureReason.tls(TlsProblem.NOT_TLS));
            assertThat(run(engine, GET, new HttpAddress(nginx.endpoint())).reasons())
                    .containsExactly(FailureReason.status(400));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aClientCertificateIsShownAndItsKeyIsWrittenNowhere(Engine engine) throws Exception {
        Path authority = Certificates.trusting().trust().path();
        try (TlsNginx nginx = TlsNginx.start(
                folder,
                Certificates.GOOD,
                "ssl_verify_client on; ssl_client_certificate " + authority + ";",
                "return 200 $ssl_client_s_dn;")) {
            assertThat(run(engine, GET, throughProxy(nginx.endpoint(), Certificates.withClient()))
                            .outcomes(Outcome.OK))
                    .hasSize(20);
            assertThat(run(engine, GET, at(nginx.endpoint(), Certificates.trusting()))
                            .reasons())
                    .containsExactly(FailureReason.status(400));
        }
        String key = Files.readAllLines(Certificates.withClient().key().path()).get(1);
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> assertThat(text(file)).as(file.toString()).doesNotContain(key, "PRIVATE KEY"));
        }
    }

    /** It knows nothing of the proxy, nor whom to trust: k6 is told both. */
    @Test
    void aScriptAloneIsLedThroughTheProxyToo() throws Exception {
        Path script = Files.writeString(folder.resolve("own.js"), """
                import http from 'k6/http';
                export const options = { scenarios: { all: {
                  executor: 'constant-arrival-rate', rate: 20, duration: '10s', preAllocatedVUs: 5 } } };
                export default function () {
                  const answer = http.get(__ENV.CHAOS_URL + '/');
                  if (answer.status !== 200) { throw new Error(`answered ${answer.status}: ${answer.error}`); }
                }
                """);
        try (TlsNginx good = TlsNginx.answering(folder, Certificates.GOOD)) {
            HttpAddress base =
                    TlsLoads.at(new Endpoint("localhost", 8443), loads.proxy(good.endpoint()), Certificates.trusting());

            Ended ended = loads.runs.run(
                    Engine.K6,
                    new Profile.ByScript("shop"),
                    new ArrivalModel.ByScript(1),
                    FOUR_SECONDS,
                    Duration.ofSeconds(2),
                    base,
                    script);

            assertThat(ended.recording().exceptions()).isEmpty();
            assertThat(ended.recording().active()).hasSizeGreaterThan(20);
            // Nobody listens on 8443: they came by the proxy.
            assertThat(good.requests()).hasSizeGreaterThan(20).allSatisfy(line -> assertThat(line)
                    .startsWith("localhost localhost:8443 "));
        }
    }

    /** Only an environment can say that nothing is checked: neither a script's options nor the scenario's variables. */
    @Test
    void aScriptAloneCannotTrustAnybodyElse() throws Exception {
        Path script = Files.writeString(folder.resolve("careless.js"), """
                import http from 'k6/http';
                export const options = { insecureSkipTLSVerify: true, scenarios: { all: {
                  executor: 'constant-arrival-rate', rate: 20, duration: '10s', preAllocatedVUs: 5 } } };
                export default function () {
                  const answer = http.get(__ENV.CHAOS_URL + '/');
                  if (answer.status !== 200) { throw new Error(`answered ${answer.status}: ${answer.error}`); }
                }
                """);
        try (TlsNginx stranger = TlsNginx.answering(folder, Certificates.STRANGER);
                TlsNginx selfSigned = TlsNginx.answering(folder, Certificates.SELF_SIGNED)) {
            runScript(script, at(stranger.endpoint(), Certificates.trusting()), Map.of());
            runScript(
                    script,
                    at(selfSigned.endpoint(), Certificates.trusting()),
                    Map.of(
                            "SSL_CERT_FILE",
                            Certificates.trusting(Certificates.SELF_SIGNED)
                                    .trust()
                                    .path()
                                    .toString()));

            assertThat(stranger.requests()).isEmpty();
            assertThat(selfSigned.requests()).isEmpty();

            runScript(script, at(stranger.endpoint(), new Tls(null, null, null, true)), Map.of());
            assertThat(stranger.requests()).isNotEmpty();
        }
    }

    private void runScript(Path script, HttpAddress base, Map<String, String> environment) throws Exception {
        loads.runs.run(
                Engine.K6,
                new Profile.ByScript("shop", environment),
                new ArrivalModel.ByScript(1),
                FOUR_SECONDS,
                SECOND,
                base,
                script);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody answers the first message of a handshake, and then the fault {@code reset} comes. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aResetWithinTheHandshake(Engine engine) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"))) {
            HttpAddress base = throughProxy(new Endpoint("localhost", silent.getLocalPort()), Certificates.trusting());
            FaultDriver<Reset> driver = loads.driver(Reset.class);
            Prepared<Reset> prepared = loads.prepare(driver, new Reset());
            AtomicBoolean over = new AtomicBoolean();
            Thread resets = new Thread(() -> resetAll(silent, driver, prepared, over));
            resets.start();

            Recording recording = run(engine, GET, base);

            over.set(true);
            resets.join();
            // On a busy machine a request has waited out its second before its turn to be reset comes.
            assertThat(recording.reasons())
                    .contains(FailureReason.of(Kind.RESET))
                    .isSubsetOf(FailureReason.of(Kind.RESET), FailureReason.of(Kind.CONNECT_TIMEOUT));
        }
    }

    /** Each client once it has sent something. */
    private static void resetAll(
            ServerSocket server, FaultDriver<Reset> driver, Prepared<Reset> prepared, AtomicBoolean over) {
        try {
            server.setSoTimeout(100);
            while (!over.get()) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read();
                    driver.inject(prepared);
                } catch (SocketTimeoutException e) {
                    // nobody came
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
