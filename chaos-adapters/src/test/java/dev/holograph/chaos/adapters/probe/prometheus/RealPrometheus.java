package dev.holograph.chaos.adapters.probe.prometheus;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The prometheus of this machine, which scrapes a system that says of itself what a test wants. */
final class RealPrometheus implements AutoCloseable {

    static final String USER = "reader";
    static final String PASSWORD = "correct-horse";

    /** Of the password, by bcrypt at its lowest cost. */
    private static final String HASH = "$2b$04$vfW5bnT85fNlsyH96iZ9iOhqR7HOQr95In921tSvFh9u/7jJQ6tdm";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private final HttpServer scraped;
    private final Map<String, String> metrics = new ConcurrentHashMap<>();
    private final Path home;
    private final int port;
    private final List<String> command;
    private Process process;

    private RealPrometheus(Path home, HttpServer scraped, int port, List<String> command) {
        this.home = home;
        this.scraped = scraped;
        this.port = port;
        this.command = command;
    }

    /** @param options of its command line, beside those for its folder and its address */
    static RealPrometheus start(Path folder, String... options) throws Exception {
        Optional<Path> program = Executables.find("prometheus");
        assumeTrue(program.isPresent(), "not run: there is no prometheus on the PATH");
        HttpServer scraped = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = new Ports().free();
        Path home = Files.createDirectories(folder.resolve("prometheus-" + port));
        Path configuration = Files.write(
                home.resolve("prometheus.yml"),
                List.of(
                        "global: { scrape_interval: 200ms, scrape_timeout: 200ms }",
                        "scrape_configs:",
                        "  - job_name: shop",
                        "    static_configs: [{ targets: ['127.0.0.1:"
                                + scraped.getAddress().getPort() + "'] }]"));
        List<String> command = new ArrayList<>(List.of(
                program.get().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
        command.addAll(List.of(options));
        RealPrometheus prometheus = new RealPrometheus(home, scraped, port, command);
        scraped.createContext("/metrics", exchange -> {
            StringBuilder text = new StringBuilder();
            prometheus.metrics.forEach(
                    (name, value) -> text.append(name).append(' ').append(value).append('\n'));
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        scraped.start();
        prometheus.again();
        return prometheus;
    }

    /** Options by which it asks for a login. */
    static String asksForALogin(Path folder) throws IOException {
        return "--web.config.file="
                + Files.write(
                        folder.resolve("web.yml"), List.of("basic_auth_users:", "  " + USER + ": '" + HASH + "'"));
    }

    /** Starts it, also once more after it was killed, and waits until it answers. */
    void again() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        eventually("prometheus answers", STARTS_WITHIN, this::answers);
    }

    private boolean answers() {
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try {
            int status = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url() + "/-/ready"))
                                    .header("Authorization", "Basic " + login)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            return status == 200 || status == 404; // the latter below a prefix
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What the system says of itself from now on, as {@code frames} or {@code clients{zone="a"}}. */
    void says(String metric, String value) {
        metrics.put(metric, value);
    }

    /** The system is gone, and the prometheus stays. */
    void losesItsSystem() {
        scraped.stop(0);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        kill();
        scraped.stop(0);
    }
}
