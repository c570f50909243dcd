package dev.holograph.chaos.run;

import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LiveView;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for the end of the recovery: at its time, sooner after a fault phase cut short, or when it is believed. */
final class RecoveryPhase {

    private final Scenario scenario;
    private final Pace pace;
    private final Monitor monitor;
    private final FaultPhase faults;
    private final Loads loads;
    private final Progress progress;
    private final Consumer<Finding> findings;

    RecoveryPhase(
            Scenario scenario,
            Pace pace,
            Monitor monitor,
            FaultPhase faults,
            Loads loads,
            Progress progress,
            Consumer<Finding> findings) {
        this.scenario = scenario;
        this.pace = pace;
        this.monitor = monitor;
        this.faults = faults;
        this.loads = loads;
        this.progress = progress;
        this.findings = findings;
    }

    /**
     * @param times of the phases up to the beginning of this one
     * @param planned end of the load
     * @return up to where the run is to be judged
     * @throws InterruptedException if the run is to stop
     */
    Instant run(RunTimes times, Instant planned) throws InterruptedException {
        Instant fault = Objects.requireNonNull(times.fault(), "the fault phase is over");
        Instant from = Objects.requireNonNull(times.recovery(), "the recovery begins");
        Duration late = Duration.between(fault.plus(scenario.duration().fault()), from);
        Optional<String> breach = monitor.certainBreach();
        Instant end = planned;
        if (breach.isPresent()) {
            tellEndedEarly(from, late.negated(), breach.get());
            Instant sooner = from.plus(scenario.duration().recovery());
            end = sooner.isBefore(planned) ? sooner : planned;
            monitor.loadRunsOnlyUntil(end.minus(loads.longestGap()));
        }
        if (!from.isBefore(end)) {
            tellLateUndo(late);
            return end;
        }
        return await(times, from, end);
    }

    private void tellEndedEarly(Instant at, Duration left, String breach) {
        String sentence = "the fault phase was over at " + at.truncatedTo(ChronoUnit.MILLIS) + ", "
                + Quantity.time(left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.MILLIS))
                + " before its time, since no later sample can take this breach back: " + breach
                + "; what it would have shown later was not tested";
        // Of a fault that was shortened no run is green, whatever the evaluation says.
        findings.accept(Finding.note(Result.NOT_PROVEN, "ended early", sentence));
        progress.event(sentence);
    }

    private void tellLateUndo(Duration late) {
        findings.accept(Finding.note(
                Result.NOT_PROVEN,
                "recovery",
                "the undo was confirmed " + seconds(late)
                        + " after the planned end of the fault phase, and the load"
                        + " was over by then: nothing was asked of the system after the fault"));
    }

    private Instant await(RunTimes times, Instant from, Instant end) throws InterruptedException {
        Optional<String> needed = LiveView.needsAllOfTheRecovery(scenario);
        if (pace == Pace.FULL || needed.isPresent()) {
            needed.filter(objective -> pace == Pace.QUICK)
                    .ifPresent(objective ->
                            progress.event("the recovery phase lasts as long as it says, also at quick pace: '"
                                    + objective + "' is about all of it"));
            monitor.during(Phase.RECOVERY, end);
            return end;
        }
        Instant seen = monitor.recovery(end, now -> monitor.view().believedRecovery(times, faults.records(), now));
        if (seen.isBefore(end)) {
            String sentence = "the recovery phase was over after "
                    + seconds(Duration.between(from, seen)) + ", since the recovery is believed; not looked at: "
                    + seconds(Duration.between(seen, end)) + " (chaos.pace=quick)";
            findings.accept(Finding.note(Result.PASS, "pace", sentence));
            progress.event(sentence);
        }
        return seen;
    }

    private static String seconds(Duration length) {
        return Quantity.time(Duration.ofMillis(Math.round(length.toMillis() / 100.0) * 100))
                .toString();
    }
}
