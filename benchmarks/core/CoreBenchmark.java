package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one outcome costs to record, and how long a run of an hour is judged. In CPU time of the thread, which other work
 * on the machine disturbs least.
 */
public final class CoreBenchmark {

    private static final long START = 1_755_781_200_000_000L;
    private static final int SECONDS = 3600;
    private static final int RATE = 1000;
    private static final int ROUNDS = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CoreBenchmark() {}

    public static void main(String[] arguments) {
        Scenario scenario = scenario();
        Thresholds thresholds = Thresholds.of(scenario);
        System.out.println(scenario.slo().size() + scenario.steadyState().size() + scenario.effect().size()
                + " objectives, " + thresholds.count() + " latency bounds, " + SECONDS * RATE + " requests");
        Series series = null;
        for (int round = 1; round <= ROUNDS; round++) {
            SeriesRecorder recorder = new SeriesRecorder(thresholds, 10_000_000);
            long[] latencies = latencies(round);
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < SECONDS * RATE; i++) {
                recorder.due(START + i * (1_000_000L / RATE));
            }
            long due = THREADS.getCurrentThreadCpuTime() - cpu;
            cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < SECONDS * RATE; i++) {
                recorder.outcome(START + i * (1_000_000L / RATE), Outcome.OK, latencies[i & latencies.length - 1]);
            }
            long outcome = THREADS.getCurrentThreadCpuTime() - cpu;
            System.out.printf(
                    "round %2d: due %.0f ns, outcome %.0f ns%n",
                    round, (double) due / SECONDS / RATE, (double) outcome / SECONDS / RATE);
            series = recorder.finish(START + (SECONDS + 60) * 1_000_000L);
        }
        if (series == null) {
            throw new AssertionError();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long clock = System.nanoTime();
            Verdict verdict = Judge.judge(observed(scenario, series));
            System.out.printf(
                    "round %2d: judged in %.0f ms of CPU, %.0f ms by the clock: %s%n",
                    round,
                    (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6,
                    (System.nanoTime() - clock) / 1e6,
                    verdict.result());
        }
    }

    private static long[] latencies(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(1 << 20)
                .mapToLong(uniform -> 1_000 + Math.round(-20_000 * Math.log(1 - uniform)))
                .toArray();
    }

    private static Scenario scenario() {
        List<String> slo = new ArrayList<>(List.of(
                "error_rate < 1%", "error_rate < 5% in every 5s", "throughput > 500/s", "recovery_time < 60s"));
        for (int percentile : new int[] {50, 75, 90, 95, 99}) {
            slo.add("p" + percentile + "(latency) < 900ms");
            slo.add("p" + percentile + "(latency) < 950ms in every 10s");
            slo.add("p" + percentile + "(latency) < 20x baseline");
        }
        return Scenarios.scenario()
                .rate(RATE)
                .phases(60, 300, 2400, 840)
                .latency("slow", 0, null)
                .steadyState("p95(latency) < 500ms", "error_rate < 1%")
                .slo(slo.toArray(String[]::new))
                .build();
    }

    private static Observed observed(Scenario scenario, Series series) {
        RunTimes times = new RunTimes(at(0), at(60), at(360), at(2760), at(3600));
        FaultRecord fault = new FaultRecord(
                "slow",
                "slow",
                true,
                at(360),
                at(361),
                at(2759),
                at(2760),
                List.of(Evidence.observed("seen")),
                null);
        return new Observed(scenario, series, times, List.of(fault), null, List.of());
    }

    private static Instant at(int second) {
        return Window.instant(START + second * 1_000_000L);
    }
}
