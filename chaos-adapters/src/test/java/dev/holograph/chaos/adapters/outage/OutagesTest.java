package dev.holograph.chaos.adapters.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.load.k6.K6LoadEngineProvider;
import dev.holograph.chaos.adapters.outage.Outage.Kind;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Outages whose truth is known, each as a whole run by real load engines against a real server. A run of the suite moves
 * the instants of the outages a little; {@code -Doutages.seed} makes a run again.
 */
class OutagesTest {

    private static final String STEADY = "steadyState: [ \"error_rate < 5%\" ]\n";
    private static final String RECOVERY = "recovery: { over: 1s, stable: 2s }\n";
    private static final int AT_ONCE = 4;

    @TempDir
    private static Path folder;

    private final long seed = Long.getLong("outages.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @TestFactory
    @Timeout(600)
    Stream<DynamicTest> everyOutageIsSeenAndNoOtherIs() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        LoadEngineProvider k6 = new K6LoadEngineProvider();
        boolean hasK6 = k6.find(Map.of(), context()).engine() != null;
        for (Outage outage : outages()) {
            tests.add(test(threads, outage, new EmbeddedLoadEngineProvider()));
            tests.add(
                    hasK6
                            ? test(threads, outage, k6)
                            : dynamicTest(outage + " (k6)", () -> {
                                throw new TestAbortedException("there is no k6 on the PATH");
                            }));
        }
        threads.shutdown();
        return tests.stream();
    }

    private DynamicTest test(ExecutorService threads, Outage outage, LoadEngineProvider provider) {
        Future<RunResult> running = threads.submit(() -> {
            Path own = Files.createTempDirectory(folder, "run");
            return WholeRun.of(outage, own, provider.name(), context -> engine(provider, context));
        });
        return dynamicTest(outage + " (" + provider.name() + ")", () -> {
            RunResult result = running.get(10, TimeUnit.MINUTES);
            String findings =
                    result.verdict().findings().stream().map(Finding::sentence).collect(Collectors.joining("\n"));
            assertThat(result.verdict().result())
                    .as("seed %s: %s", seed, findings)
                    .isIn(outage.verdicts());
            assertThat(findings).contains(outage.finding());
        });
    }

    private static LoadEngine engine(LoadEngineProvider provider, DriverContext context) {
        LoadEngine engine = provider.find(Map.of(), context).engine();
        if (engine == null) {
            throw new IllegalStateException("no " + provider.name());
        }
        return engine;
    }

    private static RunContext context() {
        return new RunContext("run-1", Clock.systemUTC(), 1, Map.of(), (variable, id) -> Optional.empty());
    }

    /** Seconds up to so many, in steps of a hundredth. */
    private double upTo(double seconds) {
        return random.nextInt((int) (seconds * 100)) / 100.0;
    }

