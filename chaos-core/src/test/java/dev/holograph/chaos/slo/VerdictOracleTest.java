package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.slo.Samples.Answer;
import dev.holograph.chaos.slo.Samples.Sample;
import dev.holograph.chaos.slo.VerdictOracle.Fault;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Whole verdicts, and aborts, against the definitions. */
class VerdictOracleTest {

    private static final double RATE = 12;

    @Property(tries = 400)
    void verdictsAreWhatTheDefinitionsSay(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double requested = 25 + tenth(random);
        double confirmed = requested + tenth(random) * 3;
        double undo = 50 + tenth(random) * 10;
        double undone = undo + tenth(random) * 30;
        Fault fault = new Fault("fault0", false, requested, confirmed, undo, undone, random.nextInt(10) > 0);
        Statistics.collect(agreed(random, scenario(random).build(), List.of(fault), undone));
    }

    /** Delays and kills, near one another or far, one within the other or after it; a kill may be repeated. */
    @Property(tries = 600)
    void verdictsOfSeveralFaultsAreWhatTheDefinitionsSay(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        double at = 25;
        double ends = 0;
        int lasting = 0;
        for (int i = 0, count = 2 + random.nextInt(3); i < count; i++) {
            double requested = at + tenth(random);
            double confirmed = requested + tenth(random) * 3;
            boolean seen = random.nextInt(20) > 0;
            if (random.nextBoolean()) {
                faults.add(new Fault("kill", true, requested, confirmed, requested, confirmed, seen));
            } else {
                double undo = confirmed + random.nextInt(12) + tenth(random);
                faults.add(new Fault(
                        "fault" + lasting++, false, requested, confirmed, undo, undo + tenth(random) * 20, seen));
            }
            ends = Math.max(ends, faults.get(i).undoConfirmed());
            at = random.nextInt(4) == 0 ? requested + random.nextInt(4) + 0.5 : ends + 0.5 + random.nextInt(16);
        }
        Scenarios scenario = scenario(random).kill("kill", 0, 10);
        for (int i = 0; i < lasting; i++) {
            scenario.latency("fault" + i, 0, 10);
        }
        for (String one : List.of("kill", "fault0")) {
            boolean was = faults.stream().anyMatch(fault -> fault.name().equals(one));
            if (was && random.nextBoolean()) {
                scenario.slo(
                        random.nextBoolean()
                                ? "error_rate < 30% during " + one
                                : "error_rate <= 50% in every 3s during " + one);
            }
            if (was && random.nextInt(4) == 0) {
                scenario.effect("p50(latency) > 50ms during " + one);
            }
        }
        double phaseEnds = ends + (random.nextBoolean() ? 0 : random.nextDouble(5));
        Statistics.collect(agreed(random, scenario.build(), faults, Math.round(phaseEnds * 1000) / 1000.0));
    }

    private static Result agreed(SplittableRandom random, Scenario scenario, List<Fault> faults, double phaseEnds) {
        Observations run = new Observations(scenario);
        for (Fault fault : faults) {
            run.fault(fault);
        }
        run.recoveryFrom(phaseEnds);
        series(random, run.samples(), faults);
        Result expected = new VerdictOracle(scenario, run.samples().all, RATE, faults, phaseEnds).result();
        Verdict found = run.judge();
        assertThat(found.result()).as("%s %s", faults, found).isEqualTo(expected);
        return expected;
    }

    /** Steady state, effect and objectives that often hold, and sometimes do not. */
    private static Scenarios scenario(SplittableRandom random) {
        List<String> slo = new ArrayList<>();
        for (String one : List.of(
                "error_rate < 40%",
                "error_rate <= 50% in every 3s",
                "p75(latency) < 200ms in every 4s",
                "p50(latency) <= 100ms during recovery",
                "p90(latency) < 300ms",
                "throughput > 5/s in every 5s",
                "throughput >= 8/s during recovery",
                "max(latency) < 12s",
                "recovery_time < 15s",
                "recovery_time <= 22s")) {
            if (random.nextInt(4) == 0) {
                slo.add(one);
            }
        }
        slo.add(random.nextBoolean() ? "recovery_time < 8s" : "error_rate < 60%");
        Scenarios scenario = Scenarios.scenario()
                .rate(RATE)
                .steadyState(
                        "error_rate < 30%",
                        List.of("p50(latency) < 150ms", "throughput > 4/s", "error_rate <= 60% in every 2s")
                                .get(random.nextInt(3)))
                .recovery(2 + random.nextInt(5), random.nextInt(9))
                .slo(slo.toArray(String[]::new));
        if (random.nextInt(3) == 0) {
            scenario.effect(random.nextBoolean() ? "p50(latency) > 60ms" : "min(latency) > 10ms in every 5s");
        }
        return scenario;
    }

