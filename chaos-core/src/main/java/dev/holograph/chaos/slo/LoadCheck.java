package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Arrivals;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the test bench did its part: each load made the requests it had planned, each script kept working, and no
 * part stood still. What fails here says nothing about the system, so the run is NOT PROVEN, beside any breach.
 */
final class LoadCheck {

    static final String SUBJECT = "load generator";

    private static final List<Phase> JUDGED = List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY);

    /** A generator may make so much less than planned: its first and last cells are cut by the clock. */
    private static final double LEAST_MADE = 0.95;

    /** A load may end a second early, and its last sign of life may be as old as {@link HeartbeatLog} allows. */
    private static final long SILENT_AT_THE_END_MICROS = 1_000_000 + SeriesRecorder.HEARTBEAT_GAP_MICROS;

    /** A script that was never silent for longer before the fault may still wait this long for a slow answer. */
    private static final long SILENT_SCRIPT_MICROS = 10_000_000;

    private static final int SILENT_SCRIPT_TIMES = 3;

    private final Scenario scenario;
    private final Witnesses witnesses;
    private final Stretches stretches;
    private final List<Finding> findings = new ArrayList<>();

    private LoadCheck(Observed observed, Stretches stretches) {
        this.scenario = observed.scenario();
        this.witnesses = observed.series().witnesses();
        this.stretches = stretches;
    }

    static List<Finding> of(Observed observed, Stretches stretches) {
        LoadCheck check = new LoadCheck(observed, stretches);
        check.silences();
        check.shortfalls();
        for (Load load : observed.scenario().loads()) {
            if (load.isObserved()) {
                check.witnesses.load(load.name()).ifPresent(witness -> check.script(load, witness));
            }
        }
        return check.findings;
    }

    private void silences() {
        Window load = stretches.load();
        List<Silence> all = new ArrayList<>(witnesses.silences());
        if (load != null) {
            for (LoadWitness witness : witnesses.loads()) {
                Silence last = witness.silentSince(load.to(), SILENT_AT_THE_END_MICROS);
                if (last != null) {
                    all.add(last);
                }
            }
        }
        for (Silence silence : all) {
            Window when = silence.window();
            if (load == null || (when.from() < load.to() && when.to() > load.from())) {
                notProven(silence.of() + " gave no sign of life for " + Words.seconds(when)
                        + " s; what was measured then is not the system's");
            }
        }
    }

    /**
     * Looks for requests that an open load should have made. They are due by the clock: a system that cannot keep up
     * leaves requests unsent, but none of them undue.
     */
    private void shortfalls() {
        for (Load load : scenario.loads()) {
            if (!(load.arrivals() instanceof Arrivals.Open open)) {
                continue;
            }
            List<String> missing = new ArrayList<>();
            for (Phase phase : JUDGED) {
                Window stretch = stretches.of(phase);
                double planned = stretch == null ? 0 : open.perSecond() * stretch.seconds();
                long made = stretch == null
                        ? 0
                        : witnesses
                                .load(load.name())
                                .map(witness -> witness.made().over(stretch))
                                .orElse(0L);
                if (made < LEAST_MADE * planned - 1) {
                    missing.add(
                            made + " of " + Math.round(planned) + " planned requests were made in the " + phase.word());
                }
            }
            if (!missing.isEmpty()) {
                notProven("only " + String.join(", ", missing)
                        + (scenario.loads().size() == 1 ? "" : " by load '" + load.name() + "'")
                        + ": the generator fell short by itself");
            }
        }
    }

    private void script(Load load, LoadWitness witness) {
        String name = scenario.loads().size() == 1 ? "the script" : "the script of load '" + load.name() + "'";
        silentScript(name, witness);
        double most = load.arrivals() instanceof Arrivals.ByScript script
                ? script.maxFailedIterations()
                : Arrivals.ByScript.MAX_FAILED_ITERATIONS;
        for (Phase phase : JUDGED) {
            Window stretch = stretches.of(phase);
            if (stretch != null) {
                long all =
                        witness.iterations().over(stretch) + witness.dropped().over(stretch);
                long threw = witness.exceptions().over(stretch);
                share(name + " threw an exception in", threw, Math.max(all, threw), most, phase, first(witness));
                share(name + " could not start", witness.dropped().over(stretch), all, most, phase, "");
            }
        }
    }

    /** A script that asks nothing shows nothing, however healthy its last answers were. */
    private void silentScript(String name, LoadWitness witness) {
        if (witness.activity().isEmpty()) {
            return; // nothing is known of what it did; that it measured anything at all, its metrics show
        }
        Window baseline = stretches.of(Phase.BASELINE);
        Window before = baseline == null ? null : witness.activity().longestGap(baseline);
        long usual = before == null ? 0 : before.to() - before.from();
        long allowed = Math.max(SILENT_SCRIPT_MICROS, SILENT_SCRIPT_TIMES * usual);
        for (Phase phase : JUDGED) {
            Window stretch = stretches.of(phase);
            if (stretch == null) {
                continue;
            }
            Window gap = witness.activity().longestGap(stretch);
            if (gap != null && isTooLong(gap, stretch, allowed)) {
                notProven(name + " did nothing for " + Words.seconds(gap) + " s of the " + phase.word()
                        + ": what the system did then was not measured");
            }
        }
    }

    /** A whole phase without a sign proves nothing, even if it is short. */
    private static boolean isTooLong(Window gap, Window phase, long allowed) {
        return gap.to() - gap.from() > allowed || gap.equals(phase);
    }

    private void share(String what, long bad, long all, double most, Phase phase, String first) {
        if (bad > most * all) {
            notProven(what + " " + bad + " of " + all + " iterations in the " + phase.word()
                    + ", more than maxFailedIterations allows ("
                    + new Quantity(most, Dimension.RATIO)
                    + "): what it did not do was not measured" + first);
        }
    }

    private static String first(LoadWitness witness) {
        String exception = witness.exception();
        return exception == null
                ? ""
                : "; the first one: " + exception.lines().findFirst().orElse("");
    }

    private void notProven(String sentence) {
        findings.add(Finding.note(Result.NOT_PROVEN, SUBJECT, sentence));
    }
}
