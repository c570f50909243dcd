package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What was observed of a run: warm-up from 0 s, baseline from 5 s, fault from 25 s, recovery from 55 s, end at 95 s. */
final class Observations {

    private final Scenario scenario;
    private final Samples samples = new Samples();
    private final List<FaultRecord> faults = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Double> beats = new ArrayList<>();
    private final List<Consumer<SeriesRecorder>> more = new ArrayList<>();
    private final List<Consumer<Metrics>> recorded = new ArrayList<>();
    private @Nullable LedgerResult ledger;
    private @Nullable Instant recovery = Samples.at(55);
    private Instant end = Samples.at(95);

    Observations(Scenario scenario) {
        this.scenario = scenario;
    }

    Samples samples() {
        return samples;
    }

    Observations steady(double from, double to, double perSecond, Samples.Answer answer) {
        samples.steady(from, to, perSecond, answer);
        return this;
    }

    Observations steady(double from, double to, double perSecond, LongFunction<Samples.Answer> answers) {
        samples.steady(from, to, perSecond, answers);
        return this;
    }

    Observations lasting(double requested, double confirmed, double undoRequested, double undoConfirmed) {
        return fault(
                true,
                requested,
                confirmed,
                Samples.at(undoRequested),
                Samples.at(undoConfirmed),
                Evidence.observed("seen"));
    }

    Observations lasting(String name, double from, double to, Evidence evidence) {
        return fault(name, true, from, from, Samples.at(to), Samples.at(to), evidence);
    }

    Observations instant(double requested, double confirmed) {
        return fault(false, requested, confirmed, null, null, Evidence.observed("seen"));
    }

    Observations instant(String name, double requested, double confirmed, Evidence evidence) {
        return fault(name, false, requested, confirmed, null, null, evidence);
    }

    /** Of a name of its own: several of one name are a fault that is repeated. */
    Observations instant(String name, double requested, double confirmed) {
        return fault(name, false, requested, confirmed, null, null, Evidence.observed("seen"));
    }

    Observations claimed() {
        return claimed(25, 25, 55, 55);
    }

    Observations claimed(double requested, double confirmed, double undoRequested, double undoConfirmed) {
        return fault(
                true,
                requested,
                confirmed,
                Samples.at(undoRequested),
                Samples.at(undoConfirmed),
                Evidence.claimed("somebody says so"));
    }

    Observations disturbed(double requested, double confirmed, double undoRequested, double undoConfirmed) {
        return fault(
                true,
                requested,
                confirmed,
                Samples.at(undoRequested),
                Samples.at(undoConfirmed),
                Evidence.disturbed("somebody else acts on it"));
    }

    private Observations fault(
            boolean lasting,
            double requested,
            double confirmed,
            @Nullable Instant undoRequested,
            @Nullable Instant undoConfirmed,
            Evidence evidence) {
        return fault("fault" + faults.size(), lasting, requested, confirmed, undoRequested, undoConfirmed, evidence);
    }

    private Observations fault(
            String name,
            boolean lasting,
            double requested,
            double confirmed,
            @Nullable Instant undoRequested,
            @Nullable Instant undoConfirmed,
            Evidence evidence) {
        faults.add(new FaultRecord(
                name,
                "breaks it",
                lasting,
                Samples.at(requested),
                Samples.at(confirmed),
                undoRequested,
                undoConfirmed,
                List.of(evidence),
                null));
        if (undoConfirmed != null) {
            recovery = undoConfirmed;
        }
        return this;
    }

    Observations ledger(long acknowledged, long duringFault, List<String> lost, List<String> unknown) {
        ledger = new LedgerResult(
                acknowledged,
                duringFault,
                acknowledged - lost.size(),
                0,
                Duration.ZERO,
                Writes.of(lost),
                Writes.of(unknown));
        return this;
    }

    Observations found(Result result) {
        findings.add(Finding.note(result, "run", result.words()));
        return this;
    }

    Observations beats(double... seconds) {
        for (double second : seconds) {
            beats.add(second);
        }
        return this;
    }

    /** What else the loads and the other parts of the test bench report. */
    Observations saw(Consumer<SeriesRecorder> reports) {
        more.add(reports);
        return this;
    }

    /** So many samples a second of a metric. */
    Observations metric(String name, Map<String, String> tags, double from, double to, double perSecond, double value) {
        recorded.add(metrics -> {
            for (long i = 0; i < Math.round((to - from) * perSecond); i++) {
                metrics.sample(name, tags, Samples.micros(from + i / perSecond), value);
            }
        });
        return this;
    }

    Observations fault(VerdictOracle.Fault fault) {
        return fault(
                fault.name(),
                !fault.instant(),
                fault.requested(),
                fault.confirmed(),
                fault.instant() ? null : Samples.at(fault.undoRequested()),
                fault.instant() ? null : Samples.at(fault.undoConfirmed()),
                fault.seen() ? Evidence.observed("seen") : Evidence.claimed("somebody says so"));
    }

    /** When the fault phase ended, where that is not the last undo. */
    Observations recoveryFrom(double second) {
        recovery = Samples.at(second);
        return this;
    }

    /** When the load ended: a real one does not end with a cell. */
    Observations endingAt(double second) {
        end = Samples.at(second);
        return this;
    }

    RunObservations observed() {
        Metrics metrics = Metrics.of(scenario);
        recorded.forEach(sample -> sample.accept(metrics));
        SeriesRecorder recorder = new SeriesRecorder(
                LatencyBounds.of(scenario),
                Samples.TIMEOUT,
                metrics,
                scenario.loads().stream().map(Load::name).toList(),
                RequestSelection.of(scenario));
        for (FaultRecord fault : faults) {
            recorder.injecting(fault.name(), fault.lasting(), fault::injectionRequested);
            if (fault.undoConfirmed() != null) {
                recorder.undone(fault.name(), fault.undoConfirmed());
            }
        }
        samples.record(recorder);
        beats.forEach(second -> recorder.forLoad("load").heartbeat(Samples.micros(second)));
        more.forEach(seen -> seen.accept(recorder));
        Series series = recorder.finish(Samples.micros(1000));
        RunTimes times = new RunTimes(Samples.at(0), Samples.at(5), Samples.at(25), recovery, end);
        return new RunObservations(scenario, series, times, faults, ledger, findings);
    }

    Verdict judge() {
        return Judge.judge(observed());
    }
}
