package dev.holograph.chaos.adapters.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on one real Toxiproxy: what else is at work on a proxy is refused, or noticed. */
@Timeout(120)
class TwoRunsTest {

    private static final String ONE = "one-20261127-100000-aaaa";
    private static final String TWO = "two-20261127-100000-bbbb";

    private static final String SCENARIO = """
            title: Answers are late
            load:
              http: { target: web, path: /, expect: 200 }
              rate: 60/s
            duration: { warmup: 1s, baseline: 4s, fault: 5s, recovery: 5s }
            fault: { type: latency, target: web, delay: 100ms }
            steadyState: [ "error_rate < 5%" ]
            effect: [ "p50(latency) > 80ms" ]
            slo: [ "error_rate < 5%" ]
            """;

    @TempDir
    private Path folder;

    private RealToxiproxy toxiproxy;
    private FakeSystem web;
    private int port;

    @BeforeEach
    void start() throws Exception {
        toxiproxy = new RealToxiproxy(folder);
        web = FakeSystem.http(request -> request.response().end("well"));
        port = new Ports().free();
        toxiproxy.ask(
                "POST",
                "/proxies",
                new JsonObject()
                        .put("name", "web")
                        .put("listen", Ports.LOOPBACK + ":" + port)
                        .put("upstream", web.endpoint().toString()));
    }

    @AfterEach
    void stop() throws Exception {
        web.close();
        toxiproxy.close();
    }

    private RunResult run(String id) throws Exception {
        String environment = """
                title: Here
                targets: { web: { url: "http://127.0.0.1:%d" } }
                drivers: { latency: toxiproxy }
                """.formatted(port);
        return RealRun.of(
                id, SCENARIO, environment, folder.resolve(id), Map.of("chaos.toxiproxy.url", toxiproxy.url()));
    }

    private CompletableFuture<RunResult> begin(String id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(id);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private String toxics() {
        try {
            return toxiproxy.ask("GET", "/proxies/web", null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void awaitToxic(String name) throws Exception {
        Eventually.eventually("there is " + name, Duration.ofSeconds(20), () -> toxics().contains("\"" + name + "\""));
    }

    @Test
    void aRunByItselfPassesAndLeavesNothing() throws Exception {
        RunResult result = run(ONE);

        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.PASS);
        assertThat(toxics()).contains("\"toxics\":[]");
    }

    /** Long before the first has injected anything: its fault would lie in the other's baseline. */
    @Test
    void theSecondIsRefusedFromTheFirstMomentOn() throws Exception {
        CompletableFuture<RunResult> first = begin(ONE);
        awaitToxic(ONE + "-~claim-upstream");

        RunResult second = run(TWO);

        assertThat(second.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(RealRun.sentences(second))
                .contains("proxy 'web'", "has toxics of somebody else: " + ONE + "-~claim-upstream");
        assertThat(second.faults()).isEmpty();
        RunResult one = first.get(60, TimeUnit.SECONDS);
        assertThat(one.verdict().result()).as(RealRun.sentences(one)).isEqualTo(Result.PASS);
        assertThat(toxics()).contains("\"toxics\":[]");
    }

    @Test
    void atOnceNeitherPassesBesideTheOther() throws Exception {
        CompletableFuture<RunResult> first = begin(ONE);
        CompletableFuture<RunResult> second = begin(TWO);
        RunResult one = first.get(60, TimeUnit.SECONDS);
        RunResult two = second.get(60, TimeUnit.SECONDS);

        assertThat(one.verdict().result() == Result.PASS && two.verdict().result() == Result.PASS)
                .isFalse();
        assertThat(RealRun.sentences(one) + RealRun.sentences(two)).contains("has toxics of somebody else: ");
        assertThat(toxics()).contains("\"toxics\":[]");
    }

    /** Also with an effect that holds: for a part of its time the fault was not on. */
    @Test
    void aToxicThatSomebodyTakesAwayNeverPasses() throws Exception {
        CompletableFuture<RunResult> run = begin(ONE);
        awaitToxic(ONE + "-latency-downstream");
        TimeUnit.SECONDS.sleep(3);
        toxiproxy.ask("DELETE", "/proxies/web/toxics/" + ONE + "-latency-downstream", null);

        expectDisturbed(run.get(60, TimeUnit.SECONDS), "does not list " + ONE + "-latency-downstream any more");
    }

    @Test
    void aToxicThatSomebodyChangesNeverPasses() throws Exception {
        CompletableFuture<RunResult> run = begin(ONE);
        awaitToxic(ONE + "-latency-downstream");
        toxiproxy.ask(
                "PATCH",
                "/proxies/web/toxics/" + ONE + "-latency-downstream",
                new JsonObject().put("attributes", new JsonObject().put("latency", 90)));

        expectDisturbed(run.get(60, TimeUnit.SECONDS), "somebody changed " + ONE + "-latency-downstream from ");
    }

    @Test
    void aProxyThatSomebodyLeadsElsewhereNeverPasses() throws Exception {
        try (FakeSystem other = FakeSystem.http(request -> request.response().end("other"))) {
            CompletableFuture<RunResult> run = begin(ONE);
            awaitToxic(ONE + "-latency-downstream");
            toxiproxy.ask(
                    "PATCH",
                    "/proxies/web",
                    new JsonObject().put("upstream", other.endpoint().toString()));

            expectDisturbed(run.get(60, TimeUnit.SECONDS), "somebody changed proxy 'web'");
        }
    }

    private static void expectDisturbed(RunResult result, String sentence) {
        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isIn(Result.NOT_PROVEN, Result.BREACH);
        assertThat(RealRun.sentences(result)).contains(sentence);
    }
}
