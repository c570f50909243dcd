package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Acknowledgements;
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
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run: environment, load, warm-up, baseline, gate, faults, recovery, ledger, verdict. However it ends, everything
 * that was started or injected is taken back before {@link #run} returns. One object, one run.
 */
public final class ChaosRun {

    /** Stands for a fault's type in the recipes of claims. */
    static final String CLAIM = "claim";

    /** The same in the recipes of loads that would outlive this process. */
    static final String LOAD = "load";

    private static final Duration CLAIM_RELEASED_WITHIN = Duration.ofSeconds(5);
    private static final Duration PROBE_STOPS_WITHIN = Duration.ofSeconds(1);
    private static final Duration ENVIRONMENT_STOPS_WITHIN = Duration.ofSeconds(2);
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
    private final Loads loads;
    private final List<String> versions = new ArrayList<>();
    private final ServiceLogs logs;
    private final boolean failFast;
    private final Pace pace;
    private @Nullable RunningEnvironment environment;
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
        this.logs = new ServiceLogs(tools.context()::masked);
        this.stop = stop;
        this.undo = new UndoThread(System::nanoTime);
        this.recorder = SeriesRecorder.of(scenario);
        this.loads = new Loads(plan, tools, stop, undo, journal, recorder, failFast || pace == Pace.QUICK);
        this.monitor = new Monitor(
                new LiveView(scenario, recorder, LatencyBounds.of(scenario)), recorder, tools, stop, loads.running());
        tools.context().heartbeatsFrom(recorder::forPart);
        this.preflight = new PreflightCheck(plan, tools);
        this.writes = new LedgerVerification(plan, tools);
        this.faults = new FaultPhase(plan, preflight, tools, journal, stop, undo, monitor, recorder);
        stop.onRequest(undo::begin);
    }

    /** Does all of it; a failure is part of the result. */
    public RunResult run() {
        Instant started = clock.now();
        try {
            journal.must(new JournalEntry(
                    started,
                    Event.RUN_STARTED,
                    plan.runId(),
                    Map.of("scenario", scenario.name(), "seed", "" + plan.seed())));
            undo.push("the run's shared things", ENVIRONMENT_STOPS_WITHIN, null, deadline -> tools.context()
                    .shared()
                    .close());
            stop.interruptibly(this::admit);
            preflight.windowEnd().ifPresent(at -> windowEnd = clock.at(at, () -> windowCloses(at)));
            RunningEnvironment ready = startEnvironment();
            checkLedger(ready);
            startProbes();
            Instant begin = startLoads(ready);
            if (failFast) {
                monitor.endFaultsOnCertainBreach(
                        clock.now().plus(scenario.duration().total()));
            }
            Instant warm = begin.plus(scenario.duration().warmup());
            Instant over = begin.plus(scenario.duration().total());
            monitor.loadRunsUntil(over.minus(loads.longestGap()));
            monitor.during(Phase.WARMUP, warm);
            baselineFrom = phase(Phase.BASELINE, warm);
            monitor.during(Phase.BASELINE, warm.plus(scenario.duration().baseline()));
            gate(warm);
            faultFrom = phase(Phase.FAULT, clock.now());
            faults.run(faultFrom);
            recoveryFrom = phase(Phase.RECOVERY, clock.now());
            over = endOfRecovery(faultFrom, recoveryFrom, over);
            Instant seen = recovery(recoveryFrom, over);
            end = seen;
            if (seen.isBefore(over) || monitor.certainBreach().isPresent()) {
                loads.end(seen);
            }
            loads.drain(findings::add);
            note(clock.now(), Event.LOAD_ENDED, tools.engine().name(), Map.of("planned", seen.toString()));
            faults.observeInstant();
            lookForWrites(ready);
        } catch (InterruptedException e) {
            stop.request(Reason.INTERRUPTED, "the run was interrupted");
        } catch (DriverException e) {
            stop.request(Reason.FAILED, String.valueOf(e.getMessage()));
        } catch (Exception | LinkageError e) { // a driver whose library is not there
            stop.request(Reason.FAILED, e.toString());
        } finally {
            readLogs(); // before they are stopped, of which they speak as well
            tellUnexpectedEnds();
            stop.request(Reason.FINISHED, "all phases are over");
            finish();
        }
        return result(started);
    }

    /** Nothing has been touched when this refuses. */
    private Void admit() throws Exception {
        preflight.check();
        for (TargetLockProvider claims : tools.claims()) {
            Optional<UndoRecipe> recipe = claims.recipe(plan, CLAIM);
            if (recipe.isPresent()) {
                claim(claims, recipe.get());
            }
        }
        return null;
    }

    /** Whatever the run is waiting for: what is on is taken back, and nothing more is injected. */
    private void windowCloses(Instant at) {
        if (!faults.isOver()) {
            stop.request(Reason.WINDOW_CLOSED, "the guard's window for faults ended at " + at);
        }
    }

    private void claim(TargetLockProvider claims, UndoRecipe recipe) throws Exception {
        String what = claims.name() + " " + CLAIM;
        journal.must(new JournalEntry(clock.now(), Event.CLAIM_INTENDED, what, JournalEntry.of(recipe)));
        undo.push(what, CLAIM_RELEASED_WITHIN, recipe.byHand(), deadline -> {
            claims.release(recipe, tools.context(), deadline);
            note(clock.now(), Event.CLAIM_RELEASED, what, Map.of());
        });
        claims.claim(recipe, tools.context(), stop::fail);
    }

    private RunningEnvironment startEnvironment() throws Exception {
        RunningEnvironment running = stop.interruptibly(() -> {
            RunningEnvironment started =
                    tools.environments().start(plan.environment(), tools.context(), tools.progress()::event);
            undo.push("the local services", ENVIRONMENT_STOPS_WITHIN, null, started::stop);
            return started;
        });
        versions.addAll(running.versions());
        environment = running;
        tools.context().environmentReady(running);
        note(
                clock.now(),
                Event.ENVIRONMENT_READY,
                plan.environment().name(),
                running.origin().isEmpty() ? Map.of() : Map.of("services", running.origin()));
        plan.environment().unchecked().forEach(this::tellUnchecked);
        return running;
    }

    /** Whoever answers is believed: nothing that was measured there is simply well. */
    private void tellUnchecked(TargetSpec target) {
        String sentence = "the certificate of target '" + target.name() + "' was not checked ("
                + (target.tls().insecure() ? "insecure: true" : "verifyPeer in its url") + ", " + target.location()
                + "): anybody may have answered; name the PEM file of its authority by trust: instead";
        findings.add(Finding.note(Result.WARN, "TLS", sentence));
        tools.progress().event("TLS: " + sentence);
    }

    /** Nothing is loaded, let alone broken, for a ledger that could not find a loss. */
    private void checkLedger(RunningEnvironment environment) throws Exception {
        Ledger ledgerOf = scenario.ledger();
        if (ledgerOf != null) {
            stop.interruptibly(() -> {
                writes.check(ledgerOf, environment);
                return environment;
            });
        }
    }

    private void startProbes() throws Exception {
        for (Probe probe : scenario.probes()) {
            ProbeProvider provider = tools.probes().stream()
                    .filter(one -> one.kind().equals(probe.query().kind()))
                    .findFirst()
                    .orElseThrow(() -> new DriverException("no client queries probes of the kind '"
                            + probe.query().kind() + "'"));
            TargetSpec target = Objects.requireNonNull(
                    plan.environment().targets().get(probe.target()), "a plan has the targets of its probes");
            stop.interruptibly(() -> {
                ProbeProvider.RunningProbe running =
                        provider.start(probe, target, recorder.metricSink(), tools.context(), tools.progress()::event);
                undo.push("the probe " + probe.name(), PROBE_STOPS_WITHIN, null, running::stop);
                return running;
            });
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

    /** Where the fault phase ended before its time, so does the recovery, and with it the load. */
    private Instant endOfRecovery(Instant faultFrom, Instant recoveryFrom, Instant over) {
        Optional<String> breach = monitor.certainBreach();
        if (breach.isEmpty()) {
            return over;
        }
        Duration left = Duration.between(
                recoveryFrom, faultFrom.plus(scenario.duration().fault()));
        String sentence = "the fault phase was over at " + recoveryFrom.truncatedTo(ChronoUnit.MILLIS) + ", "
                + Quantity.time(left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.MILLIS))
                + " before its time, since no later sample can take this breach back: " + breach.get()
                + "; what it would have shown later was not tested";
        // Of a fault that was shortened no run is green, whatever the evaluation says.
        findings.add(Finding.note(Result.NOT_PROVEN, "ended early", sentence));
        tools.progress().event(sentence);
        Instant sooner = recoveryFrom.plus(scenario.duration().recovery());
        Instant end = sooner.isBefore(over) ? sooner : over;
        monitor.loadRunsOnlyUntil(end.minus(loads.longestGap()));
        return end;
    }

    /** Waits for the end of the recovery phase, which at quick pace may come sooner. @return up to where the run counts */
    private Instant recovery(Instant from, Instant over) throws InterruptedException {
        if (!from.isBefore(over)) {
            Duration late = Duration.between(
                    Objects.requireNonNull(faultFrom).plus(scenario.duration().fault()), from);
            findings.add(Finding.note(
                    Result.NOT_PROVEN,
                    "recovery",
                    "the undo was confirmed " + seconds(late)
                            + " after the planned end of the fault phase, and the load"
                            + " was over by then: nothing was asked of the system after the fault"));
            return over;
        }
        Optional<String> needed = LiveView.needsAllOfTheRecovery(scenario);
        if (pace == Pace.FULL || needed.isPresent()) {
            needed.filter(objective -> pace == Pace.QUICK).ifPresent(objective -> tools.progress()
                    .event("the recovery phase lasts as long as it says, also at quick pace: '" + objective
                            + "' is about all of it"));
            monitor.during(Phase.RECOVERY, over);
            return over;
        }
        RunTimes times = new RunTimes(Objects.requireNonNull(firstDue), baselineFrom, faultFrom, from, null);
        Instant seen = monitor.recovery(over, now -> monitor.view().believedRecovery(times, faults.records(), now));
        if (seen.isBefore(over)) {
            String sentence = "the recovery phase was over after "
                    + seconds(Duration.between(from, seen)) + ", since the recovery is believed; not looked at: "
                    + seconds(Duration.between(seen, over)) + " (chaos.pace=quick)";
            findings.add(Finding.note(Result.PASS, "pace", sentence));
            tools.progress().event(sentence);
        }
        return seen;
    }

    private static String seconds(Duration length) {
        return Quantity.time(Duration.ofMillis(Math.round(length.toMillis() / 100.0) * 100))
                .toString();
    }

    private void lookForWrites(RunningEnvironment environment) throws Exception {
        Ledger ledgerOf = scenario.ledger();
        if (ledgerOf == null) {
            return;
        }
        Acknowledgements acknowledged = recorder.acknowledgements().distinct();
        tools.progress()
                .event("looking for " + acknowledged.count() + " acknowledged writes"
                        + (ledgerOf.eventually().isZero()
                                ? ""
                                : ", for up to " + Quantity.time(ledgerOf.eventually())
                                        + " while some are not there yet"));
        RunTimes times = new RunTimes(Objects.requireNonNull(firstDue), baselineFrom, faultFrom, recoveryFrom, null);
        List<Window> underFault = FaultTimes.of(times, faults.records(), scenario.recovery());
        LedgerResult found = stop.interruptibly(() -> writes.find(ledgerOf, environment, acknowledged, underFault));
        ledger = found;
        note(
                clock.now(),
                Event.LEDGER_CHECKED,
                ledgerOf.find().shown(),
                Map.of(
                        "acknowledged",
                        "" + acknowledged.count(),
                        "lost",
                        "" + found.lost().count(),
                        "foundLate",
                        "" + found.foundLate()));
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
        note(
                clock.now(),
                Event.ENVIRONMENT_STOPPED,
                plan.environment().name(),
                environment != null && environment.outlivesRun()
                        ? Map.of("services", "go on after this run")
                        : Map.of());
        if (firstDue != null) {
            findings.addAll(monitor.clockFindings());
        }
        stop.requested().ifPresent(this::tellWhy);
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

    private void tellWhy(StopSignal.Stop why) {
        switch (why.reason()) {
            case ABORTED ->
                findings.add(
                        Finding.note(Result.BREACH, "abort condition", "aborted, and undone at once: " + why.why()));
            case INTERRUPTED -> findings.add(Finding.note(Result.INTERRUPTED, "interrupted", why.why()));
            case LOAD_ENDED -> findings.add(Finding.note(Result.NOT_PROVEN, "load", why.why()));
            case WINDOW_CLOSED ->
                findings.add(Finding.note(
                        Result.NOT_PROVEN,
                        "window",
                        "ended early, and everything was taken back at once: " + why.why()));
            case FAILED -> findings.add(Finding.note(Result.ERROR, "run", why.why()));
            case NOT_STEADY, FINISHED -> {}
        }
    }

    private RunResult result(Instant started) {
        Series series = recorder.finish(Window.micros(clock.now()));
        RunTimes times = firstDue == null ? null : new RunTimes(firstDue, baselineFrom, faultFrom, recoveryFrom, end);
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
                // Kept apart from others in history and curves: a shorter fault, or recovery, is another experiment.
                loads.engine()
                        + (monitor.certainBreach().isPresent() ? ", fault ended early" : "")
                        + (pace == Pace.QUICK ? ", quick pace" : ""),
                Stream.of(spoken, versions, tools.versions())
                        .flatMap(List::stream)
                        .toList(),
                logs.all());
    }

    private Instant phase(Phase next, Instant at) {
        readLogs();
        phase = next;
        note(at, Event.PHASE_STARTED, next.word(), Map.of());
        return at;
    }

    /** What was printed since the last phase began came in that phase. */
    private void readLogs() {
        if (environment != null) {
            environment.readLogs(logs.during(phase));
        }
    }

    /** Other parts may carry the load so well that no objective shows a service which died without being broken. */
    private void tellUnexpectedEnds() {
        if (environment != null && stop.requested().isEmpty()) { // else they are being stopped already
            environment.unexpectedEnds().forEach(what -> findings.add(Finding.note(Result.WARN, "service", what)));
        }
    }

    private void note(Instant at, Event event, String subject, Map<String, String> data) {
        journal.tell(new JournalEntry(at, event, subject, data));
    }
}
