package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import dev.holograph.chaos.slo.Samples.Sample;
import dev.holograph.chaos.slo.VerdictOracle.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** A breach is certain only if the verdict is one, whatever comes later, and not much later than that is so. */
class CertainBreachTest {

    private static final double RATE = 12;

    /** When the load ends, and with it, at the latest, what counts in the fault phase. */
    private static final double END = 95;

    private static final double INJECTED = 25.03;

    /** From the instant at which nothing could make the run green: signs of life come once a second, as does the look. */
    private static final int LATE_AT_MOST = 3;

    private static final List<String> OBJECTIVES = List.of(
            "error_rate < 40%",
            "error_rate <= 50% in every 3s",
            "error_rate < 10% in every 4s",
            "p75(latency) < 200ms in every 4s",
            "p90(latency) < 300ms",
            "p50(latency) <= 2s in every 5s",
            "max(latency) < 12s",
            "max(latency) <= 5s in every 3s",
            "mean(latency) < 250ms in every 3s",
            "throughput > 5/s in every 5s");

    /** What may become of requests that have no outcome yet, or are not due yet. */
    private enum Later {
        GOOD,
        OPEN_ONES_FAIL,
        AS_IT_WAS,
        ANYHOW
    }

    @Property(tries = 120)
    void whatIsCertainIsTheVerdictWhateverComes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scenarios builder = Scenarios.scenario().rate(RATE).steadyState("error_rate < 100%");
        for (int i = 0; i < 3; i++) {
            builder.slo(OBJECTIVES.get(random.nextInt(OBJECTIVES.size())));
        }
        Scenario scenario = builder.build();
        List<Sample> all = series(random, random.nextInt(3) == 0);
        int certain = certain(scenario, all);
        Statistics.collect(certain < 0 ? "never" : "certain");
        if (certain < 0) {
            return;
        }
        for (Later later : Later.values()) {
            // It ends at once, as planned, or an undo hangs until there is no load any more.
            for (double ends : new double[] {certain + random.nextInt(900) / 1000.0, 55.2, END}) {
                double undone = Math.max(ends, certain);
                List<Sample> samples = later(all, certain, later, random);
                Fault fault = new Fault("fault0", false, INJECTED, INJECTED + 0.2, undone - 0.1, undone, true);
                Result byDefinition = new VerdictOracle(scenario, samples, RATE, List.of(fault), undone).result();
                assertThat(byDefinition)
                        .as("%s from %d s on, phase ends at %s: %s", later, certain, undone, scenario.slo())
                        .isEqualTo(Result.BREACH);
                Observations run = new Observations(scenario).fault(fault).recoveryFrom(undone);
                run.samples().all.addAll(samples);
                assertThat(run.judge().result()).isEqualTo(Result.BREACH);
            }
        }
    }

    @Property(tries = 80)
    void itIsFoundSoonAfterNothingCouldChangeIt(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String objective = OBJECTIVES.get(random.nextInt(8)); // of a mean, and of throughput, less is looked for
        Scenario scenario = Scenarios.scenario()
                .rate(RATE)
                .steadyState("error_rate < 100%")
                .slo(objective)
                .build();
        List<Sample> all = series(random, false);
        int truth = -1;
        for (int second = 26; second < 55 && truth < 0; second++) {
            truth = isLost(scenario, all, second, random) ? second : truth;
        }
        int found = certain(scenario, all);
        Statistics.collect(truth < 0 ? "never" : "lost");
        if (truth >= 0 && truth + LATE_AT_MOST < 55) {
            assertThat(found).as(objective).isBetween(truth, truth + LATE_AT_MOST);
        }
    }

    /** Whether it is a breach by the definitions if all goes well from now on, and if what is open fails. */
    private static boolean isLost(Scenario scenario, List<Sample> all, int second, SplittableRandom random) {
        for (Later later : List.of(Later.GOOD, Later.OPEN_ONES_FAIL)) {
            for (double undone : new double[] {second, END}) {
                Fault fault = new Fault("fault0", false, INJECTED, INJECTED + 0.2, undone, undone, true);
                List<Sample> samples = later(all, second, later, random);
                if (new VerdictOracle(scenario, samples, RATE, List.of(fault), undone).result() != Result.BREACH) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Sample> later(List<Sample> all, double now, Later later, SplittableRandom random) {
        List<Sample> changed = new ArrayList<>();
        for (Sample sample : all) {
            boolean isOpen = sample.due() <= Samples.micros(now);
            boolean isKnown = isOpen && sample.due() + sample.latency() <= Samples.micros(now);
            long age = isOpen ? Samples.micros(now) - sample.due() + 1 : 1000;
            Sample good = new Sample(sample.due(), Outcome.OK, age);
            Sample failed = new Sample(sample.due(), Outcome.FAILED, age);
            changed.add(
                    isKnown || later == Later.AS_IT_WAS
                            ? sample
                            : switch (later) {
                                case OPEN_ONES_FAIL -> isOpen ? failed : good;
                                case ANYHOW -> random.nextInt(3) == 0 ? sample : random.nextInt(3) == 0 ? failed : good;
                                default -> good;
                            });
        }
        return changed;
    }

    /** The first second in which it is certain; -1: it never is while the fault phase lasts. */
    private static int certain(Scenario scenario, List<Sample> all) {
        for (int second = 26; second < 55; second++) {
            if (certain(scenario, all, second).isPresent()) {
                return second;
            }
        }
        return -1;
    }

    /** As a recorder would have it at that second: what is answered later is still open. */
    private static Optional<String> certain(Scenario scenario, List<Sample> all, double now) {
        LatencyBounds bounds = LatencyBounds.of(scenario);
        SeriesRecorder recorder = new SeriesRecorder(bounds, Samples.TIMEOUT);
        recorder.injecting("fault0", true, () -> Samples.at(INJECTED));
        for (Sample sample : all) {
            if (sample.due() <= Samples.micros(now)) {
                recorder.forLoad("load").due(sample.due());
                if (sample.due() + sample.latency() <= Samples.micros(now)) {
                    recorder.forLoad("load").outcome(sample.due(), sample.outcome(), sample.latency());
                }
            }
        }
        recorder.forLoad("load").heartbeat(Samples.micros(now - 0.3));
        return new LiveView(scenario, recorder, bounds)
                .certainBreach(Samples.at(INJECTED), Samples.at(END), Samples.at(now));
    }

    /** Healthy, with a few odd stretches: sick, slow, hanging, unsent; and not asked at all, where some may be missing. */
    private static List<Sample> series(SplittableRandom random, boolean missing) {
        int stretches = 1 + random.nextInt(3);
        double[] from = new double[stretches];
        double[] to = new double[stretches];
        int[] sort = new int[stretches];
        for (int i = 0; i < stretches; i++) {
            from[i] = 20 + random.nextDouble(25);
            to[i] = from[i] + random.nextDouble(random.nextBoolean() ? 4 : 20);
            sort[i] = random.nextInt(missing ? 5 : 4);
        }
        Samples samples = new Samples();
        for (int number = 0; number < END * RATE; number++) {
            double due = number / RATE;
            int odd = -1;
            for (int i = 0; i < stretches; i++) {
                odd = due >= from[i] && due < to[i] && random.nextInt(4) > 0 ? sort[i] : odd;
            }
            switch (odd) {
                case 0 -> samples.add(due, Answer.failed());
                case 1 -> samples.add(due, Answer.timedOut());
                case 2 -> samples.add(due, Answer.unsent(random.nextInt(400)));
                case 3 -> samples.add(due, Answer.ok(180 + random.nextInt(4000)));
                case 4 -> {}
                default -> samples.add(due, Answer.ok(20 + random.nextInt(80)));
            }
        }
        return samples.all;
    }

    private static Optional<String> certain(String objective, Samples samples, double now) {
        Scenario scenario = Scenarios.scenario().slo(objective).build();
        return certain(scenario, samples.all, now);
    }

    private static Samples failingFrom(double from, double to) {
        return new Samples()
                .steady(0, from, 100, Answer.ok(20))
                .steady(from, to, 100, Answer.failed())
                .steady(to, END, 100, Answer.ok(20));
    }

    @Test
    void aWindowIsWaitedForToItsEnd() {
        Samples failing = failingFrom(36, 50);
        assertThat(certain("error_rate < 50% in every 10s", failing, 41.7)).isEmpty();
        assertThat(certain("error_rate < 50% in every 10s", failing, 42)).isPresent();
    }

    @Test
    void theFirstWindowIsJudgedHoweverSoonThePhaseEnds() {
        Samples failing = failingFrom(26, 40);
        assertThat(certain("error_rate < 20% in every 10s", failing, 27.9)).isEmpty();
        assertThat(certain("error_rate < 20% in every 10s", failing, 28.1)).isPresent(); // 200 of the 1000
    }

    @Test
    void ofTheWholePhaseAsManyFailuresAsAllThatCanComeCannotDilute() {
        Samples failing = failingFrom(26, 40);
        assertThat(certain("error_rate < 5%", failing, 29)).isEmpty(); // 300 of the 7000 up to the end of the load
        assertThat(certain("error_rate < 5%", failing, 30)).hasValue("error_rate < 5%: 80%");
    }

    @Test
    void anOpenRequestMayStillBeAnsweredWell() {
        Samples hanging = new Samples().steady(0, 26, 100, Answer.ok(20)).steady(26, 60, 100, Answer.timedOut());
        assertThat(certain("error_rate < 1% in every 5s", hanging, 35)).isEmpty();
        assertThat(certain("error_rate < 1% in every 5s", hanging, 37)).isPresent();
    }

    @Test
    void whatIsBeforeTheFaultIsNotJudged() {
        assertThat(certain("error_rate < 1% in every 5s", failingFrom(10, 24), 40))
                .isEmpty();
    }

    @Test
    void aBoundThatMovesWithTheBaselineIsNeverCertain() {
        assertThat(certain("error_rate < max(2x baseline, 1%) in every 5s", failingFrom(26, 55), 50))
                .isEmpty();
    }

    @Test
    void whatTheLoadHasNotReportedYetMayBeGood() {
        Scenario scenario =
                Scenarios.scenario().slo("error_rate < 1% in every 5s").build();
        LatencyBounds bounds = LatencyBounds.of(scenario);
        SeriesRecorder recorder = failingFrom(31, 55).recorder(bounds);
        recorder.injecting("fault0", true, () -> Samples.at(INJECTED));
        LiveView view = new LiveView(scenario, recorder, bounds);
        recorder.forLoad("load").heartbeat(Samples.micros(31.5));
        assertThat(view.certainBreach(Samples.at(INJECTED), Samples.at(END), Samples.at(40)))
                .isEmpty();
        recorder.forLoad("load").heartbeat(Samples.micros(31.7));
        assertThat(view.certainBreach(Samples.at(INJECTED), Samples.at(END), Samples.at(40)))
                .isPresent();
    }
}
