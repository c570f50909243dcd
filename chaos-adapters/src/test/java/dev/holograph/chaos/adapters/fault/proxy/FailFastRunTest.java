package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real run whose fault ends when its breach is certain: a server that answers 503 while the fault is on. */
@Timeout(120)
class FailFastRunTest {

    private static final String SCENARIO = """
            title: The server gives up
            load:
              http: { target: web, path: /, expect: 200 }
              rate: 60/s
            duration: { warmup: 1s, baseline: 6s, fault: 40s, recovery: 8s }
            recovery: { over: 2s, stable: 2s }
            steadyState: [ "error_rate < 5%" ]
            fault: { type: latency, target: web, delay: 100ms }
            effect: [ "p50(fetch) > 90ms" ]
            probes:
              fetch: { http: /, target: web, every: 100ms }
            slo: [ "error_rate < 5% in every 3s", "recovery_time < 5s" ]
            """;

    @TempDir
    private Path folder;

    /** Whether the run's journal says that the fault is on. */
    private boolean isBroken() {
        try {
            String journal = Files.readString(folder.resolve("journal"));
            return journal.contains("FAULT_INJECTED") && !journal.contains("FAULT_UNDONE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFaultIsUndoneSoonAfterNothingCouldMakeTheRunGreen() throws Exception {
        try (FakeSystem web = FakeSystem.http(request ->
                request.response().setStatusCode(isBroken() ? 503 : 200).end("answer"))) {
            String environment = """
                    title: Here
                    targets:
                      web: { url: "http://%s", through: proxy }
                    drivers: { latency: proxy }
                    """.formatted(web.endpoint());
            RunResult result = RealRun.of("run-1", SCENARIO, environment, folder, Map.of(), true);

            assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.BREACH);
            assertThat(RealRun.sentences(result))
                    .contains("before its time, since no later sample can take this breach back: "
                            + "error_rate < 5% in every 3s: ")
                    .doesNotContain("the load did not end");
            FaultRecord fault = result.faults().get(0);
            RunTimes times = Objects.requireNonNull(result.times());
            // All requests fail: 9 of the 180 in the first window, which make it certain, after two tenths of a second.
            Instant certain = fault.injectionConfirmed().plusMillis(200);
            Duration late = Duration.between(certain, fault.undoConfirmed());
            assertThat(late).isBetween(Duration.ZERO, Duration.ofSeconds(5));
            assertThat(Duration.between(times.recovery(), times.end())).isEqualTo(Duration.ofSeconds(8));
            assertThat(result.loadEngine()).endsWith(", fault ended early");
            assertThat(result.evaluation().recoveries()).hasSize(1);
        }
    }
}
