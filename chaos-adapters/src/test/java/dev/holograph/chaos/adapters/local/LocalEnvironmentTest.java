package dev.holograph.chaos.adapters.local;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.load.GatedSystem;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.ServiceSpec.Kind;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.ServiceControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEnvironmentTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Endpoint PROXY = new Endpoint("127.0.0.1", 5);
    private static final Location HERE = new Location("environments/local.yaml", 3, 3);

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<String, Endpoint> opened = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final RunContext context = new RunContext(Clock.systemUTC(), 1);
    private RunningEnvironment running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.stop(Deadline.in(Duration.ofSeconds(2), System::nanoTime));
        }
    }

    @Test
    void aRealRedisRunsAndStops() throws Exception {
        start(List.of(redis("redis")));
        ServiceControl redis = running.service("redis").orElseThrow();

        assertThat(ping(redis.direct())).isEqualTo("+PONG");
        assertThat(running.versions())
                .singleElement()
                .asString()
                .matches("redis: redis-server \\d+\\.\\d+\\.\\d+ \\(.+\\)");
        assertThat(told).anyMatch(line -> line.startsWith("redis is ready on 127.0.0.1:"));
        assertThat(folder.resolve("run/services/redis.log")).isRegularFile();
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
        List<String> troubles = new CopyOnWriteArrayList<>();
        running.readLogs((service, log, level, line) -> troubles.add(service + " " + log + " " + level + " " + line));
        assertThat(troubles).anySatisfy(line -> assertThat(line)
                .startsWith("redis services/redis.log WARN ")
                .endsWith("# Server initialized"));

        running.stop(Deadline.in(Duration.ofSeconds(2), System::nanoTime));

        assertThat(process.isAlive()).isFalse();
        assertThat(redis.pid()).isZero();
        assertThat(Files.readString(folder.resolve("run/services/redis.log"))).contains("Redis is now ready to exit");
    }

    @Test
    void theExecutableIsUnpackedOnce() throws Exception {
        RedisExecutable first = RedisExecutable.find(folder.resolve("state"));
        assumeThat(first.origin())
                .as("where redis-server comes from: embedded-redis must cover this platform")
                .isEqualTo("out of embedded-redis");
        Object before = Files.getLastModifiedTime(first.path());

        assertThat(RedisExecutable.find(folder.resolve("state"))).isEqualTo(first);

        assertThat(Files.getLastModifiedTime(first.path())).isEqualTo(before);
        assertThat(first.path()).startsWith(folder.resolve("state/redis"));
    }

    @Test
    void placesAreFilled() throws Exception {
        Map<String, String> variables = Map.of(
                "PORT", "{port}",
                "SELF", "http://{address}/",
                "DATA", "{directory}/log",
                "REDIS_URL", "redis://{redis.proxied}",
                "REDIS_DIRECT", "redis://{redis.address}",
                "JSON", "{\"a\":1}");
        ServiceSpec web = answering("web", variables, LONG, Restart.NEVER);
        start(
                List.of(redis("redis"), web),
                target("cache", "redis", true, null),
                target("web", "web", false, null),
                target("elsewhere", null, true, "http://127.0.0.1:9"));

        Endpoint redis = running.service("redis").orElseThrow().direct();
        Endpoint self = running.service("web").orElseThrow().direct();
        assertThat(body(self, "/variables"))
                .contains("REDIS_URL=redis://" + PROXY)
                .contains("REDIS_DIRECT=redis://" + redis)
                .contains("SELF=http://" + self + "/")
                .contains("DATA=" + folder.resolve("run/services/web/log"))
                .contains("JSON={\"a\":1}")
                .doesNotContain("MAVEN");
        assertThat(opened)
                .as("gateways: of the targets, and one for both {redis.proxied} and its target")
                .isEqualTo(Map.of("cache", redis, "elsewhere", new Endpoint("127.0.0.1", 9)));
        assertThat(running.endpoint("cache")).contains(PROXY);
        assertThat(running.endpoint("web")).contains(self);
        assertThat(running.endpoint("elsewhere")).contains(PROXY);
        assertThat(running.endpoint("nobody")).isEmpty();
        assertThat(running.service("nobody")).isEmpty();
    }

    @Test
    void whatRunsElsewhereAndDatabasesAreReachedThroughTheProxyToo() throws Exception {
        Map<String, String> variables = Map.of("PORT", "{port}", "DB", "{stock.proxied}", "OTHER", "{orders.proxied}");
        int port = new Ports().free();
        start(
                List.of(redis("db"), answering("web", variables, LONG, Restart.NEVER)),
                new TargetSpec("stock", null, true, port, "jdbc:postgresql://127.0.0.1/stock", null, HERE),
                target("orders", null, true, "jdbc:postgresql://{db.address}/orders"),
                target("web", null, false, "http://{web.address}/v1"),
                target("past", null, false, "jdbc:postgresql://127.0.0.1/past"));

        Endpoint db = running.service("db").orElseThrow().direct();
        Endpoint web = running.service("web").orElseThrow().direct();
        assertThat(body(web, "/variables")).contains("DB=" + PROXY).contains("OTHER=" + PROXY);
        assertThat(opened).isEqualTo(Map.of("stock", new Endpoint("127.0.0.1", 5432), "orders", db));
        assertThat(ports).isEqualTo(Map.of("stock", port, "orders", 0));
        assertThat(running.endpoint("orders")).contains(PROXY);
        assertThat(running.endpoint("web")).contains(web);
        assertThat(running.endpoint("past")).isEmpty();
        assertThat(running.filled("jdbc:postgresql://{db.address}/orders"))
                .isEqualTo("jdbc:postgresql://" + db + "/orders");
    }

    /** To a service, the proxy before a database that does not run is a connection that is closed. */
    @Test
    void aServiceThatDoesNotGetReadyNamesWhatIsNotThereBehindTheProxy() throws Exception {
        int nobody = new Ports().free();
        ServiceSpec shop = new ServiceSpec(
                "shop",
                new Kind.Command(List.of("sh", "-c", "exit 1")),
                Map.of("DB", "{stock.proxied}"),
                null,
                null,
                LONG,
                Restart.NEVER,
                HERE);
        assertThatThrownBy(() -> start(
                        List.of(redis("db"), shop),
                        target("stock", null, true, "jdbc:postgresql://127.0.0.1:" + nobody + "/stock")))
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("behind {stock.proxied}, which service 'shop' uses: 127.0.0.1:" + nobody
                        + " does not accept connections (Connection refused); start what is to listen there")
                .hasMessageContaining("\nservice 'shop' ended with exit code 1");

        assertThatThrownBy(() -> start(
                        List.of(redis("db"), shop),
                        target("stock", null, true, "jdbc:postgresql://{db.address}/stock")))
                .as("the database is there, and the service ended for another reason")
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("service 'shop' ended with exit code 1");
    }

    @Test
    void aProxysPortInUseIsToldBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(
                            () -> start(List.of(redis("db")), new TargetSpec("db", "db", true, port, null, null, HERE)))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining(
                            "the proxy of target 'db' cannot listen on 127.0.0.1:" + port + ": the port is in use by ");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aKilledServiceComesBackWhereItWas() throws Exception {
        start(List.of(answering("web", Map.of("PORT", "{port}"), LONG, Restart.ALWAYS)));
        ServiceControl web = running.service("web").orElseThrow();
        long before = web.pid();

        assertThat(web.kill()).isEqualTo(before);

        eventually("it answers again", LONG, () -> answers(web.direct()));
        assertThat(web.pid()).isNotEqualTo(before);
        assertThat(web.restarts()).isOne();
    }

    @Test
    void aFixedPortIsUsed() throws Exception {
        int port = new Ports().free();
        start(List.of(new ServiceSpec("redis", new Kind.Redis(), Map.of(), port, null, LONG, Restart.NEVER, HERE)));

        assertThat(ping(new Endpoint("127.0.0.1", port))).isEqualTo("+PONG");
    }

    @Test
    void aPortInUseIsToldWithItsOwner() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            ServiceSpec redis =
                    new ServiceSpec("redis", new Kind.Redis(), Map.of(), port, null, LONG, Restart.NEVER, HERE);

            assertThatThrownBy(() -> start(List.of(redis)))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("service 'redis' cannot listen on 127.0.0.1:" + port)
                    .hasMessageContaining(
                            Files.isDirectory(Path.of("/proc/self/fd"))
                                    ? "in use by java (pid "
                                            + ProcessHandle.current().pid() + ")"
                                    : "tells which")
                    .hasMessageContaining("leave port: out to get a free one (environments/local.yaml:3:3)");
        }
    }

    @Test
    void aServiceIsAskedWithUserAndPasswordOfItsUrl() throws Exception {
        try (GatedSystem system = new GatedSystem()) {
            String ready = system.url() + "orders/1";
            ServiceSpec web = new ServiceSpec(
                    "web", new Kind.Redis(), Map.of(), null, ready, Duration.ofSeconds(1), Restart.NEVER, HERE);
            start(List.of(web));
            stop();

            ServiceSpec wrong = new ServiceSpec(
                    "web",
                    new Kind.Redis(),
                    Map.of(),
                    null,
                    ready.replace("s3cret", "wr0ng"),
                    Duration.ofSeconds(1),
                    Restart.NEVER,
                    HERE);
            assertThatThrownBy(() -> start(List.of(wrong)))
                    .hasMessageContaining("http://" + system.endpoint() + "/shop/v1/orders/1 answered 401")
                    .hasMessageNotContaining("wr0ng");
        }
        assertNothingRuns();
    }

    @Test
    void aServiceThatIsNeverReadyEndsTheStart() throws Exception {
        HttpServer unavailable = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
        unavailable.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        unavailable.start();
        String ready = "http://127.0.0.1:" + unavailable.getAddress().getPort() + "/readyz";
        ServiceSpec web = new ServiceSpec(
                "web", new Kind.Redis(), Map.of(), null, ready, Duration.ofSeconds(1), Restart.ALWAYS, HERE);
        try {
            assertThatThrownBy(() -> start(List.of(redis("redis"), web)))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining(
                            "service 'web' did not get ready within 1000 ms: " + ready
                                    + " answered 503; see what it printed, or raise readyWithin: (environments/local.yaml:3:3)");
        } finally {
            unavailable.stop(0);
        }
        assertNothingRuns();
    }

    @Test
    void aServiceThatEndsEarlyEndsTheStart() {
        ServiceSpec web = answering("web", Map.of("PORT", "none"), LONG, Restart.ALWAYS);

        assertThatThrownBy(() -> start(List.of(redis("redis"), web)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("service 'web' ended with exit code 1 before it was ready")
                .hasMessageContaining("java.lang.NumberFormatException: For input string: \"none\"");
        assertThat(told).noneMatch(line -> line.contains("started again"));
        assertNothingRuns();
    }

    @Test
    void anInterruptEndsTheStart() throws Exception {
        Map<String, String> variables = Map.of("PORT", "{port}", "STATUS", "503");
        ServiceSpec web = answering("web", variables, LONG, Restart.ALWAYS);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                start(List.of(redis("redis"), web));
            } catch (Exception e) {
                failure.complete(e);
            }
        });
        thread.start();
        eventually("the second is being started", LONG, () -> told.stream()
                .anyMatch(line -> line.startsWith("starting web")));

        thread.interrupt();

        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertNothingRuns();
    }

    @Test
    void aJarRuns() throws Exception {
        Path jar = jar();
        ServiceSpec web = new ServiceSpec(
                "web",
                new Kind.Artifact("com.example:web:1.0"),
                Map.of("PORT", "{port}"),
                null,
                "http://{address}/",
                LONG,
                Restart.NEVER,
                HERE);

        start(environment(List.of(web)), coordinates -> jar);

        assertThat(running.versions()).containsExactly("web: com.example:web:1.0 on Java " + Runtime.version());
    }

    @Test
    void anArtifactThatIsNoJarYetIsTold() {
        ServiceSpec web = new ServiceSpec(
                "web", new Kind.Artifact("com.example:web:1.0"), Map.of(), null, null, LONG, Restart.NEVER, HERE);

        assertThatThrownBy(() -> start(environment(List.of(redis("redis"), web)), coordinates -> folder))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("com.example:web:1.0 is no jar yet")
                .hasMessageContaining("build it first");
        assertThat(told)
                .as("nothing was started, also not what stands before it")
                .isEmpty();
    }

    @Test
    void aCommandIsToldWithThePortThatItGets() throws Exception {
        start(List.of(answering("web", Map.of("PORT", "{port}"), LONG, Restart.NEVER)));

        int port = running.service("web").orElseThrow().direct().port();
        assertThat(told).anyMatch(line -> line.startsWith("starting web: ") && line.endsWith(" " + port));
        assertThat(running.versions())
                .as("in a report, the same in each run")
                .anyMatch(line -> line.startsWith("web: ") && line.endsWith(" {port}"));
    }

    @Test
    void aProgramThatIsNowhereIsToldBeforeAnythingStarts() {
        ServiceSpec web = new ServiceSpec(
                "web", new Kind.Command(List.of("no-such-shop")), Map.of(), null, null, LONG, Restart.NEVER, HERE);

        assertThatThrownBy(() -> start(environment(List.of(redis("redis"), web)), coordinates -> folder))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("web: there is no program 'no-such-shop'");
        assertThat(told).isEmpty();
    }

    private void start(List<ServiceSpec> services, TargetSpec... targets) throws Exception {
        start(environment(services, targets), coordinates -> {
            throw new DriverException("no artifacts here");
        });
    }

    private void start(Environment environment, ArtifactResolver artifacts) throws Exception {
        Folders folders = new Folders(folder, folder.resolve("state"), folder.resolve("run"));
        running = new LocalEnvironment(folders, "run-1", artifacts, (target, upstream, port) -> {
                    opened.put(target, upstream);
                    ports.put(target, port);
                    return PROXY;
                })
                .start(environment, context, told::add);
    }

    private static Environment environment(List<ServiceSpec> services, TargetSpec... targets) {
        Map<String, TargetSpec> byName = new LinkedHashMap<>();
        for (TargetSpec target : targets) {
            byName.put(target.name(), target);
        }
        return new Environment(
                "local", "environments/local.yaml", "Local", services, byName, Map.of(), DriverChoice.AUTO, null);
    }

    private static TargetSpec target(String name, String service, boolean proxied, String url) {
        return new TargetSpec(name, service, proxied, url, HERE);
    }

    private static ServiceSpec redis(String name) {
        return new ServiceSpec(name, new Kind.Redis(), Map.of(), null, null, LONG, Restart.NEVER, HERE);
    }

    private static ServiceSpec answering(
            String name, Map<String, String> variables, Duration readyWithin, Restart restart) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words =
                List.of(java, "-cp", System.getProperty("java.class.path"), AnsweringMain.class.getName(), "{port}");
        return new ServiceSpec(
                name, new Kind.Command(words), variables, null, "http://{address}/", readyWithin, restart, HERE);
    }

    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, AnsweringMain.class.getName());
        Path jar = folder.resolve("web.jar");
        String entry = AnsweringMain.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = AnsweringMain.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }

    private void assertNothingRuns() {
        List<String> left = new ArrayList<>();
        ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .forEach(child -> left.add(child.info().toString()));
        assertThat(left).as("children that still run").isEmpty();
    }

    private static String ping(Endpoint endpoint) throws IOException {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        }
    }

    private static boolean answers(Endpoint endpoint) {
        try {
            body(endpoint, "/variables");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String body(Endpoint endpoint, String path) throws IOException {
        try (InputStream in = URI.create("http://" + endpoint + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