    private List<Outage> outages() {
        double begin = 0.3 + upTo(1.5);
        double length = 0.5 + upTo(0.4);
        List<Outage> all = new ArrayList<>();
        all.add(Outage.of(
                "bears the fault",
                STEADY + RECOVERY + "slo: [ \"error_rate < 5%\", \"p95(latency) < 500ms\", \"recovery_time < 3s\" ]",
                (fault, undo, number) -> Reply.ok(fault < 0 || undo >= 0 ? 5 : 60),
                Result.PASS,
                ""));
        // On a busy machine too much of the short baseline may be open at its end: then nothing is proven.
        all.add(new Outage(
                "is as slow as before and cannot bear it",
                STEADY + "slo: [ \"p95(latency) < 2x baseline\" ]",
                (fault, undo, number) -> Reply.ok(fault < 0 || undo >= 0 ? 60 : 800),
                Set.of(Result.BREACH, Result.NOT_PROVEN),
                "p95(latency)"));
        all.add(new Outage(
                "answers to what was open at the injection never come",
                "steadyState: [ \"error_rate < 1%\" ]\nslo: [ \"error_rate < 100%\" ]",
                (fault, undo, number) -> fault >= 0 && fault < 0.3 ? Reply.of(Kind.CLOSE) : Reply.ok(300),
                Set.of(Result.PASS, Result.WARN),
                "error_rate < 1% (baseline) holds"));
        all.add(Outage.of(
                "errors for a moment",
                STEADY + "slo: [ \"error_rate < 20% in every 500ms\" ]",
                (fault, undo, number) ->
                        Reply.of(fault >= begin && fault < begin + length ? Kind.UNAVAILABLE : Kind.OK),
                Result.BREACH,
                "error_rate"));
        all.add(Outage.of(
                "hangs under the fault",
                STEADY + "slo: [ \"error_rate < 5%\" ]",
                (fault, undo, number) -> Reply.of(fault >= begin && undo < 0 ? Kind.HANG : Kind.OK),
                Result.BREACH,
                "error_rate"));
        all.add(Outage.of(
                "closes connections under the fault",
                STEADY + "slo: [ \"error_rate < 5%\" ]",
                (fault, undo, number) -> Reply.of(fault >= 0 && undo < 0 && number % 5 == 0 ? Kind.CLOSE : Kind.OK),
                Result.BREACH,
                "error_rate"));
        all.add(Outage.of(
                "answers 415 under the fault",
                STEADY + "slo: [ \"error_rate < 5%\" ]",
                (fault, undo, number) -> Reply.of(fault >= 0 && undo < 0 ? Kind.UNSUPPORTED : Kind.OK),
                Result.BREACH,
                "error_rate"));
        all.add(Outage.of(
                "answers something else under the fault",
                STEADY + "slo: [ \"error_rate < 5%\" ]",
                (fault, undo, number) -> Reply.of(fault >= 0 && undo < 0 && number % 20 != 0 ? Kind.WRONG_ID : Kind.OK),
                Result.BREACH,
                "error_rate"));
        all.add(Outage.of(
                "never gives the declared answer",
                STEADY + "slo: [ \"error_rate < 5%\" ]",
                (fault, undo, number) -> Reply.of(number % 20 != 0 ? Kind.WRONG_ID : Kind.OK),
                Result.NOT_PROVEN,
                "error_rate < 5%"));
        all.add(Outage.of(
                "is well again in time",
                STEADY + RECOVERY + "slo: [ \"recovery_time < 4s\" ]",
                (fault, undo, number) -> Reply.of(undo >= 0 && undo < 1 + begin / 2 ? Kind.UNAVAILABLE : Kind.OK),
                Result.PASS,
                "was healthy again after"));
        all.add(Outage.of(
                "is well again too late",
                STEADY + RECOVERY + "slo: [ \"recovery_time < 1s\" ]",
                (fault, undo, number) -> Reply.of(undo >= 0 && undo < 2 + begin / 2 ? Kind.UNAVAILABLE : Kind.OK),
                Result.BREACH,
                "recovery_time"));
        all.add(Outage.of(
                "flaps within each second after the fault",
                STEADY + "recovery: { over: 500ms, stable: 3s }\nslo: [ \"recovery_time < 2s\" ]",
                (fault, undo, number) ->
                        Reply.of(undo >= 0 && undo % 1 >= 0.56 && undo % 1 < 0.94 ? Kind.UNAVAILABLE : Kind.OK),
                Result.BREACH,
                "recovery_time"));
        all.add(new Outage(
                "dies just before the end",
                STEADY + RECOVERY + "slo: [ \"recovery_time < 3s\" ]",
                (fault, undo, number) -> Reply.of(undo >= 4.6 ? Kind.UNAVAILABLE : Kind.OK),
                Set.of(Result.BREACH, Result.WARN),
                ""));
        all.add(Outage.of(
                "dies after the fault, and nobody asks for recovery",
                STEADY + "slo: [ \"error_rate < 5%\" ]",
                (fault, undo, number) -> Reply.of(undo >= 2 ? Kind.UNAVAILABLE : Kind.OK),
                Result.WARN,
                ""));
        return all;
    }
}
