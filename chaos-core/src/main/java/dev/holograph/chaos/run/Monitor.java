package dev.holograph.chaos.run;

import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LiveView;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.spi.RunningLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits while a phase lasts: once a second it prints the state and checks whether the run must end. */
final class Monitor {

    private static final Duration STEP = Duration.ofSeconds(1);

    /** A run that wakes up this late was stopped or starved, and with it the proxy in its process. */
    private static final Duration LATE = Duration.ofSeconds(1);

    /** The load keeps its own clock. */
    private static final Duration LOAD_MAY_END_EARLY_BY = Duration.ofSeconds(1);

    private final LiveView view;
    private final RunDependencies tools;
    private final StopSignal stop;
    private final List<RunningLoad> loads;
    private final List<FaultInjection> faults = new ArrayList<>();
    private final SeriesRecorder recorder;
    private ClockWatch clockWatch;
    private Instant loadUntil = Instant.MAX;
    private @Nullable Instant faultsFrom;
    private @Nullable Instant loadsEnd;
    private @Nullable String certainBreach;

    Monitor(LiveView view, SeriesRecorder recorder, RunDependencies tools, StopSignal stop, List<RunningLoad> loads) {
        this.recorder = recorder;
        this.view = view;
        this.tools = tools;
        this.stop = stop;
        this.loads = loads;
        this.clockWatch = new ClockWatch(tools.clock());
    }

    /** What the run's own clock did to it. */
    List<Finding> clockFindings() {
        clockWatch.look();
        return clockWatch.findings();
    }

    LiveView view() {
        return view;
    }

    /** If the load has ended before, the run is over. */
    void loadRunsUntil(Instant moment) {
        loadUntil = moment;
        clockWatch = new ClockWatch(tools.clock()); // what the clock did before is nobody's concern
    }

    /** The load is to end sooner than it was planned. */
    void loadRunsOnlyUntil(Instant moment) {
        loadUntil = moment;
    }

    /** From here on abort conditions count. */
    void watchAbortsFrom(Instant moment) {
        faultsFrom = moment;
    }

    /**
     * From here on a breach that nothing can take back ends the fault phase.
     *
     * @param loadsEnd no request is due later
     */
    void endFaultsOnCertainBreach(Instant loadsEnd) {
        this.loadsEnd = loadsEnd;
    }

    /** The breach for which the fault phase is over before its time. */
    Optional<String> certainBreach() {
        return Optional.ofNullable(certainBreach);
    }

    /** Shows this fault while it is on. */
    void watch(FaultInjection fault) {
        faults.add(fault);
    }

    /**
     * Waits until the end of this phase; of the fault phase, or until a breach is certain.
     *
     * @throws InterruptedException if the run is to stop
     */
    void during(Phase phase, Instant end) throws InterruptedException {
        during(phase, end, end);
    }

    /**
     * Waits until a moment of this phase; of the fault phase, or until a breach is certain.
     *
     * @param end of the phase; the progress line shows how far it is
     * @throws InterruptedException if the run is to stop
     */
    void during(Phase phase, Instant until, Instant end) throws InterruptedException {
        during(phase, until, end, now -> phase == Phase.FAULT && isCertainlyBreached(now));
    }

    /**
     * Waits until the end of the recovery phase, or until the recovery is believed.
     *
     * @param believed says up to where it was seen to be, if it is
     * @return up to where the run is to be judged
     * @throws InterruptedException if the run is to stop
     */
    Instant recovery(Instant end, Function<Instant, Optional<Instant>> believed) throws InterruptedException {
        Instant[] seen = {end};
        during(Phase.RECOVERY, end, end, now -> {
            Optional<Instant> sooner = believed.apply(now).filter(moment -> moment.isBefore(end));
            sooner.ifPresent(moment -> seen[0] = moment);
            return sooner.isPresent();
        });
        return seen[0];
    }

    /** @param isOver whether the phase ends before its time */
    private void during(Phase phase, Instant until, Instant end, Predicate<Instant> isOver)
            throws InterruptedException {
        RunClock clock = tools.clock();
        while (clock.now().isBefore(until)) {
            Instant next = clock.now().plus(STEP);
            Instant wake = next.isBefore(until) ? next : until;
            clock.sleepUntil(wake, stop);
            if (stop.isRequested()) {
                throw new InterruptedException("the run is to stop");
            }
            Instant now = clock.now();
            if (now.isAfter(wake.plus(LATE))) {
                recorder.stoodStill("the run itself", wake, now);
            }
            clockWatch.look();
            tell(phase, now, end);
            endIfTheLoadEnded(now);
            if (faultsFrom != null) {
                view.abort(faultsFrom, now).ifPresent(why -> stop.request(Reason.ABORTED, why));
            }
            if (stop.isRequested()) {
                throw new InterruptedException("the run is to stop");
            }
            if (isOver.test(now)) {
                return;
            }
        }
    }

    private boolean isCertainlyBreached(Instant now) {
        if (loadsEnd != null && certainBreach == null) {
            FaultRecord first = faults.isEmpty() ? null : faults.get(0).record();
            certainBreach = first == null
                    ? null
                    : view.certainBreach(first.injectionRequested(), loadsEnd, now)
                            .orElse(null);
        }
        return certainBreach != null;
    }

    private void tell(Phase phase, Instant now, Instant end) {
        List<String> on = faults.stream()
                .filter(FaultInjection::isOn)
                .map(FaultInjection::name)
                .toList();
        Duration left = Duration.between(now, end);
        tools.progress()
                .tick(new Progress.Tick(phase, left.isNegative() ? Duration.ZERO : left, view.standing(now), on));
    }

    private void endIfTheLoadEnded(Instant now) {
        for (RunningLoad load : loads) {
            if (now.isBefore(loadUntil.minus(LOAD_MAY_END_EARLY_BY))
                    && load.ended().isDone()) {
                String problem = load.ended().join().problem();
                stop.request(Reason.LOAD_ENDED, problem == null ? "the load ended before the run was over" : problem);
            }
        }
    }
}
