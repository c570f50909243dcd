package dev.holograph.chaos.adapters.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.load.k6.K6LoadEngineProvider;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.FailureCount;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LoadFinding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunFinding;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs by real load engines against a real server that nothing is wrong with: how many are NOT PROVEN all the same.
 * How many runs is said by {@code -Dhealthy.runs}, how many of them at once by {@code -Dhealthy.atOnce}. A run in which
 * the load generator, or this process, fell short is rightly NOT PROVEN, since the machine was too busy for it: it is
 * counted by itself. The server stands in this process, so one run by each engine goes before, in which its classes are
 * loaded and which is not counted.
 */
class HealthyRunsTest {

    private static final String LINES = """
            steadyState: [ "error_rate < 5%" ]
            recovery: { over: 1s, stable: 2s }
            slo: [ "error_rate < 5%", "error_rate < 20% in every 1s", "recovery_time < 4s" ]
            """;

    /** Of the runs that the machine was fast enough for. */
    private static final double FALSE_NOT_PROVEN_AT_MOST = 0.01;

    @TempDir
    private Path folder;

    @Test
    void aHealthySystemIsHardlyEverNotProven() throws Exception {
        int runs = Integer.getInteger("healthy.runs", 4);
        List<LoadEngineProvider> engines = engines();
        for (LoadEngineProvider engine : engines) {
            System.out.println(
                    "HealthyRunsTest: not counted, since the server's classes are loaded in it: " + run(engine));
        }
        ExecutorService threads = Executors.newFixedThreadPool(Integer.getInteger("healthy.atOnce", 4));
        List<Future<Run>> running = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            LoadEngineProvider engine = engines.get(i % engines.size());
            running.add(threads.submit(() -> run(engine)));
        }
        threads.shutdown();
        Map<String, Integer> counts = new TreeMap<>();
        List<Run> wrong = new ArrayList<>();
        for (Future<Run> future : running) {
            Run run = future.get();
            counts.merge(run.engine() + ": " + run.kind(), 1, Integer::sum);
            if (run.kind() != Kind.GREEN) {
                System.out.println("HealthyRunsTest: " + run);
            }
            if (run.kind() == Kind.NOT_PROVEN) {
                wrong.add(run);
            }
        }
        System.out.println("HealthyRunsTest: " + runs + " runs: " + counts);
        assertThat((double) wrong.size() / runs).as("%s", wrong).isLessThanOrEqualTo(FALSE_NOT_PROVEN_AT_MOST);
    }

    private enum Kind {
        GREEN,
        NOT_PROVEN,
        MACHINE_TOO_BUSY,
        OTHER
    }

    /**
     * One that has ended.
     *
     * @param reasons what its verdict says, and of one that is not green why requests failed
     */
    private record Run(String engine, Kind kind, String reasons) {}

    private Run run(LoadEngineProvider provider) throws Exception {
        Outage none = Outage.of("is healthy", LINES, (fault, undo, number) -> Reply.ok(5), Result.PASS, "");
        Path own = Files.createTempDirectory(folder, "run");
        RunResult result = WholeRun.of(
                none,
                own,
                provider.name(),
                context ->
                        Objects.requireNonNull(provider.find(Map.of(), context).engine()));
        String reasons = result.verdict().findings().stream()
                .filter(finding -> finding.result() != Result.PASS)
                .map(Finding::sentence)
                .collect(Collectors.joining("; "));
        Kind kind = kind(result);
        return new Run(provider.name(), kind, kind == Kind.GREEN ? reasons : reasons + "; " + failures(result));
    }

    /** Why requests failed, by phase: a stall of the machine shows in what kind they are. */
    private static String failures(RunResult result) {
        return FailureCount.of(result.observed()).stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private static Kind kind(RunResult result) {
        return switch (result.evaluation().result()) {
            case PASS, WARN -> Kind.GREEN;
            case NOT_PROVEN ->
                result.evaluation().findings().stream().anyMatch(HealthyRunsTest::isOfMachine)
                        ? Kind.MACHINE_TOO_BUSY
                        : Kind.NOT_PROVEN;
            default -> Kind.OTHER;
        };
    }

    private static boolean isOfMachine(RunFinding finding) {
        return finding instanceof LoadFinding.StoodStill || finding instanceof LoadFinding.Shortfall;
    }

    /** k6 too, where it is on the PATH. */
    private static List<LoadEngineProvider> engines() {
        RunContext context =
                new RunContext("run-1", Clock.systemUTC(), 1, Map.of(), (variable, id) -> Optional.empty());
        List<LoadEngineProvider> engines = new ArrayList<>(List.of(new EmbeddedLoadEngineProvider()));
        LoadEngineProvider k6 = new K6LoadEngineProvider();
        if (k6.find(Map.of(), context).engine() != null) {
            engines.add(k6);
        } else {
            System.out.println("HealthyRunsTest: not run by k6, which is not on the PATH");
        }
        return engines;
    }
}
