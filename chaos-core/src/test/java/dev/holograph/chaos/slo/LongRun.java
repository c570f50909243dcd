package dev.holograph.chaos.slo;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A run of one hour that was never run, for the size and the speed of reports: 100 requests a second, 20 metrics with ten
 * samples a second each, two probes. While the fault is on, from minute 6 to minute 46, requests are slow and some fail,
 * and three of the metrics break their bounds.
 */
public final class LongRun {

    private static final long START = 1_755_781_200_000_000L;
    private static final int SECONDS = 3600;
    private static final int INJECTED = 360;
    private static final int UNDONE = 2760;
    private static final int METRICS = 20;
    private static final int RATE = 100;

    private LongRun() {}

    /** The run, evaluated. */
    public static RunResult result() {
        Scenario scenario = scenario();
        Series series = series(scenario);
        RunTimes times = new RunTimes(at(0), at(60), at(INJECTED), at(UNDONE), at(SECONDS));
        List<FaultRecord> faults = List.of(new FaultRecord(
                "slow",
                "delivers the responses of renderer late by 2s",
                true,
                at(INJECTED),
                at(INJECTED + 1),
                at(UNDONE - 1),
                at(UNDONE),
                List.of(Evidence.observed("240000 chunks were held")),
                null));
        RunObservations observed = new RunObservations(scenario, series, times, faults, null, List.of());
        return new RunResult(
                new Plan("test-20250821-130000-long", 42, scenario, environment(), List.of()),
                at(-5),
                at(SECONDS + 5),
                times,
                series,
                faults,
                null,
                List.of(),
                Evaluation.of(observed),
                "embedded 1",
                List.of("renderer: 1.0"),
                List.of());
    }

    /** Its journal. */
    public static List<JournalEntry> journal() {
        return List.of(
                new JournalEntry(at(-5), JournalEntry.Event.RUN_STARTED, "test", Map.of()),
                new JournalEntry(
                        at(INJECTED), JournalEntry.Event.FAULT_INJECTED, "slow", Map.of("evidence", "in force")),
                new JournalEntry(at(UNDONE), JournalEntry.Event.FAULT_UNDONE, "slow", Map.of()));
    }

    private static Scenario scenario() {
        List<String> slo = new ArrayList<>(List.of(
                "error_rate < 1%", "p95(latency) < 250ms in every 10s", "p99(latency) < 3s", "recovery_time < 60s"));
        for (int i = 0; i < METRICS; i++) {
            slo.add("p" + (i % 2 == 0 ? 95 : 50) + "(metric_" + i + ") < " + (i < 3 ? 150 : 900) + "ms in every 10s");
        }
        return Scenarios.scenario()
                .rate(RATE)
                .phases(60, INJECTED - 60, UNDONE - INJECTED, SECONDS - UNDONE)
                .latency("slow", 0, null)
                .steadyState("p95(latency) < 500ms", "error_rate < 1%")
                .slo(slo.toArray(String[]::new))
                .probe("front", Duration.ofSeconds(1))
                .build();
    }

    private static Series series(Scenario scenario) {
        Metrics metrics = Metrics.of(scenario);
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(scenario), 10_000_000, metrics, List.of("load"));
        OutcomeSink load = recorder.forLoad("load");
        recorder.injecting("slow", true, () -> at(INJECTED));
        recorder.undone("slow", at(UNDONE));
        SplittableRandom random = new SplittableRandom(1);
        for (int second = 0; second < SECONDS; second++) {
            boolean isSick = second >= INJECTED && second < UNDONE + 4;
            for (int i = 0; i < RATE; i++) {
                long at = START + second * 1_000_000L + i * (1_000_000L / RATE);
                load.due(at);
                boolean fails = isSick && random.nextInt(40) == 0;
                long slow = isSick ? 400_000 : 0;
                load.outcome(
                        at,
                        fails ? Outcome.FAILED : Outcome.OK,
                        slow + 1_000 + Math.round(-20_000 * Math.log(1 - random.nextDouble())));
            }
            samples(metrics, second, isSick, random);
        }
        return recorder.finish(START + (SECONDS + 60) * 1_000_000L);
    }

    private static void samples(Metrics metrics, int second, boolean isSick, SplittableRandom random) {
        for (int metric = 0; metric < METRICS; metric++) {
            double most = metric < 3 && isSick ? 90 : 20;
            for (int i = 0; i < 10; i++) {
                double value = 1 - most * Math.log(1 - random.nextDouble());
                metrics.sample("metric_" + metric, Map.of(), START + second * 1_000_000L + i * 100_000L, value);
            }
        }
        long at = START + second * 1_000_000L;
        metrics.sample("front", Map.of(), at, isSick ? 420 + random.nextInt(60) : 12 + random.nextInt(9));
        metrics.sample("front_ok", Map.of(), at, 1);
    }

    private static Environment environment() {
        return new Environment(
                "local",
                "environments/local.yaml",
                "Simulated",
                List.of(),
                Map.of(),
                Map.of(),
                new Environment.DriverChoice("auto", new Location("environments/local.yaml", 1, 1)),
                null);
    }

    private static Instant at(int second) {
        return Window.instant(START + second * 1_000_000L);
    }
}
