package dev.holograph.chaos.adapters.probe.prometheus;

import static dev.holograph.chaos.adapters.probe.ProbeRun.PATIENCE;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.scenario.ProbeQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what a real Prometheus does not do on demand; the rest is tried with one, by {@link RealPrometheusProbeTest}. */
class PrometheusProbeTest {

    private final ProbeRun run = new ProbeRun();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile String body = "";
    private volatile long silence;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(silence);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void start() throws Exception {
        run.start(
                new ProbeQuery.Prometheus("frames"),
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String success(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>token-8</html>", "{\"status\":\"success\"}", "[]", ""})
    void whatIsNoPrometheusIsAFailure(String answer) throws Exception {
        body = answer;
        start();
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .doesNotContain("token-8")
                .contains("200");
    }

    @Test
    void anAnswerWithoutEndIsAFailure() throws Exception {
        body = success("scalar", "[1,\"7\"]") + " ".repeat(1024 * 1024);
        start();
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast()).singleElement().asString().contains("longer than 1 MiB");
    }

    @Test
    void silenceTookAtLeastAsLongAsTheTimeOut() throws Exception {
        body = success("scalar", "[1,\"7\"]");
        silence = 1000;
        start();
        eventually("it is silent", PATIENCE, () -> run.count("it") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it")).containsOnly(100.0);
        assertThat(run.values("it_value")).isEmpty();
    }
}
