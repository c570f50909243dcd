package dev.holograph.chaos.adapters.tls;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.doctor.TargetChecks;
import dev.holograph.chaos.adapters.fault.proxy.ProxyGatewayProvider;
import dev.holograph.chaos.adapters.fault.redis.RealRedis;
import dev.holograph.chaos.adapters.ledger.WriteFinders;
import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Check.State;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ledger, probes, Redis and the doctor speak TLS, through the proxy by the target's own name, and say what is wrong. */
@Timeout(120)
class TlsClientsTest {

    private static final Location HERE = new Location("environments/here.yaml", 3, 5);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Tls INSECURE = new Tls(null, null, null, true);

    @TempDir
    private Path folder;

    private final RunContext context = new RunContext(Clock.systemUTC(), 1);

    @AfterEach
    void close() throws Exception {
        context.shared().close();
    }

    private static Stream<Arguments> wrongOnes() {
        return Stream.of(
                Arguments.of(Certificates.WRONG_NAME, "certificate for another name", "have 'localhost' put into"),
                Arguments.of(Certificates.EXPIRED, "certificate expired or not valid yet", "renew the certificate"),
                Arguments.of(Certificates.STRANGER, "certificate of an unknown authority", "by trust: of the target"),
                Arguments.of(
                        Certificates.SELF_SIGNED, "certificate of an unknown authority", "by trust: of the target"));
    }

    private static TargetSpec target(String scheme, Endpoint server, Tls tls) {
        return new TargetSpec("shop", null, true, null, scheme + "://" + server, null, tls, HERE);
    }

    private Endpoint proxy(Endpoint server) throws Exception {
        return new ProxyGatewayProvider().gateways(context).open("shop", new Endpoint("127.0.0.1", server.port()), 0);
    }

    private static Services at(Endpoint endpoint) {
        return new Services() {
            @Override
            public Optional<ServiceControl> service(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return Optional.of(endpoint);
            }
        };
    }

