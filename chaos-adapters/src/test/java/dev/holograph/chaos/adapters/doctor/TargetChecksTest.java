package dev.holograph.chaos.adapters.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.doctor.TargetUse.Kind;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.GatedSystem;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Check.State;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real servers, and the Redis and Prometheus of this machine. */
class TargetChecksTest {

    private static final Location HERE = new Location("local.yaml", 1, 1);
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final String TELL =
            "give the target url: http://user:password@host:port with the password as {env.NAME}";

    @TempDir
    private Path folder;

    private GatedSystem system;

    @BeforeEach
    void start() throws Exception {
        system = new GatedSystem();
    }

    @AfterEach
    void stop() throws Exception {
        system.close();
    }

    private static Environment environment(List<ServiceSpec> services, TargetSpec target) {
        return new Environment(
                "local", "local.yaml", "Local", services, Map.of("shop", target), Map.of(), DriverChoice.AUTO, null);
    }

    private static Check check(String url, Duration within) throws Exception {
        List<Check> checks =
                new TargetChecks(environment(List.of(), GatedSystem.target(url)), List.of(), within).except(Set.of());
        assertThat(checks).hasSize(1);
        assertThat(checks.get(0).name()).isEqualTo("target shop");
        assertThat(checks.toString()).doesNotContain("s3cret", "wr0ng", GatedSystem.SENT);
        return checks.get(0);
    }

    private Check asked(String url, Kind kind, String path) throws Exception {
        TargetUse use = new TargetUse(kind, path, true);
        HttpQuestion query = new HttpQuestion("target shop", system.at(url), use, WITHIN);
        return kind == Kind.WEB_SOCKET ? query.handshake() : query.get();
    }

    private static void is(Check check, State state, String found, @Nullable String advice) {
        assertThat(check).isEqualTo(new Check("target shop", state, found, advice));
    }

    private String open() {
        return "http://" + system.endpoint() + GatedSystem.PREFIX;
    }

    @Test
    void anAnswerIsToldWithItsStatus() throws Exception {
        String place = system.endpoint() + "/shop/v1/orders/1";
        is(asked(system.url(), Kind.HTTP, "/orders/1"), State.OK, "GET " + place + " answered 200", null);
        is(
                asked(system.url(), Kind.PROMETHEUS, "/orders/1"),
                State.OK,
                "Prometheus: GET " + place + " answered 200",
                null);
        is(
                asked(system.url(), Kind.WEB_SOCKET, "/ws"),
                State.OK,
                "the WebSocket " + system.endpoint() + "/shop/v1/ws was opened",
                null);
    }

    @Test
    void whoIsNotLetInIsToldWhatToWrite() throws Exception {
        String get = "GET " + system.endpoint() + "/shop/v1/orders/1 answered 401";
        String socket = "the WebSocket " + system.endpoint() + "/shop/v1/ws answered 401";
        String unless = "; nothing is to be done if the load has a login of its own in headers: or basicAuth:";
        is(asked(open(), Kind.HTTP, "/orders/1"), State.WARN, get, TELL + unless);
        is(asked(open(), Kind.WEB_SOCKET, "/ws"), State.WARN, socket, TELL + unless);
        is(asked(open(), Kind.PROMETHEUS, "/orders/1"), State.FAIL, get, TELL);

        String wrong = system.url().replace("s3cret", "wr0ng");
        String correct = "correct the user and password in the target's url:";
        is(asked(wrong, Kind.HTTP, "/orders/1"), State.FAIL, get, correct);
        is(asked(wrong, Kind.WEB_SOCKET, "/ws"), State.FAIL, socket, correct);
    }

    @Test
    void aPathThatIsNotThereIsTold() throws Exception {
        String correct = "correct the path of the target's url:, or the one in the scenario that requests it";
        is(
                asked(system.url(), Kind.HTTP, "/customers"),
                State.WARN,
                "GET " + system.endpoint() + "/shop/v1/customers answered 404",
                correct);
        is(
                asked(system.url(), Kind.WEB_SOCKET, "/sockets"),
                State.WARN,
                "the WebSocket " + system.endpoint() + "/shop/v1/sockets answered 404",
                correct);
        is(
                check(system.url(), WITHIN),
                State.WARN,
                "GET " + system.endpoint() + "/shop/v1 answered 404",
                "see that the path of the target's url: is right; it stands before each path");
        is(
                check(system.url().replace(GatedSystem.PREFIX + "/", ""), WITHIN),
                State.OK,
                "GET " + system.endpoint() + "/ answered 404, and no scenario requests this path",
                null);
    }

    @Test
    void nobodyIsThere() throws Exception {
        Endpoint nobody = FakeSystem.nobody();
        String advice = "see that it runs, and that host and port of url: are right";
        String refused = " was not answered: the connection was refused";
        is(check("http://" + nobody, WITHIN), State.FAIL, "GET " + nobody + "/" + refused, advice);
        is(check("ws://" + nobody, WITHIN), State.FAIL, "the WebSocket " + nobody + "/" + refused, advice);
        is(check("tcp://" + nobody, WITHIN), State.FAIL, nobody + refused, advice);
        is(
                check("http://no.such.host.invalid:80", WITHIN),
                State.FAIL,
                "GET no.such.host.invalid/ was not answered: the host has no address",
                advice);
    }

