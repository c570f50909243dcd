package dev.holograph.chaos.adapters.probe.prometheus;

import static dev.holograph.chaos.adapters.probe.ProbeRun.PATIENCE;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.scenario.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against answers as <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus' HTTP API</a>
 * describes them, sections "Format overview", "Instant queries" and "Expression query result formats".
 */
class PrometheusProbeTest {

    private static final String QUERY = "sum(rate(frames_total{job=\"a b\"}[1m])) + 1";

    private final ProbeRun run = new ProbeRun();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile long silence;
    private volatile String asked = "";
    private volatile String login = "";

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
        asked = exchange.getRequestURI().getPath() + " "
                + URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        try {
            TimeUnit.MILLISECONDS.sleep(silence);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void start() throws Exception {
        run.start(
                new Question.Prometheus(QUERY),
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String success(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "vector | [{\"metric\":{\"job\":\"a\"},\"value\":[1435781451.781,\"7.5\"]}] | 7.5",
                "vector | [{\"metric\":{},\"value\":[1435781451,\"1e+03\"]}] | 1000",
                "scalar | [1435781451.781,\"-2\"] | -2",
            })
    void theOneSampleIsTheValue(String type, String result, double value) throws Exception {
        body = success(type, result);
        start();
        eventually("it is read", PATIENCE, () -> run.count("it_value") >= 3);

        assertThat(run.values("it_value")).containsOnly(value);
        assertThat(run.last("it_ok")).isEqualTo(1);
        assertThat(run.told()).isEmpty();
        assertThat(asked).isEqualTo("/api/v1/query query=" + QUERY);
        assertThat(login).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "vector | [] | finds nothing; where nothing means 0, write … or vector(0)",
                "vector | [{\"metric\":{},\"value\":[1,\"NaN\"]}] | gives NaN; a quotient",
                "scalar | [1,\"+Inf\"] | gives +Inf; a quotient",
                "vector | [{\"metric\":{},\"value\":[1,\"7\"]},{\"metric\":{},\"value\":[1,\"8\"]}] | gives 2 samples, and one number is due; make it one by sum(…)",
                "matrix | [{\"metric\":{},\"values\":[[1,\"7\"]]}] | gives a matrix, and one number is due",
                "string | [1,\"token-8\"] | gives a string, and one number is due",
            })
    void whatIsNotOneNumberIsNoDataAndToldOnce(String type, String result, String why) throws Exception {
        body = success(type, result);
        start();
        eventually("it has asked", PATIENCE, () -> run.last("it_ok") == 1 && run.count("it") >= 3);

        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .startsWith("probe it: the query of Prometheus of target 'store' " + why)
                .endsWith("; it_value has no data where that is so")
                .doesNotContain("token-8");
    }

    @Test
    void anErrorIsToldOnceWithItsWords() throws Exception {
        status = 400;
        body = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: parse error: unexpected end\"}";
        start();
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast())
                .containsExactly(
                        "probe it: Prometheus of target 'store' answered 400: 1:5: parse error: unexpected end");
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
    void silenceTookAtLeastAsLongAsTheTimeOut() throws Exception {
        body = success("scalar", "[1,\"7\"]");
        silence = 1000;
        start();
        eventually("it is silent", PATIENCE, () -> run.count("it") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it")).containsOnly(100.0);
        assertThat(run.values("it_value")).isEmpty();
    }

    @Test
    void theUrlsPathAndLoginAreUsedAndNeverTold() throws Exception {
        status = 401;
        body = "no";
        run.start(
                new Question.Prometheus(QUERY),
                "http://reader:correct-horse@127.0.0.1:" + server.getAddress().getPort() + "/metrics/");
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 2);

        assertThat(asked).startsWith("/metrics/api/v1/query query=");
        assertThat(login)
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("reader:correct-horse".getBytes(StandardCharsets.UTF_8)));
        assertThat(run.toldAtLast()).singleElement().asString().doesNotContain("horse");
    }
}
