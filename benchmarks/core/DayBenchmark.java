package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How much memory a long run takes: 1,000 requests a second of which one in a thousand times out and every other one is
 * acknowledged, and 10 samples a second of a metric, by a simulated clock. Argument: how many minutes, a day if none is
 * given.
 */
public final class DayBenchmark {

    private static final long START = 1_755_781_200_000_000L;
    private static final int RATE = 1000;
    private static final long TIMEOUT = 10_000_000;

    private DayBenchmark() {}

    public static void main(String[] arguments) {
        int minutes = arguments.length == 0 ? 24 * 60 : Integer.parseInt(arguments[0]);
        Scenario scenario = Scenarios.scenario()
                .rate(RATE)
                .slo("p95(latency) < 900ms in every 10s", "error_rate < 1%", "p95(metric) < 900ms")
                .build();
        Metrics metrics = Metrics.of(scenario);
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(scenario), TIMEOUT, metrics, List.of("load"));
        OutcomeSink load = recorder.forLoad("load");
        SplittableRandom random = new SplittableRandom(1);
        System.out.printf("before: %.1f MB%n", megabytes());
        for (int minute = 1; minute <= minutes; minute++) {
            for (int i = 0; i < 60 * RATE; i++) {
                long number = (minute - 1) * 60L * RATE + i;
                long at = START + number * (1_000_000L / RATE);
                load.due(at);
                boolean timedOut = random.nextInt(1000) == 0;
                long latency = 1_000 + Math.round(-20_000 * Math.log(1 - random.nextDouble()));
                load.outcome(at, timedOut ? Outcome.TIMED_OUT : Outcome.OK, timedOut ? TIMEOUT : latency);
                if (i % 2 == 0) {
                    load.acknowledged("20260101-120000-abcd-load-0-" + number, at + latency);
                }
                if (i % 100 == 0) {
                    metrics.sample("metric", Map.of(), at, 20 * random.nextDouble());
                }
            }
            if (minute % 60 == 0 || minute == minutes) {
                System.out.printf("after %d minutes: %.1f MB%n", minute, megabytes());
            }
        }
        if (recorder.forLoad("load") != load) {
            throw new IllegalStateException("the recorder is gone");
        }
    }

    private static double megabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }
}