    @Test
    void whoStaysSilentIsNotWaitedFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + silent.getLocalPort();
            Duration shortly = Duration.ofMillis(400);
            assertThat(check("http://" + place, shortly).found())
                    .isEqualTo("GET " + place + "/ was not answered: no answer in time");
            assertThat(check("ws://" + place, shortly).found())
                    .isEqualTo("the WebSocket " + place + "/ was not answered: no answer in time");
            assertThat(check("redis://" + place, shortly).state()).isEqualTo(State.FAIL);
            is(check("tcp://" + place, shortly), State.OK, place + " accepts connections", null);
        }
    }

    @Test
    void whatTheRunItselfStartsIsNotMissed() throws Exception {
        int port = new Ports().free();
        ServiceSpec service = new ServiceSpec(
                "web", new ServiceSpec.Kind.Command(List.of("web")), Map.of(), port, null, WITHIN, Restart.NEVER, HERE);
        Environment environment = environment(List.of(service), GatedSystem.target("http://127.0.0.1:" + port));

        List<Check> checks = new TargetChecks(environment, List.of(), WITHIN).except(Set.of());

        assertThat(checks)
                .containsExactly(Check.ok("target shop", "127.0.0.1:" + port + " is service 'web' of the run"));
        assertThat(new TargetChecks(environment, List.of(), WITHIN).except(Set.of("target shop")))
                .isEmpty();
    }

    @Test
    void aRedisIsAskedWithItsPassword() throws Exception {
        int port = new Ports().free();
        try (Running redis =
                new Running("redis-server", "--port", "" + port, "--requirepass", "s3cret", "--save", "")) {
            Eventually.eventually("Redis listens", Duration.ofSeconds(10), () -> !Ports.isFree(port));
            String place = "Redis 127.0.0.1:" + port;
            is(check("redis://:s3cret@127.0.0.1:" + port, WITHIN), State.OK, place + " answered PING with PONG", null);
            for (String url : List.of("redis://:wr0ng@127.0.0.1:" + port, "redis://127.0.0.1:" + port)) {
                Check wrong = check(url, WITHIN);
                assertThat(wrong.state()).isEqualTo(State.FAIL);
                assertThat(wrong.found())
                        .startsWith(place)
                        .contains("see that its URL has the right user and password");
            }
        }
    }

    @Test
    void aPrometheusIsAskedByAQuery() throws Exception {
        int port = new Ports().free();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "global: { scrape_interval: 1m }\n");
        String[] command = {
            "prometheus",
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port
        };
        Endpoint endpoint = new Endpoint("127.0.0.1", port);
        Probe probe = new Probe("it", new ProbeQuery.Prometheus("up"), "shop", WITHIN, WITHIN, HERE);
        TargetUse use = TargetUse.of("shop", "http://" + endpoint, List.of(probe), List.of());
        HttpQuestion query = new HttpQuestion("target shop", new HttpAddress(endpoint), use, WITHIN);
        try (Running prometheus = new Running(command)) {
            Eventually.eventually("Prometheus answers", Duration.ofSeconds(60), () -> isOk(query));
            is(
                    query.get(),
                    State.OK,
                    "Prometheus: GET " + endpoint + "/api/v1/query?query=vector(1) answered 200",
                    null);
        }
    }

    @Test
    void howATargetIsAskedTheScenariosSay() {
        Probe health = new Probe("it", new ProbeQuery.Http("/healthz", "2xx", null), "shop", WITHIN, WITHIN, HERE);
        Load frames = new Load(
                "load",
                new Profile.WebSocket("shop", "/ws", "{id}", "/ack", 0),
                new ArrivalModel.Open(1, 1),
                WITHIN,
                null,
                HERE);

        assertThat(TargetUse.of("shop", "http://a", List.of(health), List.of(frames)))
                .isEqualTo(new TargetUse(Kind.HTTP, "/healthz", true));
        assertThat(TargetUse.of("shop", "http://a", List.of(), List.of(frames)))
                .isEqualTo(new TargetUse(Kind.WEB_SOCKET, "/ws", true));
        assertThat(TargetUse.of("cart", "http://a", List.of(health), List.of(frames)))
                .isEqualTo(new TargetUse(Kind.HTTP, "/", false));
        assertThat(TargetUse.of("cart", "ws://a", List.of(health), List.of(frames)))
                .isEqualTo(new TargetUse(Kind.WEB_SOCKET, "/", false));
    }

    private static boolean isOk(HttpQuestion query) {
        try {
            return query.get().state() == State.OK;
        } catch (DriverException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program of this machine; the test is not run where there is none. */
    private final class Running implements AutoCloseable {
        private final Process process;

        Running(String... command) throws Exception {
            Optional<Path> program = Executables.find(command[0]);
            assumeTrue(program.isPresent(), "not run: there is no " + command[0] + " on the PATH");
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(command[0] + ".log").toFile())
                    .start();
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
