package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a fault on a target that only a probe asks, through the real proxy. */
@Timeout(120)
class OtherWayTest {

    private static final String SCENARIO = """
            title: Other is in trouble
            load:
              http: { target: web, path: /, expect: 200 }
              rate: 60/s
            duration: { warmup: 1s, baseline: 4s, fault: 5s, recovery: 4s }
            probes:
              ask: { http: /, target: other, every: 100ms }
            steadyState: [ "error_rate < 5%%" ]
            fault: %s
            %s
            slo: [ "error_rate < 5%%" ]
            """;

    @TempDir
    private Path folder;

    private RunResult run(String fault, String more) throws Exception {
        try (FakeSystem web = FakeSystem.http(OtherWayTest::answerSlowly);
                FakeSystem other = FakeSystem.http(request -> request.response().end("well"))) {
            String environment = """
                    title: Here
                    targets:
                      web: { url: "http://%s", through: proxy }
                      other: { url: "http://%s", through: proxy }
                    drivers: { latency: proxy, reset: proxy }
                    """.formatted(web.endpoint(), other.endpoint());
            return RealRun.of("run-1", SCENARIO.formatted(fault, more), environment, folder, Map.of());
        }
    }

    /** So that a busy machine does not make the answers twice as slow, which would look like the fault. */
    private static void answerSlowly(HttpServerRequest request) {
        Vertx.currentContext().owner().setTimer(150, timer -> request.response().end("well"));
    }

    @Test
    void whatOnlyTheProbeFeelsIsNoPass() throws Exception {
        RunResult result = run("{ type: latency, target: other, delay: 200ms }", "");

        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.WARN);
        assertThat(RealRun.sentences(result)).contains("the load may never have felt the fault");
    }

    @Test
    void anEffectOnTheProbeIsNoneOnTheLoad() throws Exception {
        RunResult result = run("{ type: latency, target: other, delay: 70ms }", "effect: [ \"p50(ask) > 60ms\" ]");

        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.WARN);
        assertThat(RealRun.sentences(result)).contains("the load may never have felt the fault");
    }

    /** A connection of the probe that is reset while it waits for its next request belongs to nobody's request. */
    @Test
    void aConnectionThatIsResetSaysNothingOnTheConsole() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getLevel() + " " + line.getLoggerName() + ": " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            for (int i = 0; i < 2; i++) {
                run("{ type: reset, target: other }", "");
            }
        } finally {
            root.removeHandler(handler);
        }
        assertThat(said).isEmpty();
    }
}
