package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import dev.holograph.chaos.slo.Samples.Sample;
import java.time.Instant;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Requests that are open when a fault is injected. */
class BorderTest {

    /** Takes 600 ms, asked 40 times a second; under the fault every answer is 1.5 s late. */
    private static Observations slowServer(double delay, String... slo) {
        Observations run =
                new Observations(Scenarios.scenario().rate(40).slo(slo).build()).lasting(25, 25, 55, 55);
        for (int i = 0; i < 95 * 40; i++) {
            double due = i / 40.0;
            boolean felt = due + 0.6 >= 25 && due < 55;
            run.samples().add(due, Answer.ok(600 + (felt ? delay : 0)));
        }
        return run;
    }

    @Test
    void aFaultDoesNotSpoilTheBaselineThatItsEffectIsHeldAgainst() {
        RunObservations observed =
                slowServer(1500, "p99(latency) < 2x baseline").observed();
        assertThat(Judge.judge(observed).result()).isEqualTo(Result.BREACH);
        assertThat(observed.series()
                        .over(Samples.window(5, 25))
                        .latencies()
                        .get()
                        .getMaxValue())
                .isLessThan(610_000);
    }

    @Test
    void whatTheBaselineHasIsMeasuredWithoutTheRequestsThatFeltTheFault() {
        Observations run = new Observations(Scenarios.scenario()
                        .rate(60)
                        .steadyState("error_rate < 1%")
                        .slo("error_rate < 100%")
                        .build())
                .lasting(25, 25, 55, 55);
        for (int i = 0; i < 95 * 60; i++) {
            double due = i / 60.0;
            boolean lost = due + 0.3 >= 25 && due < 55; // reset at the injection, refused from then on
            long age = Math.max(0, Math.round((25 - due) * 1e6));
            run.samples().add(due, lost ? new Answer(Outcome.FAILED, age) : Answer.ok(300));
        }
        Verdict verdict = run.judge();
        assertThat(verdict.findings())
                .filteredOn(finding -> finding.when().startsWith("baseline"))
                .extracting(Finding::result)
                .containsOnly(Result.PASS);
    }

    @Test
    void aBaselineThatLostItsSlowRequestsIsNoMeasureForABound() {
        Observations run = new Observations(Scenarios.scenario()
                        .rate(40)
                        .slo("p99(latency) < 2x baseline")
                        .build())
                .lasting(25, 25, 55, 55)
                .steady(0, 95, 40, number -> Answer.ok(number % 20 == 0 ? 3000 : 20));
        assertThat(run.judge().result()).isEqualTo(Result.NOT_PROVEN);
    }

    /** Whatever the faults and the latencies: every request counts once, with its latency. */
    @Property(tries = 300)
    void everyRequestCountsOnce(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(), Samples.TIMEOUT);
        Samples samples = new Samples();
        double at = 10;
        for (int fault = 0; fault < 1 + random.nextInt(4); fault++) {
            at += random.nextDouble(15);
            String name = "fault" + random.nextInt(2);
            boolean lasting = random.nextBoolean();
            Instant injected = Samples.at(at);
            recorder.injecting(name, lasting, () -> injected);
            if (lasting && random.nextInt(5) > 0) {
                at += random.nextDouble(10);
                recorder.undone(name, Samples.at(at));
            }
        }
        int answered = 0;
        for (int i = 0; i < 800; i++) {
            double due = random.nextDouble(80);
            if (random.nextInt(10) == 0) {
                recorder.forLoad("load").due(Samples.micros(due)); // never answered
            } else {
                samples.add(due, random.nextInt(4) == 0 ? Answer.timedOut() : Answer.ok(random.nextInt(8_000)));
                answered++;
            }
        }
        samples.record(recorder);
        Series series = recorder.finish(Samples.micros(200));
        WindowStats all = series.over(series.whole());
        assertThat(all.due()).isEqualTo(800);
        assertThat(all.ok() + all.timedOut()).isEqualTo(800);
        assertThat(all.open()).isEqualTo(all.border().due());
        assertThat(all.latencies().get().getTotalCount()).isEqualTo(800);
        assertThat(all.latencySum())
                .isEqualTo(
                        samples.all.stream().mapToDouble(Sample::latency).sum() + (800.0 - answered) * Samples.TIMEOUT);
    }

    @Test
    void whatWasDueUnderAFaultStaysThereWhenTheNextOneComes() {
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(), Samples.TIMEOUT);
        recorder.injecting("first", true, () -> Samples.at(10));
        recorder.undone("first", Samples.at(20));
        recorder.injecting("second", true, () -> Samples.at(22));
        new Samples()
                .add(19, Answer.ok(5000)) // under the first
                .add(21, Answer.ok(5000)) // after it, and open at the second
                .record(recorder);
        Series series = recorder.finish(Samples.micros(100));
        assertThat(series.over(Samples.window(10, 20)).due()).isEqualTo(1);
        assertThat(series.over(Samples.window(20, 22)).due()).isZero();
        assertThat(series.over(Samples.window(22, 23)).due()).isEqualTo(1);
    }

    @Test
    void throughputIsThatOfWhatWasDueInAWindow() {
        RunObservations observed = slowServer(0, "throughput > 39/s").observed();
        Series series = observed.series();
        assertThat(series.over(Samples.window(5, 25)).throughput()).isCloseTo(40, within(1e-9));
        assertThat(series.over(Samples.window(25, 55)).throughput()).isCloseTo(40, within(1e-9));
        assertThat(series.over(Samples.window(25, 55)).due()).isEqualTo(30 * 40 + 24);
        assertThat(Judge.judge(observed).result()).isEqualTo(Result.PASS);
    }
}
