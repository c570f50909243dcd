package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs with faults of single requests on the load's own target, through the real proxy. */
@Timeout(120)
class HttpFaultRunTest {

    private static final String SCENARIO = """
            title: Some requests are in trouble
            load:
              http: { target: web, path: /items, expect: 200 }
              rate: 60/s
            duration: { warmup: 1s, baseline: 4s, fault: 5s, recovery: 4s }
            steadyState: [ "error_rate < 5%%" ]
            fault: %s
            slo: [ "error_rate < 50%%" ]
            """;

    @TempDir
    private Path folder;

    private RunResult run(String fault, int port) throws Exception {
        try (FakeSystem web = FakeSystem.http(request -> request.response().end("well"))) {
            String environment = """
                    title: Here
                    targets:
                      web: { url: "http://%s", through: proxy%s }
                    drivers: { http-error: proxy, http-delay: proxy, http-cut: proxy }
                    """.formatted(web.endpoint(), port == 0 ? "" : ", port: " + port);
            return RealRun.of("run-1", SCENARIO.formatted(fault), environment, folder, Map.of());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ type: http-error, target: web, share: 10% }                   | PASS",
                "{ type: http-cut, target: web, path: /items, share: 90% }       | BREACH",
            })
    void theLoadHasWhatTheFaultDid(String fault, Result expected) throws Exception {
        RunResult result = run(fault, 0);

        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(expected);
        assertThat(RealRun.sentences(result)).doesNotContain("may not have seen");
    }

    /** Such as the calls of a client that speaks TLS or HTTP/2, beside those of one that does not. */
    @Test
    void aFaultThatCouldNotReadMostOfWhatPassedIsAWarning() throws Exception {
        int port = ProxyFixture.freePort();
        AtomicBoolean isOver = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!isOver.get()) {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    client.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 1}); // the beginning of a TLS handshake
                    client.getInputStream().read();
                } catch (IOException notListeningYetOrClosed) {
                    Thread.onSpinWait();
                }
            }
        });
        other.start();
        try {
            RunResult result = run("{ type: http-error, target: web, share: 10% }", port);

            assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.WARN);
            assertThat(RealRun.sentences(result))
                    .contains("may not have seen most of what it is for: beside ")
                    .contains("pieces of data passed it in which it saw none");
        } finally {
            isOver.set(true);
            other.join();
        }
    }
}
