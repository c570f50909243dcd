package dev.holograph.chaos.adapters.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.load.k6.K6LoadEngineProvider;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.LoadFinding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real runs at quick pace, by both load engines: what ends sooner is judged as strictly up to its end. */
@Timeout(180)
class QuickPaceRunTest {

    private static final String LINES = """
            steadyState: [ "error_rate < 5%" ]
            recovery: { over: 1s, stable: 3s }
            slo: [ "error_rate < 5%", "error_rate < 20% in every 1s", "recovery_time < 15s" ]
            """;

    @TempDir
    private Path folder;

    private RunResult run(LoadEngineProvider provider, Outage outage) throws Exception {
        RunContext context =
                new RunContext("run-1", Clock.systemUTC(), 1, Map.of(), (variable, id) -> Optional.empty());
        assumeTrue(provider.find(Map.of(), context).engine() != null, "not run: there is no k6 on the PATH");
        return WholeRun.quick(outage, folder, provider.name(), own -> engine(provider, own));
    }

    private static LoadEngine engine(LoadEngineProvider provider, DriverContext context) {
        return Objects.requireNonNull(provider.find(Map.of(), context).engine());
    }

    private static void isSoonAndGreen(RunResult result) {
        if (result.evaluation().findings().stream()
                .anyMatch(finding ->
                        finding instanceof LoadFinding.StoodStill || finding instanceof LoadFinding.Shortfall)) {
            return; // the machine was too busy, and the run says so
        }
        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.PASS);
        RunTimes times = Objects.requireNonNull(result.times());
        Duration recovery = Duration.between(times.recovery(), times.end());
        assertThat(recovery).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(15));
        assertThat(RealRun.sentences(result)).contains("not looked at: ");
        assertThat(result.loadEngine()).endsWith(", quick pace");
        long due = result.series().between(times.recovery(), times.end()).due();
        assertThat(due).isGreaterThanOrEqualTo(130 * recovery.toSeconds());
        assertThat(result.series().between(times.recovery(), times.end()).errors())
                .isZero();
    }

    private static Outage healthy() {
        return Outage.of("is healthy", LINES, (fault, undo, number) -> Reply.ok(5), Result.PASS, "");
    }

    @Test
    void theBuiltInEngineEndsOnceTheRecoveryIsBelieved() throws Exception {
        isSoonAndGreen(run(new EmbeddedLoadEngineProvider(), healthy()));
    }

    @Test
    void k6EndsOnceTheRecoveryIsBelieved() throws Exception {
        isSoonAndGreen(run(new K6LoadEngineProvider(), healthy()));
    }
}
