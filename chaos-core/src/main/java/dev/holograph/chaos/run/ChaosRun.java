package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.FaultTimes;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LatencyBounds;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.LiveView;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run: environment, load, warm-up, baseline, gate, faults, recovery, ledger, verdict. However it ends, everything
 * that was started or injected is taken back before {@link #run} returns. One object, one run.
 */
public final class ChaosRun {

    private final Plan plan;
    private final Scenario scenario;
    private final RunDependencies tools;
    private final RunClock clock;
    private final StopSignal stop;
    private final JournalWriter journal;
    private final UndoThread undo;
    private final SeriesRecorder recorder;
    private final Monitor monitor;
    private final List<Finding> findings = new ArrayList<>();
    private final PreflightCheck preflight;
    private final FaultPhase faults;
    private final LedgerVerification writes;
    private final TargetLocks locks;
    private final RunEnvironment environment;
    private final Probes probes;
    private final Loads loads;
    private final RecoveryPhase recovery;
    private final boolean failFast;
    private final Pace pace;
    private Phase phase = Phase.WARMUP;

    private @Nullable Instant firstDue;
    private @Nullable Instant baselineFrom;
    private @Nullable Instant faultFrom;
    private @Nullable Instant recoveryFrom;
    private @Nullable Instant end;
    private @Nullable LedgerResult ledger;
    private RunClock.@Nullable Alarm windowEnd;

    /** @param stop ends the run early when it is set from elsewhere */
    public ChaosRun(Plan plan, RunDependencies tools, StopSignal stop) {
        this(plan, tools, stop, false, Pace.FULL);
    }

    /**
     * @param stop ends the run early when it is set from elsewhere
     * @param failFast whether the fault phase ends when an SLO is breached whatever comes later
     */
    public ChaosRun(Plan plan, RunDependencies tools, StopSignal stop, boolean failFast, Pace pace) {
        this.failFast = failFast;
        this.pace = pace;
        this.plan = plan;
        this.scenario = plan.scenario();
        this.tools = tools;
        this.clock = tools.clock();
        this.journal = new JournalWriter(tools.journal());
        this.stop = stop;
        this.undo = new UndoThread(System::nanoTime);
        this.recorder = SeriesRecorder.of(scenario);
        this.locks = new TargetLocks(plan, tools, stop, undo, journal);
        this.environment = new RunEnvironment(plan, tools, stop, undo, journal, findings::add);
        this.probes = new Probes(plan, tools, stop, undo, recorder);
        this.loads = new Loads(plan, tools, stop, undo, journal, recorder, failFast || pace == Pace.QUICK);
        this.monitor = new Monitor(
                new LiveView(scenario, recorder, LatencyBounds.of(scenario)), recorder, tools, stop, loads.running());
        tools.context().heartbeatsFrom(recorder::forPart);
        this.preflight = new PreflightCheck(plan, tools);
        this.writes = new LedgerVerification(plan, tools, stop, journal);
        this.faults = new FaultPhase(plan, preflight, tools, journal, stop, undo, monitor, recorder);
        this.recovery = new RecoveryPhase(scenario, pace, monitor, faults, loads, tools.progress(), findings::add);
        stop.onRequest(undo::begin);
    }

    /** Does all of it; a failure is part of the result. */
    public RunResult run() {
        Instant started = clock.now();
        try {
            begin(started);
            RunningEnvironment ready = environment.start();
            writes.check(ready);
            probes.start();
            Instant over = measure(startLoads(ready));
            end = recovery.run(times(null), over);
            endLoads(end, over);
            faults.observeInstant();
            verifyWrites(ready);
        } catch (InterruptedException e) {
            stop.request(Reason.INTERRUPTED, "the run was interrupted");
        } catch (DriverException e) {
            stop.request(Reason.FAILED, String.valueOf(e.getMessage()));
        } catch (Exception | LinkageError e) { // a driver whose library is not there
            stop.request(Reason.FAILED, e.toString());
        } finally {
            environment.readLogs(phase); // before they are stopped, of which they speak as well
            environment.tellUnexpectedEnds();
            stop.request(Reason.FINISHED, "all phases are over");
            finish();
        }
        return result(started);
    }

    private void begin(Instant started) throws Exception {
        journal.must(new JournalEntry(
                started,
                Event.RUN_STARTED,
                plan.runId(),
                Map.of("scenario", scenario.name(), "seed", "" + plan.seed())));
        undo.push("the run's shared things", RunEnvironment.STOPS_WITHIN, null, deadline -> tools.context()
                .shared()
                .close());
        stop.interruptibly(this::admit);
        preflight.windowEnd().ifPresent(at -> windowEnd = clock.at(at, () -> windowCloses(at)));
    }

    /** Nothing has been touched when this refuses. */
    private Void admit() throws Exception {
        preflight.check();
        locks.claim();
        return null;
    }

    /** From the first request to the last undo. @return the planned end of the load */
    private Instant measure(Instant begin) throws Exception {
        Instant over = begin.plus(scenario.duration().total());
        if (failFast) {
            monitor.endFaultsOnCertainBreach(
                    clock.now().plus(scenario.duration().total()));
        }
        Instant warm = begin.plus(scenario.duration().warmup());
        monitor.loadRunsUntil(over.minus(loads.longestGap()));
        monitor.during(Phase.WARMUP, warm);
        baselineFrom = phase(Phase.BASELINE, warm);
        monitor.during(Phase.BASELINE, warm.plus(scenario.duration().baseline()));
        gate(warm);
        faultFrom = phase(Phase.FAULT, clock.now());
        faults.run(faultFrom);
        recoveryFrom = phase(Phase.RECOVERY, clock.now());
        return over;
    }

    /** @param planned end of the load */
    private void endLoads(Instant seen, Instant planned) throws Exception {
        if (seen.isBefore(planned) || monitor.certainBreach().isPresent()) {
            loads.end(seen);
        }
        loads.drain(findings::add);
        note(clock.now(), Event.LOAD_ENDED, tools.engine().name(), Map.of("planned", seen.toString()));
    }

    /** Whatever the run is waiting for: what is on is taken back, and nothing more is injected. */
    private void windowCloses(Instant at) {
        if (!faults.isOver()) {
            stop.request(Reason.WINDOW_CLOSED, "the guard's window for faults ended at " + at);
        }
    }

    private Instant startLoads(RunningEnvironment ready) throws Exception {
        Instant first = loads.start(ready);
        firstDue = first == null ? clock.now() : first;
        if (first != null) {
            note(
                    firstDue,
                    Event.LOAD_STARTED,
                    tools.engine().name(),
                    Map.of("version", tools.engine().version()));
        }
        return firstDue;
    }

    /** Nothing is broken in a system that is not well, as far as all loads have reported. */
    private void gate(Instant from) throws InterruptedException {
        loads.awaitReports();
        Instant now = clock.now();
        List<String> wrong = monitor.view().notSteady(from, now);
        note(now, Event.GATE, wrong.isEmpty() ? "steady" : "not steady", Map.of());
        if (!wrong.isEmpty()) {
            wrong.forEach(sentence -> findings.add(Finding.note(Result.NOT_PROVEN, "steady state", sentence)));
            stop.request(Reason.NOT_STEADY, "there was no steady state to start from; no fault was injected");
            throw new InterruptedException("not steady");
        }
    }

    private void verifyWrites(RunningEnvironment ready) throws Exception {
        if (scenario.ledger() != null) {
            List<Window> underFault = FaultTimes.of(times(null), faults.records(), scenario.recovery());
            ledger = writes.verify(ready, recorder.acknowledgements().distinct(), underFault);
        }
    }

    private void finish() {
        if (windowEnd != null) {
            windowEnd.close();
        }
        stop.requested().filter(why -> why.reason() != Reason.FINISHED).ifPresent(why -> tools.progress()
                .event("taking everything back: " + firstLine(why.why())));
        List<UndoThread.Problem> problems = undo.finish();
        for (UndoThread.Problem problem : problems) {
            findings.add(Finding.note(
                    problem.byHand() == null ? Result.ERROR : Result.NOT_UNDONE,
                    problem.what(),
                    "not undone: " + problem.sentence()));
        }
        undo.late().forEach(sentence -> findings.add(Finding.note(Result.WARN, "undo", sentence)));
        environment.tellStopped();
        if (firstDue != null) {
            findings.addAll(monitor.clockFindings());
        }
        stop.requested().flatMap(StopSignal.Stop::finding).ifPresent(findings::add);
        stop.failures().stream()
                .filter(why -> stop.requested()
                        .filter(first -> first.why().equals(why))
                        .isEmpty())
                .forEach(why -> findings.add(Finding.note(Result.ERROR, "run", why)));
        journal.problem().ifPresent(problem -> findings.add(Finding.note(Result.ERROR, "journal", problem)));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private RunResult result(Instant started) {
        Series series = recorder.finish(Window.micros(clock.now()));
        RunTimes times = firstDue == null ? null : times(end);
        List<FaultRecord> records = faults.records();
        Evaluation evaluation = Evaluation.of(new RunObservations(scenario, series, times, records, ledger, findings));
        List<String> spoken = series.witnesses().httpVersions();
        spoken.forEach(tools.progress()::event);
        note(clock.now(), Event.VERDICT, evaluation.result().words(), Map.of());
        Instant ended = clock.now();
        note(ended, Event.RUN_ENDED, plan.runId(), Map.of());
        return new RunResult(
                plan,
                started,
                ended,
                times,
                series,
                records,
                ledger,
                findings,
                evaluation,
                engine(),
                Stream.of(spoken, environment.versions(), tools.versions())
                        .flatMap(List::stream)
                        .toList(),
                environment.logs());
    }

    /** Kept apart from others in history and curves: a shorter fault, or recovery, is another experiment. */
    private String engine() {
        return loads.engine()
                + (monitor.certainBreach().isPresent() ? ", fault ended early" : "")
                + (pace == Pace.QUICK ? ", quick pace" : "");
    }

    private Instant phase(Phase next, Instant at) {
        environment.readLogs(phase); // they were printed in the last phase
        phase = next;
        note(at, Event.PHASE_STARTED, next.word(), Map.of());
        return at;
    }

    private RunTimes times(@Nullable Instant end) {
        return new RunTimes(Objects.requireNonNull(firstDue), baselineFrom, faultFrom, recoveryFrom, end);
    }

    private void note(Instant at, Event event, String subject, Map<String, String> data) {
        journal.tell(new JournalEntry(at, event, subject, data));
    }
}
