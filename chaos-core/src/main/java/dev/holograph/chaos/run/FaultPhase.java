package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.SeriesRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Injects and undoes the faults of a plan by their timetable. */
final class FaultPhase {

    private static final Duration UNDO_WITHIN = Duration.ofSeconds(30);

    private final Plan plan;
    private final PreflightCheck preflight;
    private final RunDependencies tools;
    private final RunClock clock;
    private final JournalWriter journal;
    private final StopSignal stop;
    private final UndoThread undo;
    private final Monitor monitor;
    private final SeriesRecorder recorder;
    private final List<FaultInjection> faults = new ArrayList<>();
    private volatile boolean over;

    FaultPhase(
            Plan plan,
            PreflightCheck preflight,
            RunDependencies tools,
            JournalWriter journal,
            StopSignal stop,
            UndoThread undo,
            Monitor monitor,
            SeriesRecorder recorder) {
        this.recorder = recorder;
        this.plan = plan;
        this.preflight = preflight;
        this.tools = tools;
        this.clock = tools.clock();
        this.journal = journal;
        this.stop = stop;
        this.undo = undo;
        this.monitor = monitor;
        tools.context().rememberWith(this::remember);
    }

    /** A fault that is repeated is known by the same name: the one that is being injected is the last. */
    private void remember(String name, Map<String, String> data) {
        synchronized (faults) {
            for (int i = faults.size() - 1; i >= 0; i--) {
                if (faults.get(i).name().equals(name)) {
                    faults.get(i).remember(data);
                    return;
                }
            }
        }
        throw new IllegalStateException("no fault '" + name + "' is being injected");
    }

    /** Returns when the phase is over, in time or because a breach is certain, and every lasting fault is undone. */
    void run(Instant start) throws Exception {
        monitor.watchAbortsFrom(start);
        Instant end = start.plus(plan.scenario().duration().fault());
        InjectionSchedule timetable = InjectionSchedule.of(plan, start);
        List<InjectionSchedule.Undo> undos = new ArrayList<>();
        while (true) {
            Optional<InjectionSchedule.Injection> next = timetable.next();
            InjectionSchedule.Undo due = InjectionSchedule.earliest(undos);
            if (due != null && (next.isEmpty() || !next.get().at().isBefore(due.at()))) {
                wait(due.at(), end);
                if (endsEarly()) {
                    break;
                }
                undos.remove(due);
                undo(due);
            } else if (next.isPresent()) {
                wait(next.get().at(), end);
                if (endsEarly()) {
                    break;
                }
                timetable.remove();
                inject(next.get(), undos);
            } else {
                break;
            }
        }
        for (int last = undos.size() - 1; last >= 0; last--) { // none, but where it ends early
            undo(undos.get(last));
        }
        over = true;
        if (endsEarly()) {
            return;
        }
        // Instant faults leave nothing to wait for, but the phase lasts as long as it says.
        wait(end, end);
    }

    private boolean endsEarly() {
        return monitor.certainBreach().isPresent();
    }

    /** Whether the last fault was injected, and all are undone. */
    boolean isOver() {
        return over;
    }

    /** What is known of the instant faults in the end; the lasting ones were asked before their undo. */
    void observeInstant() {
        faults.stream().filter(fault -> !fault.isLasting()).forEach(FaultInjection::observe);
    }

    /** The faults that were injected, in that order. */
    List<FaultRecord> records() {
        return faults.stream()
                .map(FaultInjection::record)
                .filter(Objects::nonNull)
                .toList();
    }

    private void wait(Instant until, Instant end) throws InterruptedException {
        monitor.during(Phase.FAULT, until, end);
    }

    private void inject(InjectionSchedule.Injection injection, List<InjectionSchedule.Undo> undos) throws Exception {
        Prepared<?> prepared = injection.prepared();
        stop.interruptibly(() -> {
            preflight.check(prepared);
            return null;
        });
        Drivers.Bound<?> driver = tools.drivers().of(prepared);
        FaultInjection fault = new FaultInjection(prepared, driver, journal, clock, recorder);
        fault.intend();
        UndoThread.Entry entry = pushUndo(fault, prepared);
        synchronized (faults) {
            faults.add(fault);
        }
        monitor.watch(fault);
        tools.progress().event("injecting " + fault.name() + injection.ordinal() + ": " + prepared.description());
        Instant confirmed;
        try {
            confirmed = stop.interruptibly(fault::inject);
        } finally {
            if (fault.injectionIsOver()) {
                pushUndo(fault, prepared); // the undo did not wait for a driver that would not give up
            }
        }
        if (fault.isLasting()) {
            undos.add(new InjectionSchedule.Undo(confirmed.plus(injection.length()), fault, entry));
        }
    }

    private UndoThread.Entry pushUndo(FaultInjection fault, Prepared<?> prepared) {
        return undo.push("fault " + fault.name(), prepared.step().target(), UNDO_WITHIN, fault::byHand, fault::undo);
    }

    private void undo(InjectionSchedule.Undo due) throws InterruptedException {
        due.fault().observeBeforeUndo();
        tools.progress().event("undoing " + due.fault().name());
        Optional<UndoThread.Problem> problem = undo.undo(due.entry());
        if (problem.isPresent()) {
            stop.request(Reason.FAILED, "a fault could not be undone");
            throw new InterruptedException("not undone");
        }
    }
}
