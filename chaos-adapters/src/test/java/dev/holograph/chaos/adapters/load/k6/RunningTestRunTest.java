package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.scenario.Location;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loads whose runners never begin, by an API server that says so and a clock that runs ahead. */
@Timeout(30)
class RunningTestRunTest {

    @TempDir
    private Path folder;

    private final AtomicInteger looks = new AtomicInteger();
    private HttpServer server;
    private KubernetesClient client;

    /** Which runners have a pod, at the nth look from 1. */
    private IntFunction<List<Integer>> present = look -> List.of();

    private String stage = "created";

    /** Of each pod: its image is pulled still. */
    private JsonObject status = new JsonObject().put("phase", "Pending");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonObject answer = exchange.getRequestURI().getPath().endsWith("/pods") ? pods() : testRun();
            byte[] bytes = answer.encode().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private JsonObject testRun() {
        return new JsonObject()
                .put("apiVersion", TestRun.API_VERSION)
                .put("kind", TestRun.KIND)
                .put("metadata", new JsonObject().put("name", "chaos-run-7"))
                .put("status", new JsonObject().put("stage", stage));
    }

    private JsonObject pods() {
        JsonArray pods = new JsonArray();
        present.apply(looks.incrementAndGet())
                .forEach(index -> pods.add(new JsonObject()
                        .put(
                                "metadata",
                                new JsonObject()
                                        .put("name", "chaos-run-7-" + index + "-abcde")
                                        .put("labels", new JsonObject().put("job-name", "chaos-run-7-" + index)))
                        .put("spec", new JsonObject().put("nodeName", "node-7"))
                        .put("status", status)));
        return new JsonObject().put("apiVersion", "v1").put("kind", "PodList").put("items", pods);
    }

    /** Each look at it is so much later. */
    private static Clock ahead(Duration each) {
        AtomicInteger times = new AtomicInteger();
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH.plus(each.multipliedBy(times.getAndIncrement()));
            }
        };
    }

    private String problem(Duration eachLook) throws Exception {
        LoadRunners runners = new LoadRunners(
                "load-test",
                4,
                "grafana/k6:2.2.0",
                null,
                "Never",
                "1",
                "1Gi",
                false,
                new Location("staging.yaml", 1, 1));
        RunningTestRun load = new RunningTestRun(
                new TestRun(client, "staging", "load-test", "chaos-run-7"),
                runners,
                new Loads(folder).neverSent(),
                false,
                new Recording(),
                ahead(eachLook));
        load.begin();
        return load.ended().get(20, TimeUnit.SECONDS).problem();
    }

    @Test
    void runnersForWhichNoPodIsMadeAreNamed() throws Exception {
        present = look -> List.of(1, 3);
        assertThat(problem(Duration.ofSeconds(20)))
                .isEqualTo("no pod of TestRun chaos-run-7 was made for runner 2 of 4, runner 4 of 4 within 45 s (stage"
                        + " created); see `kubectl -n load-test get events`: a quota or an admission policy may refuse"
                        + " them");
        assertThat(looks).as("that long they are waited for").hasValue(3);
    }

    @Test
    void aTestRunThatNobodyTakesUpIsTold() throws Exception {
        stage = "";
        assertThat(problem(Duration.ofSeconds(50)))
                .isEqualTo("k6-operator has not taken up TestRun chaos-run-7 within 45 s; see that its controller runs,"
                        + " and that it watches namespace load-test (WATCH_NAMESPACE)");
    }

    @Test
    void aPodThatIsDeletedBeforeItRunsIsNamedAtOnce() throws Exception {
        present = look -> look == 1 ? List.of(1, 2, 3, 4) : List.of(1, 2, 4);
        assertThat(problem(Duration.ofMillis(500)))
                .isEqualTo(
                        "the load cannot start: the pod of runner 3 of 4 was deleted by somebody else before it ran");
    }

    @Test
    void aPodThatIsEvictedBeforeItRunsIsNamedAtOnce() throws Exception {
        present = look -> List.of(2);
        status = new JsonObject()
                .put("phase", "Failed")
                .put("reason", "Evicted")
                .put("message", "The node was low on resource: memory.");
        assertThat(problem(Duration.ofMillis(500)))
                .isEqualTo("the load cannot start: runner 2 of 4 (pod chaos-run-7-2-abcde) has ended: the cluster has"
                        + " ended it (Evicted: The node was low on resource: memory.)");
    }

    @Test
    void runnersThatNobodyStartsAreToldWithTheStage() throws Exception {
        present = look -> List.of(1, 2, 3, 4);
        assertThat(problem(Duration.ofSeconds(140)))
                .isEqualTo(
                        "no runner has begun within 280 s (TestRun chaos-run-7 is in the stage 'created');"
                                + " k6-operator starts them when all of them answer: see that its controller runs, and its log");
    }
}