    private void look(TargetSpec target, Endpoint proxy) throws Exception {
        Ledger ledger = new Ledger(
                new Ledger.Http("GET", "/frames/{id}", "shop"), Ledger.DEFAULT_WITHIN, Duration.ZERO, false, HERE);
        new WriteFinders(context.shared())
                .check(ledger, target, at(proxy), "run-never", Deadline.in(WITHIN, System::nanoTime));
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void aLedgerDoesNotAskWhoHasAWrongCertificate(String certificate, String problem, String advice) throws Exception {
        try (TlsNginx nginx = TlsNginx.start(folder, certificate, "", "return 404;")) {
            TargetSpec target = target("https", nginx.endpoint(), Certificates.trusting());

            assertThatThrownBy(() -> look(target, proxy(nginx.endpoint())))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("TLS handshake failed: " + problem)
                    .hasMessageContaining(advice);
            assertThat(nginx.requests()).isEmpty();
        }
    }

    @Test
    void aLedgerAsksThroughTheProxyByTheTargetsOwnName() throws Exception {
        try (TlsNginx nginx = TlsNginx.start(folder, Certificates.GOOD, "", "return 404;")) {
            look(target("https", nginx.endpoint(), Certificates.trusting()), proxy(nginx.endpoint()));

            assertThat(nginx.requests()).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .startsWith("localhost " + nginx.endpoint() + " TLSv1.3"));
        }
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void aProbeFailsAndSaysWhy(String certificate, String problem, String advice) throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, certificate);
                ProbeRun run = new ProbeRun().every(Duration.ofSeconds(1))) {
            run.startThrough(
                    new ProbeQuery.Http("/", "200", null),
                    target("https", nginx.endpoint(), Certificates.trusting()),
                    proxy(nginx.endpoint()));
            eventually("answers come", ProbeRun.PATIENCE, () -> run.count("it_ok") >= 3);

            assertThat(run.values("it_ok")).containsOnly(0.0);
            assertThat(run.told()).singleElement().asString().contains(problem, advice);
            assertThat(nginx.requests()).isEmpty();
        }
    }

    @Test
    void aProbeAsksThroughTheProxyByTheTargetsOwnName() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD);
                ProbeRun run = new ProbeRun().every(Duration.ofSeconds(1))) {
            run.startThrough(
                    new ProbeQuery.Http("/", "200", "/id"),
                    target("https", nginx.endpoint(), Certificates.trusting()),
                    proxy(nginx.endpoint()));
            eventually("answers come", ProbeRun.PATIENCE, () -> run.count("it_value") >= 3);

            assertThat(run.values("it_ok")).containsOnly(1.0);
            assertThat(nginx.requests())
                    .allSatisfy(line -> assertThat(line).startsWith("localhost " + nginx.endpoint() + " TLSv1.3"));
        }
    }

    private RealRedis redis(String certificate) throws Exception {
        Certificates.Pair pair = Certificates.pair(certificate);
        return RealRedis.start(
                folder,
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + pair.certificate().path(),
                "tls-key-file " + pair.key().path(),
                "tls-auth-clients no");
    }

    private String ping(RealRedis redis, Tls tls) throws Exception {
        Endpoint server = new Endpoint("localhost", redis.endpoint().port());
        RedisAddress address = RedisAddress.asLoadSees(target("rediss", server, tls), at(proxy(server)));
        try (RedisConnection connection = RedisConnection.open(address, WITHIN)) {
            return connection.ask("PING", RedisCommands::ping);
        }
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void aRedisWithAWrongCertificateIsNotAsked(String certificate, String problem, String advice) throws Exception {
        try (RealRedis redis = redis(certificate)) {
            assertThatThrownBy(() -> ping(redis, Certificates.trusting()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("TLS handshake failed: " + problem)
                    .hasMessageContaining(advice);
        }
    }

    @Test
    void aRedisIsAskedThroughTheProxyByItsOwnName() throws Exception {
        try (RealRedis redis = redis(Certificates.GOOD)) {
            assertThat(ping(redis, Certificates.trusting())).isEqualTo("PONG");
        }
    }

    private RealRedis redisThatKnowsItsClients() throws Exception {
        Certificates.Pair pair = Certificates.pair(Certificates.GOOD);
        return RealRedis.start(
                folder,
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + pair.certificate().path(),
                "tls-key-file " + pair.key().path(),
                "tls-ca-cert-file " + Certificates.pair("ca").certificate().path(),
                "tls-auth-clients yes");
    }

    @Test
    void aRedisThatWantsToKnowItsClientsIsShownTheCertificate() throws Exception {
        try (RealRedis redis = redisThatKnowsItsClients()) {
            assertThat(ping(redis, Certificates.withClient())).isEqualTo("PONG");
        }
    }

    @Test
    void aRedisThatWantsToKnowItsClientsRefusesStrangers() throws Exception {
        try (RealRedis redis = redisThatKnowsItsClients()) {
            assertThatThrownBy(() -> ping(redis, Certificates.trusting()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("TLS handshake failed: refused by the server")
                    .hasMessageContaining("a client certificate (certificate: and key: of the target)");
        }
    }

    @Test
    void aRedisIsNotCheckedWhereTheEnvironmentSaysSo() throws Exception {
        try (RealRedis redis = redis(Certificates.WRONG_NAME)) {
            assertThat(ping(redis, INSECURE)).isEqualTo("PONG");
        }
    }

    private static Check doctor(TargetSpec target) throws Exception {
        Environment environment = new Environment(
                "here", "here.yaml", "Here", List.of(), Map.of("shop", target), Map.of(), DriverChoice.AUTO, null);
        return new TargetChecks(environment, List.of(), WITHIN).except(Set.of()).get(0);
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void theDoctorSaysWhatIsWrong(String certificate, String problem, String advice) throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, certificate)) {
            for (String scheme : List.of("https", "wss")) {
                Check check = doctor(target(scheme, nginx.endpoint(), Certificates.trusting()));

                assertThat(check.state()).isEqualTo(State.FAIL);
                assertThat(check.found()).contains("no TLS with " + nginx.endpoint(), problem, advice);
            }
        }
    }

    @Test
    void theDoctorLikesARightCertificateAndNotOneThatNobodyChecked() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            assertThat(doctor(target("https", nginx.endpoint(), Certificates.trusting()))
                            .state())
                    .isEqualTo(State.OK);

            Check unchecked = doctor(target("https", nginx.endpoint(), INSECURE));
            assertThat(unchecked.state()).isEqualTo(State.WARN);
            assertThat(unchecked.found()).contains("its certificate is not checked");

            Check plain = doctor(target("http", nginx.endpoint(), Tls.STANDARD));
            assertThat(plain.state()).isEqualTo(State.FAIL);
            assertThat(plain.found()).contains("speaks TLS; write https://" + nginx.endpoint());
        }
        try (TlsNginx other = TlsNginx.answering(folder, Certificates.WRONG_NAME)) {
            assertThat(doctor(target("https", other.endpoint(), INSECURE)).state())
                    .isEqualTo(State.WARN);
        }
    }

    @Test
    void theDoctorNamesTheVersionOfHttpThatALoadWillSpeak() throws Exception {
        try (TlsNginx one = TlsNginx.answering(folder, Certificates.GOOD);
                TlsNginx two = TlsNginx.http2(folder, "", "return 200;")) {
            assertThat(doctor(target("https", one.endpoint(), Certificates.trusting()))
                            .found())
                    .endsWith(" answered 200 by HTTP/1.1");
            assertThat(doctor(target("https", two.endpoint(), Certificates.trusting()))
                            .found())
                    .endsWith(" answered 200 by HTTP/2");
        }
    }
}
