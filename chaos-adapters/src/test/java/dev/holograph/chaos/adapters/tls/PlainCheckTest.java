package dev.holograph.chaos.adapters.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.fault.redis.RealRedis;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports that speak TLS, or do not, whatever a URL says: real nginx and Redis, and servers that are ill. */
@Timeout(120)
class PlainCheckTest {

    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration SHORTLY = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private static Optional<String> problem(String url, Endpoint at) throws Exception {
        return PlainCheck.problem(url, at, WITHIN);
    }

    @ParameterizedTest
    @CsvSource({"http, https", "ws, wss"})
    void aPortOfTlsIsNoneOfHttp(String scheme, String secure) throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.EXPIRED)) {
            Endpoint at = nginx.endpoint();

            assertThat(problem(scheme + "://chaos:s3cret@" + at + "/shop", at))
                    .contains("its url: says " + scheme + ", and " + at + " speaks TLS; write " + secure + "://" + at
                            + "/shop");
        }
    }

    /** What nginx answers without a certificate is a 400 as well, by TLS. */
    @Test
    void aServerThatWantsAClientCertificateSpeaksTls() throws Exception {
        Path authority = Certificates.pair("ca").certificate().path();
        try (TlsNginx nginx = TlsNginx.start(
                folder,
                Certificates.GOOD,
                "ssl_client_certificate " + authority + "; ssl_verify_client on;",
                "return 200;")) {
            assertThat(problem("http://" + nginx.endpoint(), nginx.endpoint())).isPresent();
        }
    }

    @Test
    void aPortOfTlsIsNoneOfAPlainRedis() throws Exception {
        Certificates.Pair pair = Certificates.pair(Certificates.GOOD);
        try (RealRedis redis = RealRedis.start(
                folder,
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + pair.certificate().path(),
                "tls-key-file " + pair.key().path(),
                "tls-auth-clients no")) {
            assertThat(problem("redis://:s3cret@" + redis.endpoint(), redis.endpoint()))
                    .contains("its url: says redis, and " + redis.endpoint() + " speaks TLS; write rediss://"
                            + redis.endpoint());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 400, 401, 404, 426, 500, 503})
    void aServerWithoutTlsMayAnswerWhatItLikes(int status) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            requests.incrementAndGet();
            request.response().setStatusCode(status).end();
        })) {
            assertThat(problem("http://chaos:s3cret@" + system.endpoint(), system.endpoint()))
                    .isEmpty();
            assertThat(requests).as("it may count them, or act on them").hasValue(0);
        }
    }

    @Test
    void aServerOfWebSocketsAloneIsNotRefused() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            assertThat(problem("ws://" + system.endpoint(), system.endpoint())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "requirepass s3cret"})
    void aPlainRedisIsNotRefused(String setting) throws Exception {
        try (RealRedis redis = RealRedis.start(folder, setting)) {
            assertThat(problem("redis://" + redis.endpoint(), redis.endpoint())).isEmpty();
        }
    }

    @Test
    void nobodyThereIsLeftToWhoAsksNext() throws Exception {
        Endpoint nobody = FakeSystem.nobody();

        assertThat(problem("http://" + nobody, nobody)).isEmpty();
    }

    @Test
    void aSlowServerIsLeftToTheLoad() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Endpoint at = new Endpoint("127.0.0.1", silent.getLocalPort());

            assertThat(PlainCheck.problem("http://" + at, at, SHORTLY)).isEmpty();
        }
    }

    @Test
    void aServerThatBreaksOffEachConnectionIsLeftToTheLoad() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.connection().close())) {
            assertThat(problem("http://" + system.endpoint(), system.endpoint()))
                    .isEmpty();
        }
    }

    /** The other way round: known from the answer to the handshake. */
    @Test
    void aPlainPortIsNoneOfTls() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end());
                RealRedis redis = RealRedis.start(folder)) {
            assertThat(tls("https", system.endpoint()))
                    .get()
                    .asString()
                    .contains("no TLS on this port", "write the URL without it: http");
            assertThat(tls("rediss", redis.endpoint())).get().asString().contains("no TLS on this port");
        }
    }

    /** The JDK's server takes a handshake for a request whose first line goes on, and waits for its end. */
    @Test
    void aPlainPortThatDoesNotAnswerAHandshakeIsNoneOfTls() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(tls(
                            "https",
                            new Endpoint("127.0.0.1", server.getAddress().getPort())))
                    .get()
                    .asString()
                    .contains("no TLS on this port", "write the URL without it: http");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatSaysNothingIsLeftToTheLoadAlsoWithTls() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(tls("https", new Endpoint("127.0.0.1", silent.getLocalPort())))
                    .isEmpty();
        }
    }

    private static Optional<String> tls(String scheme, Endpoint at) throws Exception {
        TargetSpec target =
                new TargetSpec("shop", null, false, scheme + "://" + at, new Location("environments/here.yaml", 4, 5));
        assertThat(target.tls()).isEqualTo(Tls.STANDARD);
        return TlsCheck.problem(target, at, at, Duration.ofSeconds(2));
    }
}
