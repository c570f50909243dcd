package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.LoadFinding.ScriptFailed.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the test bench did its part: each load made the requests it had planned, each script kept working, and no
 * part stood still. What fails here says nothing about the system, so the run is NOT PROVEN, beside any breach.
 */
final class LoadCheck {

    private static final List<Phase> JUDGED = List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY);

    /** A generator may make so much less than planned: its first and last cells are cut by the clock. */
    private static final double LEAST_MADE = 0.95;

    /** A load may end a second early, and its last sign of life may be as old as {@link HeartbeatLog} allows. */
    private static final long SILENT_AT_THE_END_MICROS = 1_000_000 + SeriesRecorder.HEARTBEAT_GAP_MICROS;

    /** A script that was never silent for longer before the fault may still wait this long for a slow answer. */
    private static final long SILENT_SCRIPT_MICROS = 10_000_000;

    private static final int SILENT_SCRIPT_TIMES = 3;

    /** A client that asks somebody else now and then, after an error, is no reason for a doubt. */
    private static final double TURNED_AWAY = 0.5;

    private static final int FEWEST_TO_COMPARE = 20;

    private final Scenario scenario;
    private final Witnesses witnesses;
    private final RunTimeline timeline;
    private final List<LoadFinding> findings = new ArrayList<>();

    private LoadCheck(RunObservations observed, RunTimeline timeline) {
        this.scenario = observed.scenario();
        this.witnesses = observed.series().witnesses();
        this.timeline = timeline;
    }

    static List<LoadFinding> of(RunObservations observed, RunTimeline timeline) {
        LoadCheck check = new LoadCheck(observed, timeline);
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
        Window load = timeline.load();
        List<Silence> all = new ArrayList<>(witnesses.silences());
        if (load != null) {
            for (LoadWitness witness : witnesses.loads()) {
                all.addAll(witness.silentSince(load.to(), SILENT_AT_THE_END_MICROS));
            }
        }
        for (Silence silence : all) {
            Window when = silence.window();
            if (load == null || (when.from() < load.to() && when.to() > load.from())) {
                findings.add(new LoadFinding.StoodStill(silence));
            }
        }
    }

    /**
     * Looks for requests that an open load should have made. They are due by the clock: a system that cannot keep up
     * leaves requests unsent, but none of them undue.
     */
    private void shortfalls() {
        for (Load load : scenario.loads()) {
            if (!(load.arrivals() instanceof ArrivalModel.Open open)) {
                continue;
            }
            Optional<LoadWitness> witness = witnesses.load(load.name());
            List<RunnerWitness> runners = witness.map(LoadWitness::runners).orElse(List.of());
            shortfall(
                    name(load),
                    null,
                    open.perSecond(),
                    witness.map(LoadWitness::made).orElseGet(CellCounts::new));
            for (RunnerWitness runner : runners) {
                shortfall(name(load), runner.shown(), open.perSecond() / runners.size(), runner.made());
            }
        }
    }

    private void shortfall(@Nullable String load, @Nullable String runner, double perSecond, CellCounts counts) {
        List<LoadFinding.PhaseShortfall> missing = new ArrayList<>();
        for (Phase phase : JUDGED) {
            Window range = whileLoaded(timeline.of(phase));
            double planned = range == null ? 0 : perSecond * range.seconds();
            long made = range == null ? 0 : counts.over(range);
            if (made < LEAST_MADE * planned - 1) {
                missing.add(new LoadFinding.PhaseShortfall(phase, made, Math.round(planned)));
            }
        }
        if (!missing.isEmpty()) {
            findings.add(new LoadFinding.Shortfall(load, runner, missing));
        }
    }

    /** An undo that hangs lets its phase last longer than the load, of which nothing is planned then. */
    private @Nullable Window whileLoaded(@Nullable Window phase) {
        Window load = timeline.load();
        return phase == null || load == null
                ? phase
                : new Window(Math.max(phase.from(), load.from()), Math.min(phase.to(), load.to()));
    }

    private void script(Load load, LoadWitness witness) {
        silentScript(load, witness);
        double most = load.arrivals() instanceof ArrivalModel.ByScript script
                ? script.maxFailedIterations()
                : ArrivalModel.ByScript.MAX_FAILED_ITERATIONS;
        for (Phase phase : JUDGED) {
            Window range = timeline.of(phase);
            if (range != null) {
                long dropped = witness.dropped().over(range);
                long threw = witness.exceptions().over(range);
                long all = witness.iterations().over(range) + dropped;
                long unfinished = witness.unfinished().over(range);
                share(load, phase, Way.THREW, threw, Math.max(all, threw), most, witness.exception());
                share(load, phase, Way.NOT_STARTED, dropped, all, most, null);
                share(load, phase, Way.NOT_ENDED, unfinished, all + unfinished, most, null);
            }
        }
    }

    private void share(
            Load load, Phase phase, Way way, long failed, long all, double most, @Nullable String exception) {
        if (failed > most * all) {
            findings.add(new LoadFinding.ScriptFailed(name(load), phase, way, failed, all, most, exception));
        }
    }

    /** {@code null} where there is no other load to tell it from. */
    private @Nullable String name(Load load) {
        return scenario.loads().size() == 1 ? null : load.name();
    }

    /** A script that does not ask the system shows nothing of it, however healthy its last answers were. */
    private void silentScript(Load load, LoadWitness witness) {
        if (witness.activity().isEmpty() && witness.elsewhere().isEmpty()) {
            return; // nothing is known of what it did; that it measured anything at all, its metrics show
        }
        Window baseline = timeline.of(Phase.BASELINE);
        Window before = baseline == null ? null : witness.activity().longestGap(baseline);
        long usual = before == null ? 0 : before.to() - before.from();
        long allowed = Math.max(SILENT_SCRIPT_MICROS, SILENT_SCRIPT_TIMES * usual);
        for (Phase phase : JUDGED) {
            Window range = timeline.of(phase);
            if (range == null) {
                continue;
            }
            Window gap = witness.activity().longestGap(range);
            if (gap != null && isTooLong(gap, range, allowed)) {
                findings.add(new LoadFinding.ScriptSilent(name(load), phase, gap, elsewhere(witness, gap)));
            } else if (baseline != null && phase != Phase.BASELINE) {
                turnedAway(load, witness, phase, range, baseline);
            }
        }
    }

    /** A script that asks something else under the fault spares the system what it is judged by. */
    private void turnedAway(Load load, LoadWitness witness, Phase phase, Window range, Window baseline) {
        double before = witness.shareOfTarget(baseline);
        double share = witness.shareOfTarget(range);
        boolean isTold =
                witness.requests(baseline) >= FEWEST_TO_COMPARE && witness.requests(range) >= FEWEST_TO_COMPARE;
        if (isTold && share < TURNED_AWAY * before) {
            findings.add(new LoadFinding.TurnedAway(name(load), phase, share, before, elsewhere(witness, range)));
        }
    }

    private static LoadFinding.Elsewhere elsewhere(LoadWitness witness, Window window) {
        return new LoadFinding.Elsewhere(witness.elsewhere().over(window), witness.addresses());
    }

    /** A whole phase without a sign proves nothing, even if it is short. */
    private static boolean isTooLong(Window gap, Window phase, long allowed) {
        return gap.to() - gap.from() > allowed || gap.equals(phase);
    }
}
