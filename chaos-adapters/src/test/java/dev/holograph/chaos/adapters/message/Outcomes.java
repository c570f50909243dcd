package dev.holograph.chaos.adapters.message;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.OutcomeMessageBuilder;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.Link;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Messages about runs whose truth is known. */
public final class Outcomes {

    private static final long START = 1_800_000_000_000_000L;
    private static final int RATE = 100;

    private Outcomes() {}

    /** Of a system that fails one request in five during the fault. */
    public static OutcomeMessage breach() {
        RunResult run = run(true);
        return message(run, List.of(), 1, sentences(run), List.of(new Link("CI run", "https://ci.example/run/7")));
    }

    /** Of one that was broken last time and is not now. */
    public static OutcomeMessage fixed() {
        RunResult now = run(false);
        PastRun past = PastRun.of(now, null);
        PastRun broken = new PastRun(
                past.started().minusSeconds(3600),
                "run-0",
                past.scenario(),
                past.environment(),
                "k6 1.0",
                null,
                Result.BREACH,
                List.of());
        return message(now, List.of(broken, past), 1, List.of(), List.of());
    }

    /** With these texts wherever a text may come from elsewhere, and so many scenarios. */
    public static OutcomeMessage hostile(String text, int scenarios) {
        RunResult run = run(true);
        OutcomeMessage message = message(run, List.of(), 1, Collections.nCopies(12, text), List.of());
        OutcomeMessage.ScenarioOutcome one = message.scenarios().get(0);
        OutcomeMessage.ScenarioOutcome other = new OutcomeMessage.ScenarioOutcome(
                text,
                text,
                text,
                one.result(),
                Result.PASS,
                one.run(),
                one.started(),
                one.ended(),
                text,
                one.reasons(),
                one.objectives().stream()
                        .map(finding -> new Finding(finding.result(), finding.role(), text, text, text, text, text))
                        .toList(),
                one.observed(),
                text);
        return new OutcomeMessage(
                message.id(),
                text,
                text,
                text,
                text,
                message.started(),
                message.ended(),
                message.result(),
                text,
                Collections.nCopies(scenarios, other),
                List.of(
                        new Link(text, "https://ci.example/" + "x".repeat(900)),
                        new Link(text, "javascript:alert(1)"),
                        new Link(text, "https://ci.example/?a=<b>&c=\"d'")));
    }

    private static OutcomeMessage message(
            RunResult run, List<PastRun> history, int count, List<String> reasons, List<Link> links) {
        OutcomeMessageBuilder builder =
                new OutcomeMessageBuilder("holograph", "test", "0123456789abcdef0123", run.started());
        for (int i = 0; i < count; i++) {
            builder.add(run, run.verdict().result(), reasons, history, "target/chaos/ChaosReport.md");
        }
        return builder.build(run.ended(), null, links);
    }

    private static List<String> sentences(RunResult run) {
        return run.verdict().decisive().stream().map(Finding::sentence).toList();
    }

    private static RunResult run(boolean fails) {
        Scenario scenario = Scenarios.scenario()
                .rate(RATE)
                .latency("slow", 0, null)
                .recovery(5, 5)
                .slo("error_rate < 5%", "p95(latency) < 400ms")
                .build();
        SeriesRecorder recorder = SeriesRecorder.of(scenario);
        recorder.injecting("slow", true, () -> at(20));
        recorder.undone("slow", at(40));
        OutcomeSink load = recorder.forLoad("load");
        for (int number = 0; number < 70 * RATE; number++) {
            double second = number / (double) RATE;
            boolean broken = second >= 20 && second < 40;
            long due = START + Math.round(second * 1e6);
            load.due(due);
            load.outcome(
                    due,
                    broken && fails && number % 5 == 0 ? Outcome.FAILED : Outcome.OK,
                    broken ? 210_000 + number % 50_000 : 20_000 + number % 3_000);
        }
        RunTimes times = new RunTimes(at(0), at(5), at(20), at(40), at(70));
        FaultRecord fault = new FaultRecord(
                "slow", "slows it", true, at(20), at(20), at(40), at(40), List.of(Evidence.observed("seen")), null);
        RunObservations observed = new RunObservations(
                scenario, recorder.finish(START + 100_000_000), times, List.of(fault), null, List.of());
        Location location = new Location("environments/test.yaml", 1, 1);
        Environment environment = new Environment(
                "test",
                "environments/test.yaml",
                "A test",
                List.of(),
                Map.of(),
                Map.of(),
                new Environment.DriverChoice("simulated", location),
                null);
        return new RunResult(
                new Plan("run-1", 42, scenario, environment, List.of()),
                at(0),
                at(70),
                times,
                observed.series(),
                observed.faults(),
                null,
                List.of(),
                Evaluation.of(observed),
                "simulated 1",
                List.of(),
                List.of());
    }

    private static Instant at(int second) {
        return Window.instant(START + second * 1_000_000L);
    }
}
