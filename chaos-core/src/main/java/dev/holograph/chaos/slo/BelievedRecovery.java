package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds, while the recovery phase lasts, up to where the system was seen to have recovered. It asks the evaluator that
 * gives the verdict, of a run that ended at the latest moment before which every request has its outcome: nothing that is
 * still to come is guessed. Nor does it end in a silence of a script-only load: that is not yet long enough to be noticed.
 */
final class BelievedRecovery {

    /** A generator may tell of a request this much later than it gave a sign of life. */
    private static final long TOLD_LATE_MICROS = 500_000;

    private final Scenario scenario;
    private final SeriesRecorder recorder;

    BelievedRecovery(Scenario scenario, SeriesRecorder recorder) {
        this.scenario = scenario;
        this.recorder = recorder;
    }

    /** Makes what evaluates windows against a baseline. */
    @FunctionalInterface
    interface Assessors {
        WindowEvaluator of(Window baseline);
    }

    /** An objective that is measured over the whole recovery phase, which therefore must not be cut; empty: none is. */
    static Optional<Objective> needsAllOfIt(Scenario scenario) {
        return Stream.of(scenario.steadyState(), scenario.effect(), scenario.slo())
                .flatMap(List::stream)
                .filter(objective ->
                        objective.moment() instanceof EvaluationPhase.During during && during.phase() == Phase.RECOVERY)
                .findFirst();
    }

    /**
     * The end of what is known, if the recovery is believed by then.
     *
     * @param times so far, the end aside
     */
    Optional<Instant> find(RunTimes times, List<FaultRecord> faults, Instant now, Assessors assessors) {
        Instant recoveryFrom = Objects.requireNonNull(times.recovery(), "asked in the recovery phase");
        long known = Math.min(recorder.knownUntil() - TOLD_LATE_MICROS, Window.micros(now));
        long settled = Math.min(recorder.settledUntil(Window.micros(now)), recorder.workedUntil(scenario));
        long until = Window.down(Math.min(known, settled));
        if (faults.isEmpty() || !Recovery.canBeSeen(scenario.recovery(), Window.micros(recoveryFrom), until)) {
            return Optional.empty();
        }
        Instant end = Window.instant(until);
        RunTimes ended = new RunTimes(times.firstDue(), times.baseline(), times.fault(), recoveryFrom, end);
        Window baseline = new RunTimeline(ended, faults, scenario.recovery()).of(Phase.BASELINE);
        if (baseline == null) {
            return Optional.empty();
        }
        List<EpisodeRecovery> all = EpisodeRecovery.of(scenario, faults, end, assessors.of(baseline));
        return all.get(all.size() - 1).isBelieved() ? Optional.of(end) : Optional.empty();
    }
}
