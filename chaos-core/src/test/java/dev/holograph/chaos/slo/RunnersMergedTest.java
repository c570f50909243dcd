package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same samples give the same evaluation, to the last digit, whether one generator saw them or several. */
class RunnersMergedTest {

    private static final double RATE = 200;

    /** Workers whose requests a runner has as a whole. */
    private static final int WORKERS = 8;

    private record Sample(int worker, long due, Outcome outcome, long latency) {}

    /** One under a fault that lets answers be late, and lost. */
    private static List<Sample> samples(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 95 * RATE; i++) {
            double second = i / RATE;
            boolean isBroken = second >= 25 && second < 55;
            boolean isLost = random.nextDouble() < (isBroken ? 0.03 : 0.001);
            long latency = 1_000 + (long) (-Math.log(1 - random.nextDouble()) * (isBroken ? 300_000 : 12_000));
            samples.add(new Sample(
                    i % WORKERS,
                    Samples.micros(second),
                    isLost ? Outcome.FAILED : Outcome.OK,
                    isLost ? 700 + random.nextInt(2_000_000) : latency));
        }
        return samples;
    }

    private static String evaluation(int runners, long seed) {
        Scenario scenario = Scenarios.scenario()
                .steadyState("p95(latency) < 250ms")
                .slo("error_rate < 5%")
                .slo("p99(latency) < 1.2s in every 10s")
                .slo("p95(latency) < 20x baseline")
                .slo("recovery_time < 20s")
                .build();
        SeriesRecorder recorder = SeriesRecorder.of(scenario);
        OutcomeSink load = recorder.forLoad("load");
        List<OutcomeSink> sinks = runners == 1
                ? List.of(load)
                : IntStream.rangeClosed(1, runners)
                        .mapToObj(i -> load.forRunner("runner " + i))
                        .toList();
        recorder.injecting("slow", true, () -> Samples.at(25));
        recorder.undone("slow", Samples.at(55));
        List<Sample> all = samples(seed);
        // What one runner saw comes as a whole before what the next saw.
        for (int runner = 0; runner < runners; runner++) {
            OutcomeSink sink = sinks.get(runner);
            for (double second = 0; second < 95; second += 0.5) {
                sink.heartbeat(Samples.micros(second));
            }
            for (Sample sample : all) {
                if (sample.worker() % runners == runner) {
                    sink.due(sample.due());
                    sink.outcome(sample.due(), sample.outcome(), sample.latency());
                }
            }
        }
        Instant undone = Samples.at(55);
        FaultRecord fault = new FaultRecord(
                "slow",
                "slows it",
                true,
                Samples.at(25),
                Samples.at(25),
                undone,
                undone,
                List.of(Evidence.observed("seen")),
                null);
        return Evaluation.of(new RunObservations(
                        scenario,
                        recorder.finish(Samples.micros(200)),
                        new RunTimes(Samples.at(0), Samples.at(5), Samples.at(25), undone, Samples.at(95)),
                        List.of(fault),
                        null,
                        List.of()))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void severalRunnersGiveTheEvaluationOfOne(int runners) {
        for (long seed = 1; seed <= 3; seed++) {
            String one = evaluation(1, seed);
            assertThat(one).as("no object is shown by its address").doesNotContainPattern("@[0-9a-f]{6,}");
            assertThat(evaluation(runners, seed)).isEqualTo(one);
        }
    }
}
