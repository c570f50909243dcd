package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long a run of an hour is judged, from the moment in which no more will come: the series is finished and judged anew
 * in each round, as a run does it once. In CPU time of the thread, which other work on the machine disturbs least.
 * Arguments: the case, and the number of rounds; with one round the JVM is as cold as a Maven run's.
 */
public final class JudgingBenchmark {

    private static final long START = 1_755_781_200_000_000L;
    private static final int SECONDS = 3600;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private JudgingBenchmark() {}

    public static void main(String[] arguments) {
        Case judged = Case.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int rounds = Integer.parseInt(arguments[1]);
        double[] all = new double[rounds];
        for (int round = 1; round <= rounds; round++) {
            Scenario scenario = judged.scenario();
            SeriesRecorder recorder = judged.recorder(scenario);
            long cpu = THREADS.getCurrentThreadCpuTime();
            Series series = recorder.finish(START + (SECONDS + 60) * 1_000_000L);
            long finished = THREADS.getCurrentThreadCpuTime();
            long clock = System.nanoTime();
            Verdict verdict = Judge.judge(observed(scenario, series));
            long over = THREADS.getCurrentThreadCpuTime();
            all[round - 1] = (over - cpu) / 1e6;
            System.out.printf(
                    "%s round %2d: %.0f ms of CPU: finished in %.0f ms, judged in %.0f ms (%.0f ms by the clock): %s %08x%n",
                    judged,
                    round,
                    (over - cpu) / 1e6,
                    (finished - cpu) / 1e6,
                    (over - finished) / 1e6,
                    (System.nanoTime() - clock) / 1e6,
                    verdict.result(),
                    verdict.findings().toString().hashCode());
            if (Boolean.getBoolean("findings")) {
                verdict.findings().forEach(System.out::println);
            }
        }
        if (rounds > 4) {
            Arrays.sort(all);
            System.out.printf("%s: median %.0f ms, %.0f to %.0f ms%n", judged, all[rounds / 2], all[0], all[rounds - 1]);
        }
    }

    private enum Case {
        /** 100 requests a second, 20 percentiles {@code in every 10s}. */
        LATENCY {
            @Override
            Scenario scenario() {
                List<String> slo = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    slo.add("p" + (50 + 2 * i) + "(latency) < " + (900 + i) + "ms in every 10s");
                }
                return hour(100, slo);
            }

            @Override
            SeriesRecorder recorder(Scenario scenario) {
                return requests(scenario, 100);
            }
        },
        /** 20 metrics with a sample each tenth of a second, a percentile {@code in every 10s} of each. */
        METRICS {
            @Override
            Scenario scenario() {
                return ofMetrics();
            }

            @Override
            SeriesRecorder recorder(Scenario scenario) {
                return samples(scenario, 10);
            }
        },
        /** The same with 100 samples a second each. */
        MANY {
            @Override
            Scenario scenario() {
                return ofMetrics();
            }

            @Override
            SeriesRecorder recorder(Scenario scenario) {
                return samples(scenario, 100);
            }
        },
        /** 1,000 requests a second, 21 objectives: whole phases, in every window, relative to the baseline. */
        BUSY {
            @Override
            Scenario scenario() {
                List<String> slo = new ArrayList<>(List.of(
                        "error_rate < 1%", "error_rate < 5% in every 5s", "throughput > 500/s", "recovery_time < 60s"));
                for (int percentile : new int[] {50, 75, 90, 95, 99}) {
                    slo.add("p" + percentile + "(latency) < 900ms");
                    slo.add("p" + percentile + "(latency) < 950ms in every 10s");
                    slo.add("p" + percentile + "(latency) < 20x baseline");
                }
                return hour(1000, slo);
            }

            @Override
            SeriesRecorder recorder(Scenario scenario) {
                return requests(scenario, 1000);
            }
        };

        abstract Scenario scenario();

        abstract SeriesRecorder recorder(Scenario scenario);

        static Scenario ofMetrics() {
            List<String> slo = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                slo.add("p" + (i % 2 == 0 ? 95 : 50) + "(metric_" + i + ") < 900ms in every 10s");
            }
            return hour(100, slo);
        }

        static Scenario hour(int rate, List<String> slo) {
            return Scenarios.scenario()
                    .rate(rate)
                    .phases(60, 300, 2400, 840)
                    .latency("slow", 0, null)
                    .steadyState("p95(latency) < 500ms", "error_rate < 1%")
                    .slo(slo.toArray(String[]::new))
                    .build();
        }

        static SeriesRecorder requests(Scenario scenario, int rate) {
            return requests(scenario, rate, Metrics.of(scenario));
        }

        static SeriesRecorder requests(Scenario scenario, int rate, Metrics metrics) {
            SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(scenario), 10_000_000, metrics, List.of("load"));
            OutcomeSink load = recorder.forLoad("load");
            recorder.injecting("slow", true, () -> at(360));
            recorder.undone("slow", at(2760));
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < SECONDS * rate; i++) {
                long at = START + i * (1_000_000L / rate);
                load.due(at);
                load.outcome(at, Outcome.OK, 1_000 + Math.round(-20_000 * Math.log(1 - random.nextDouble())));
            }
            return recorder;
        }

        static SeriesRecorder samples(Scenario scenario, int rate) {
            Metrics metrics = Metrics.of(scenario);
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < SECONDS * rate; i++) {
                for (int metric = 0; metric < 20; metric++) {
                    double value = 1 - 20 * Math.log(1 - random.nextDouble());
                    metrics.sample("metric_" + metric, Map.of(), START + i * (1_000_000L / rate), value);
                }
            }
            return requests(scenario, 100, metrics);
        }
    }

    private static RunObservations observed(Scenario scenario, Series series) {
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
        return new RunObservations(scenario, series, times, List.of(fault), null, List.of());
    }

    private static Instant at(int second) {
        return Window.instant(START + second * 1_000_000L);
    }
}
