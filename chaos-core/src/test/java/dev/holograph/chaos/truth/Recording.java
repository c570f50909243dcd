package dev.holograph.chaos.truth;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Judge;
import dev.holograph.chaos.slo.LatencyBounds;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.LiveView;
import dev.holograph.chaos.slo.Metrics;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Verdict;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.truth.SimulatedService.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a load engine saw of a trial, handed to the recorder and the judge as a run would, without the run's waiting. */
final class Recording {

    private static final long EPOCH = 1_800_000_000_000_000L;

    /** Seconds. */
    private static final double A_CELL = 0.1;

    final Trial trial;
    final double[] dues;
    final Reply[] replies;

    /** Whether a script asked its target nothing when its run ended. */
    boolean endsInSilence;

    private final Scenario scenario;
    private final SeriesRecorder recorder;
    private final OutcomeSink load;
    private final OutcomeSink often;
    private final OutcomeSink seldom;
    private final @Nullable OutcomeSink second;
    private final long start;

    Recording(Trial trial, long seed) {
        this.trial = trial;
        Requests requests = trial.requests();
        this.dues = requests.dues();
        this.replies = requests.replies();
        this.scenario = trial.built();
        boolean isOfTheScenario = trial.kind == Kind.LOAD_WITHOUT_STEADY_STATE_DEAD;
        boolean two = trial.kind == Kind.SECOND_LOAD_SILENT || isOfTheScenario;
        this.recorder = two && !isOfTheScenario
                ? new SeriesRecorder(
                        LatencyBounds.of(scenario),
                        (long) (SimulatedService.TIMEOUT * 1e6),
                        Metrics.of(scenario),
                        List.of("load", "second"))
                : SeriesRecorder.of(scenario);
        this.load = recorder.forLoad("load");
        this.second = two ? recorder.forLoad("second") : null;
        boolean isMixed = trial.kind == Kind.RARE_KIND_DEAD;
        this.often = isMixed ? load.forRequest("often") : load;
        this.seldom = isMixed ? load.forRequest("seldom") : load;
        this.start = EPOCH + Math.floorMod(seed, 100_000L); // cells are cut by the clock, not by the load
    }

    /** At full pace. */
    Verdict verdict() {
        return verdict(false);
    }

    /** @param quick whether the run ends once the recovery is believed, for which it looks once a second */
    Verdict verdict(boolean quick) {
        double gate = trial.at.injectionRequested();
        feed(0, gate, gate);
        LiveView view = new LiveView(scenario, recorder, LatencyBounds.of(scenario));
        List<String> wrong = view.notSteady(at(Instants.WARMUP), at(gate));
        if (!wrong.isEmpty()) {
            List<Finding> findings = wrong.stream()
                    .map(sentence -> Finding.note(Result.NOT_PROVEN, "steady state", sentence))
                    .toList();
            return judge(new RunTimes(at(0), at(Instants.WARMUP), null, null, null), List.of(), null, findings);
        }
        inject("fault", trial.at);
        if (trial.hasTwoFaults()) {
            inject("second", trial.last);
        }
        if (!quick) {
            feed(gate, Double.MAX_VALUE, Double.MAX_VALUE);
        }
        List<FaultRecord> faults = new ArrayList<>();
        faults.add(fault(trial.hasTwoFaults() ? "first" : "fault", trial.at, trial.seen));
        if (trial.hasTwoFaults()) {
            faults.add(fault("second", trial.last, trial.lastSeen));
        }
        double phaseEnds = gate + trial.faultPhase();
        double undone = trial.isLasting() ? trial.last.undoConfirmed() : phaseEnds;
        Instant recovery = at(trial.hasTwoFaults() ? Math.max(undone, phaseEnds) : undone);
        Instant end = quick ? believed(view, gate, recovery, faults) : at(trial.end());
        endsInSilence = trial.kind.isScript() && !trial.asksAt((Window.micros(end) - start) / 1e6 - A_CELL);
        RunTimes times = new RunTimes(at(0), at(Instants.WARMUP), at(gate), recovery, end);
        return judge(times, faults, ledger(at(gate), recovery), List.of());
    }

    private Instant believed(LiveView view, double gate, Instant recovery, List<FaultRecord> faults) {
        RunTimes times = new RunTimes(at(0), at(Instants.WARMUP), at(gate), recovery, null);
        double from = gate;
        for (double now = Math.ceil(gate) + 1; now < trial.end(); now++) {
            feed(from, now, now);
            from = now;
            Optional<Instant> end =
                    at(now).isAfter(recovery) ? view.believedRecovery(times, faults, at(now)) : Optional.empty();
            if (end.isPresent()) {
                return end.get();
            }
        }
        feed(from, Double.MAX_VALUE, Double.MAX_VALUE);
        return at(trial.end());
    }

    private void inject(String fault, Instants instants) {
        recorder.injecting(fault, trial.isLasting(), () -> at(instants.injectionRequested()));
        if (trial.isLasting()) {
            recorder.undone(fault, at(instants.undoConfirmed()));
        }
    }

    private FaultRecord fault(String name, Instants instants, boolean seen) {
        boolean lasting = trial.isLasting();
        return new FaultRecord(
                name,
                "breaks it",
                lasting,
                at(instants.injectionRequested()),
                at(instants.injectionConfirmed()),
                lasting ? at(instants.undoRequested()) : null,
                lasting ? at(instants.undoConfirmed()) : null,
                List.of(seen ? Evidence.observed("seen") : Evidence.claimed("said")),
                null);
    }

