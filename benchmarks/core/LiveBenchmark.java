package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What looking costs that a run does once a second while it lasts, early and late in an hour: abort conditions and the
 * progress line. In CPU time of the thread; while it looks, the load engine may have to wait.
 */
public final class LiveBenchmark {

    private static final long START = 1_755_781_200_000_000L;
    private static final int RATE = 1000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private LiveBenchmark() {}

    /** Argument: how many tens of minutes are looked at, 6 if none is given. */
    public static void main(String[] arguments) {
        int seconds = 600 * (arguments.length == 0 ? 6 : Integer.parseInt(arguments[0]));
        for (int round = 1; round <= 2; round++) { // the first one for the JVM's compiler
            System.out.println(round == 1 ? "warming up" : "measured");
            look("10s", 10, 10_000_000, seconds);
            look("60s", 60, 60_000_000, seconds);
        }
    }

    private static void look(String window, int windowSeconds, long timeoutMicros, int seconds) {
        Scenario scenario = Scenarios.scenario()
                .rate(RATE)
                .abortIf(
                        "error_rate > 50% in any " + window,
                        "p95(latency) > 900ms in any " + window,
                        "p95(metric) > 900ms in any " + window,
                        "mean(metric) > 900ms in any " + window)
                .build();
        Metrics metrics = Metrics.of(scenario);
        LatencyBounds bounds = LatencyBounds.of(scenario);
        SeriesRecorder recorder = new SeriesRecorder(bounds, timeoutMicros, metrics, List.of("load"));
        LiveView view = new LiveView(scenario, recorder, bounds);
        SplittableRandom random = new SplittableRandom(1);
        long cpu = 0;
        for (int second = 1; second <= seconds; second++) {
            for (int i = 0; i < RATE; i++) {
                long at = START + (second - 1) * 1_000_000L + i * (1_000_000L / RATE);
                recorder.forLoad("load").due(at);
                recorder.forLoad("load")
                        .outcome(at, Outcome.OK, 1_000 + Math.round(-20_000 * Math.log(1 - random.nextDouble())));
                if (i % 10 == 0) {
                    metrics.sample("metric", Map.of(), at, 20 * random.nextDouble());
                }
            }
            Instant now = Window.instant(START + second * 1_000_000L);
            long before = THREADS.getCurrentThreadCpuTime();
            view.standing(now);
            if (view.abort(Window.instant(START), now).isPresent()) {
                throw new IllegalStateException("nothing holds");
            }
            cpu += THREADS.getCurrentThreadCpuTime() - before;
            if (second % 600 == 0) {
                System.out.printf(
                        "in any %s, timeout %d s: %.2f ms each second, minutes %d to %d%n",
                        window, windowSeconds, cpu / 600.0 / 1e6, second / 60 - 10, second / 60);
                cpu = 0;
            }
        }
    }
}
