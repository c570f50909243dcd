package dev.holograph.chaos.adapters.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.spi.FaultDriver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A real toxiproxy-server with one proxy, named {@code shop}, before a server that sends back what it gets. */
final class RealToxiproxy implements AutoCloseable {

    static final String PROXY = "shop";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerSocket upstream = new ServerSocket(0, 50, InetAddress.getByName(Ports.LOOPBACK));
    private final AtomicLong arrived = new AtomicLong();
    private final Process process;
    private final int port;
    private final int api;

    /** The test is not run, with this reason, where there is no toxiproxy-server. */
    RealToxiproxy(Path folder) throws Exception {
        Optional<Path> server = Executables.find("toxiproxy-server");
        assumeTrue(server.isPresent(), "not run: there is no toxiproxy-server on the PATH");
        Ports ports = new Ports();
        port = ports.free();
        int free = ports.free();
        Process started = start(server.get(), free, folder);
        for (int again = 0; again < 3 && !listens(started, free); again++) {
            free = ports.free(); // a free port may be another's by the time that it listens
            started = start(server.get(), free, folder);
        }
        api = free;
        process = started;
        daemon(this::accept);
        create();
    }

    private static Process start(Path server, int api, Path folder) throws IOException {
        return new ProcessBuilder(server.toString(), "-host", Ports.LOOPBACK, "-port", Integer.toString(api))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("toxiproxy-" + api + ".log").toFile())
                .start();
    }

    /** Whether it listens, or has ended instead. */
    private static boolean listens(Process process, int api) {
        Eventually.eventually(
                "Toxiproxy listens or ends", Duration.ofSeconds(20), () -> !process.isAlive() || !Ports.isFree(api));
        return process.isAlive();
    }

    String url() {
        return "http://" + Ports.LOOPBACK + ":" + api;
    }

    /** Where clients of the target connect. */
    int port() {
        return port;
    }

    /** How many bytes have come through to the target. */
    long arrived() {
        return arrived.get();
    }

    RunContext context(String runId) {
        return context(runId, url());
    }

    static RunContext context(String runId, String url) {
        return new RunContext(
                runId,
                Clock.systemUTC(),
                1,
                Map.of("chaos.toxiproxy.url", url),
                (variable, server) -> Optional.empty());
    }

    <F extends Fault> FaultDriver<F> driver(Class<F> fault, String runId) {
        return ToxicSteps.driver(fault, context(runId));
    }

    <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault) {
        return prepare(driver, fault, PROXY);
    }

    <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault, String target) {
        return ToxicSteps.prepare(driver, fault, target, port);
    }

    ProxiedClient client() throws IOException {
        return new ProxiedClient(port);
    }

    /** Name, type and stream of those that act on the proxy now. */
    List<String> toxics() throws Exception {
        return proxy().getJsonArray("toxics").stream()
                .map(JsonObject.class::cast)
                .map(toxic -> toxic.getString("name") + " " + toxic.getString("type") + " " + toxic.getString("stream"))
                .toList();
    }

    void create() throws Exception {
        ask(
                "POST",
                "/proxies",
                new JsonObject()
                        .put("name", PROXY)
                        .put("listen", Ports.LOOPBACK + ":" + port)
                        .put("upstream", Ports.LOOPBACK + ":" + upstream.getLocalPort()));
    }

    JsonObject proxy() throws Exception {
        return new JsonObject(ask("GET", "/proxies/" + PROXY, null));
    }

    String ask(String method, String path, JsonObject body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private void accept() throws IOException {
        while (!upstream.isClosed()) {
            Socket client = upstream.accept();
            daemon(() -> echo(client));
        }
    }

    private void echo(Socket client) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (client) {
            int read = client.getInputStream().read(buffer);
            while (read >= 0) {
                arrived.addAndGet(read);
                client.getOutputStream().write(buffer, 0, read);
                read = client.getInputStream().read(buffer);
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                return; // the test is over, or the fault has closed it
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws Exception {
        upstream.close();
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