    private Verdict judge(
            RunTimes times, List<FaultRecord> faults, @Nullable LedgerResult ledger, List<Finding> findings) {
        List<Finding> all = new ArrayList<>(findings);
        long again = IntStream.range(0, dues.length)
                .filter(i -> trial.isSentAgain(i, dues[i]))
                .count();
        if (again > 0) {
            all.add(Finding.note(Result.WARN, "load", again + " requests were sent again"));
        }
        long over = micros(trial.end() + SimulatedService.TIMEOUT + 1);
        return Judge.judge(new RunObservations(scenario, recorder.finish(over), times, faults, ledger, all));
    }

    private LedgerResult ledger(Instant from, Instant to) {
        List<String> ids = Writes.ids(recorder.acknowledgements());
        long during = recorder.acknowledgements().during(Window.around(from, to));
        List<String> lost = ids.subList(0, Math.min(trial.lost, ids.size()));
        List<String> unknown = ids.subList(lost.size(), Math.min(lost.size() + trial.unknown, ids.size()));
        return new LedgerResult(
                ids.size(),
                during,
                ids.size() - lost.size() - unknown.size(),
                0,
                Duration.ZERO,
                Writes.of(lost),
                Writes.of(unknown));
    }

    private OutcomeSink sink(int number) {
        return trial.isRare(number) ? seldom : often;
    }

    /** What was due in between, and of everything what came before {@code now}. */
    private void feed(double from, double to, double now) {
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < dues.length; i++) {
            if (dues[i] >= to) {
                break;
            }
            if (trial.kind.isScript()) {
                if (dues[i] >= from) {
                    iteration(i);
                }
                continue;
            }
            if (dues[i] >= from) {
                sink(i).due(micros(dues[i]));
            } else if (dues[i] + replies[i].latency() < from) {
                continue; // known since the gate
            }
            if (dues[i] + replies[i].latency() < now) {
                late.add(i);
            }
        }
        late.forEach(this::outcome);
        for (int second = (int) Math.ceil(from); second < Math.min(to, trial.end()); second++) {
            if (!trial.isFrozen(second)) {
                load.heartbeat(micros(second));
            }
            if (this.second != null && !trial.isStalled(second)) {
                this.second.heartbeat(micros(second));
            }
        }
        if (trial.kind == Kind.LOAD_WITHOUT_STEADY_STATE_DEAD && this.second != null) {
            each(Trial.SECOND_RATE, from, to, due -> answer(this.second, due));
        }
        if (trial.kind.hasGauge()) {
            each(Trial.QUERIES, from, to, this::query);
        }
        if (trial.kind == Kind.RUN_STALLS && trial.stallFrom >= from && trial.stallFrom < to) {
            recorder.stoodStill("the run itself", at(trial.stallFrom), at(trial.stallTo));
        }
    }

    /** At each moment of a steady rate in between. */
    private void each(int perSecond, double from, double to, DoubleConsumer what) {
        for (int i = (int) Math.ceil(from * perSecond); i < Math.min(to, trial.end()) * perSecond; i++) {
            what.accept(i / (double) perSecond);
        }
    }

    /** A request of the second load, which is answered within a tenth of a second or refused. */
    private void answer(OutcomeSink second, double due) {
        second.due(micros(due));
        boolean isDead = trial.isDead(due);
        long latency = Math.round((isDead ? Trial.REFUSED : 0.02) * 1e6);
        second.outcome(micros(due), isDead ? Outcome.FAILED : Outcome.OK, latency);
    }

    /** What the probe sees that reads the gauge. */
    private void query(double second) {
        long at = micros(second);
        boolean isReadable = trial.isReadable(second);
        recorder.metricSink().sample("queue_ok", Map.of(), at, isReadable ? 1 : 0);
        if (isReadable) {
            recorder.metricSink().sample("queue", Map.of(), at, 5);
            recorder.metricSink().sample("queue_value", Map.of(), at, 5);
        }
    }

    /** A check that holds, unless the iteration cannot start, throws before it, or is not made at all. */
    private void iteration(int number) {
        double due = dues[number];
        long at = micros(due);
        boolean underFault = due >= trial.at.hits() && due < trial.at.undoRequested();
        double luck = (number * 0.6180339887) % 1;
        if (trial.isSilent(due)) {
            return;
        }
        if (underFault && luck < trial.dropping) {
            load.dropped(at, 1);
            return;
        }
        load.iteration(at);
        if (trial.isTurnedAway(number, due)) {
            load.elsewhere(at, "elsewhere:80");
        } else {
            load.active(at);
        }
        if (underFault && luck < trial.throwing) {
            load.exception(at, "TypeError: it is not there");
        } else {
            recorder.metricSink().sample("checks", Map.of(), at, 1);
            load.metrics().sample("http_req_failed", Map.of(), at, underFault && luck < trial.refused ? 1 : 0);
        }
    }

    private void outcome(int number) {
        Reply reply = replies[number];
        Outcome outcome = reply.outcome();
        if (outcome == null) {
            return;
        }
        long due = micros(dues[number]);
        long latency = Math.round(reply.latency() * 1e6);
        sink(number).outcome(due, outcome, latency);
        boolean underTheFault = dues[number] + reply.latency() >= trial.at.injectionRequested() - 1
                && dues[number] < trial.last.undoConfirmed() + 1;
        if (outcome == Outcome.OK && number % 2 == 0 && (trial.acknowledges || !underTheFault)) {
            load.acknowledged("run-" + number, due + latency);
        }
    }

    private long micros(double second) {
        return start + Math.round(second * 1e6);
    }

    private Instant at(double second) {
        return Window.instant(micros(second));
    }
}
