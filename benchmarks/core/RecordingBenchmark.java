package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;

/** What one outcome costs to record. In CPU time of the thread, which other work on the machine disturbs least. */
public final class RecordingBenchmark {

    private static final long START = 1_755_781_200_000_000L;
    private static final int SECONDS = 3600;
    private static final int RATE = 1000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RecordingBenchmark() {}

    /** Argument: the number of rounds, 10 if none is given. */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        Scenario scenario = scenario();
        LatencyBounds bounds = LatencyBounds.of(scenario);
        System.out.println(bounds.count() + " latency bounds, " + SECONDS * RATE + " requests");
        for (int round = 1; round <= rounds; round++) {
            SeriesRecorder recorder = new SeriesRecorder(bounds, 10_000_000);
            recorder.injecting("slow", true, () -> Window.instant(START + SECONDS * 250_000L));
            recorder.undone("slow", Window.instant(START + SECONDS * 750_000L));
            OutcomeSink load = recorder.forLoad("load");
            long[] latencies = latencies(round);
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < SECONDS * RATE; i++) {
                load.due(START + i * (1_000_000L / RATE));
            }
            long due = THREADS.getCurrentThreadCpuTime() - cpu;
            cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < SECONDS * RATE; i++) {
                load.outcome(START + i * (1_000_000L / RATE), Outcome.OK, latencies[i & latencies.length - 1]);
            }
            long outcome = THREADS.getCurrentThreadCpuTime() - cpu;
            System.out.printf(
                    "round %2d: due %.0f ns, outcome %.0f ns%n",
                    round, (double) due / SECONDS / RATE, (double) outcome / SECONDS / RATE);
        }
    }

    private static long[] latencies(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(1 << 20)
                .mapToLong(uniform -> 1_000 + Math.round(-20_000 * Math.log(1 - uniform)))
                .toArray();
    }

    private static Scenario scenario() {
        return Scenarios.scenario()
                .rate(RATE)
                .steadyState("p95(latency) < 500ms", "error_rate < 1%")
                .slo("p95(latency) < 900ms", "p99(latency) < 950ms in every 10s", "p99.9(latency) < 2s")
                .build();
    }
}