    /** Healthy, with a few odd stretches: sick, slow, hanging, unsent or not asked at all. */
    private static void series(SplittableRandom random, Samples samples, List<Fault> faults) {
        int stretches = random.nextInt(5);
        double[] from = new double[stretches];
        double[] to = new double[stretches];
        int[] sort = new int[stretches];
        for (int i = 0; i < stretches; i++) {
            Fault near = faults.get(random.nextInt(faults.size()));
            double middle = random.nextBoolean() ? near.undoConfirmed() : near.requested();
            from[i] = random.nextInt(3) == 0 ? random.nextDouble(95) : middle + random.nextDouble(20) - 4;
            to[i] = from[i] + random.nextDouble(random.nextBoolean() ? 3 : 15);
            sort[i] = random.nextInt(5);
        }
        for (int number = 0; number < 95 * RATE; number++) {
            double due = number / RATE;
            int odd = -1;
            for (int i = 0; i < stretches; i++) {
                odd = due >= from[i] && due < to[i] && random.nextInt(4) > 0 ? sort[i] : odd;
            }
            double second = due;
            boolean fault = faults.stream()
                    .anyMatch(
                            one -> second >= one.requested() && second < one.undoConfirmed() + (one.instant() ? 1 : 0));
            Answer usual = Answer.ok((fault ? 70 : 20) + random.nextInt(80));
            switch (odd) {
                case 0 -> samples.add(due, Answer.failed());
                case 1 -> samples.add(due, Answer.timedOut());
                case 2 -> samples.add(due, Answer.unsent(random.nextInt(400)));
                case 3 -> samples.add(due, Answer.ok(180 + random.nextInt(200)));
                case 4 -> {}
                default -> samples.add(due, random.nextInt(20) == 0 ? Answer.failed() : usual);
            }
        }
    }

    /** A fraction of a tenth of a second, in whole milliseconds: instants do not keep to cells. */
    private static double tenth(SplittableRandom random) {
        return random.nextInt(100) / 1000.0;
    }

    @Property(tries = 300)
    void abortsFireInTheSecondInWhichTheDefinitionIsTrue(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String condition = List.of(
                        "error_rate > 50% in any 3s", "error_rate >= 30% in any 5s", "p75(latency) > 2s in any 4s")
                .get(random.nextInt(3));
        Scenario scenario = Scenarios.scenario().rate(RATE).abortIf(condition).build();
        Samples samples = new Samples();
        series(random, samples, List.of(new Fault("fault0", false, 25, 25, 55, 55, true)));
        int found = -1;
        int expected = -1;
        for (int second = 25; second < 60 && found < 0 && expected < 0; second++) {
            found = LiveViewTest.abort(scenario, samples, second).isPresent() ? second : found;
            expected = abortIsTrue(scenario.abortIf().get(0), samples, second) ? second : expected;
        }
        Statistics.collect(expected < 0 ? "never" : "fires");
        assertThat(found).as(condition).isEqualTo(expected);
    }

    /** In some whole window that was not over when the fault came. */
    private static boolean abortIsTrue(Objective objective, Samples samples, int now) {
        long length = ((WindowRule.Any) objective.span()).window().toMillis() / 100;
        double bound = ((Bound.Absolute) objective.bound()).value().value();
        for (long from = 250 - length; from + length <= now * 10L; from++) {
            Window window = Samples.window(from / 10.0, (from + length) / 10.0);
            Status status = new Oracle(known(samples, window, now), window)
                    .status(objective.indicator(), objective.comparison(), bound);
            if (status == Status.HOLDS) {
                return true;
            }
        }
        return false;
    }

    /** What can be said now: answers that came, and as timed out what is overdue; if nothing came at all, all failed. */
    private static List<Sample> known(Samples samples, Window window, int now) {
        List<Sample> known = new ArrayList<>();
        List<Sample> open = new ArrayList<>();
        for (Sample sample : samples.all) {
            if (!window.contains(sample.due())) {
                continue;
            }
            long cellEnds = Math.floorDiv(sample.due(), 100_000) * 100_000 + 100_000;
            if (sample.due() + sample.latency() <= Samples.micros(now)) {
                known.add(sample);
            } else if (cellEnds + Samples.TIMEOUT <= Samples.micros(now)) {
                known.add(new Sample(sample.due(), Outcome.TIMED_OUT, Samples.TIMEOUT));
            } else {
                open.add(new Sample(sample.due(), Outcome.FAILED, 0));
            }
        }
        return known.isEmpty() ? open : known;
    }
}
