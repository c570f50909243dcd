package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.FakeDriver.Behaviour;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way in which a run can go and end. However it ends, everything is taken back. */
@Timeout(60)
class ChaosRunTest {

    private static Scenarios latency() {
        return Scenarios.scenario().latency("slow", 0, null).slo("error_rate < 1%", "recovery_time < 20s");
    }

    private static RunResult run(Simulation simulation) {
        RunResult result = simulation.run();
        assertThat(simulation.log).contains("shared things closed");
        if (simulation.log.contains("load starts")) {
            assertThat(simulation.log).contains("load stopped", "environment stopped");
        }
        return result;
    }

    private static List<String> sentences(RunResult result, Result only) {
        return result.verdict().findings().stream()
                .filter(finding -> finding.result() == only)
                .map(Finding::sentence)
                .toList();
    }

    @Test
    void aSystemThatHoldsPasses() {
        Simulation simulation = new Simulation(latency().build());
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.PASS);
        assertThat(simulation.active).isEmpty();
        assertThat(result.verdict().findings()).hasSize(3);
    }

    @Test
    void aSystemThatFailsUnderTheFaultIsABreach() {
        Simulation simulation =
                new Simulation(latency().build()).system(world -> world.broken() ? Reply.error() : Reply.ok(20));
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(sentences(result, Result.BREACH)).singleElement().asString().contains("wanted < 1%");
    }

    /** A probe of a simulated kind, which gives one sample when it is started. */
    @Test
    void probesAskAsLongAsTheLoadRunsAndAreJudged() {
        for (double value : new double[] {4, 5}) {
            Simulation simulation = new Simulation(latency()
                    .slo("max(front_value) < 5 during baseline")
                    .probe("front", Duration.ofSeconds(1))
                    .build());
            simulation.probes = List.of(new ProbeProvider() {
                @Override
                public Class<ProbeQuery.Http> query() {
                    return ProbeQuery.Http.class;
                }

                @Override
                public RunningProbe start(
                        Probe probe,
                        TargetSpec target,
                        MetricSink sink,
                        DriverContext context,
                        Consumer<String> progress) {
                    simulation.log.add("probe starts");
                    long now = simulation.clock.now().toEpochMilli() * 1000;
                    sink.sample(probe.value(), Map.of(), now + 10_000_000, value);
                    return deadline -> simulation.log.add("probe stopped");
                }
            });
            RunResult result = run(simulation);
            assertThat(result.verdict().result()).isEqualTo(value < 5 ? Result.PASS : Result.BREACH);
            assertThat(simulation.log)
                    .containsSubsequence(
                            "environment starts",
                            "probe starts",
                            "load starts",
                            "load stopped",
                            "probe stopped",
                            "environment stopped");
        }
    }

    @Test
    void aProbeThatNobodyAsksIsAnError() {
        Simulation simulation =
                new Simulation(latency().probe("front", Duration.ofSeconds(1)).build());
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(simulation.log).doesNotContain("load starts").contains("environment stopped");
    }

    @Test
    void theFourInstantsOfAFaultAreKept() {
        FaultRecord fault = run(new Simulation(latency().build())).faults().get(0);
        assertThat(Duration.between(fault.injectionRequested(), fault.injectionConfirmed()))
                .isEqualTo(Duration.ofMillis(300));
        assertThat(Duration.between(fault.injectionConfirmed(), fault.undoRequested()))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(Duration.between(fault.undoRequested(), fault.undoConfirmed()))
                .isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void thePhasesEndWhereTheFaultsInstantsSay() {
        RunResult result = run(new Simulation(latency().build()));
        FaultRecord fault = result.faults().get(0);
        assertThat(result.times().fault()).isEqualTo(fault.injectionRequested());
        assertThat(result.times().recovery()).isEqualTo(fault.undoConfirmed());
        assertThat(result.times().end()).isEqualTo(result.times().firstDue().plusSeconds(95));
    }

    @Test
    void theRecipeIsInTheJournalBeforeAnythingIsBroken() {
        Simulation simulation = new Simulation(latency().build());
        run(simulation);
        assertThat(simulation.log)
                .containsSubsequence(
                        "RUN_STARTED run-1",
                        "environment starts",
                        "ENVIRONMENT_READY local",
                        "load starts",
                        "LOAD_STARTED simulated",
                        "PHASE_STARTED baseline",
                        "GATE steady",
                        "PHASE_STARTED fault",
                        "FAULT_INTENDED slow",
                        "inject slow",
                        "FAULT_INJECTED slow",
                        "observe slow",
                        "UNDO_REQUESTED slow",
                        "undo slow",
                        "FAULT_UNDONE slow",
                        "PHASE_STARTED recovery",
                        "LOAD_ENDED simulated",
                        "load stopped",
                        "environment stopped",
                        "shared things closed",
                        "ENVIRONMENT_STOPPED local",
                        "VERDICT PASS",
                        "RUN_ENDED run-1");
    }

    @Test
    void withoutASteadyStateNothingIsBroken() {
        Simulation simulation = new Simulation(latency().build())
                .system(world -> world.request() % 20 == 0 ? Reply.error() : Reply.ok(20));
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(simulation.log).contains("GATE not steady").doesNotContain("inject slow");
        assertThat(sentences(result, Result.NOT_PROVEN))
                .anySatisfy(one -> assertThat(one).contains("not healthy before the fault: 4.97%"));
    }

    @Test
    void aDeadSystemIsNotSteadyEither() {
        Simulation simulation = new Simulation(latency().build()).system(world -> Reply.silence());
        assertThat(run(simulation).verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(simulation.log).doesNotContain("inject slow");
    }

    @Test
    void anAbortUndoesAtOnce() {
        Simulation simulation = new Simulation(
                        latency().abortIf("error_rate > 50% in any 5s").build())
                .system(world -> world.broken() ? Reply.error() : Reply.ok(20));
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(sentences(result, Result.BREACH))
                .containsExactly("aborted, and undone at once: error_rate > 50% in any 5s: 51.2%");
        FaultRecord fault = result.faults().get(0);
        assertThat(Duration.between(fault.injectionConfirmed(), fault.undoConfirmed()))
                .isLessThan(Duration.ofSeconds(5));
        assertThat(simulation.active).isEmpty();
    }

    @Test
    void anAbortDoesNotHideThatTheTestBenchFailed() {
        Simulation simulation = new Simulation(
                        latency().abortIf("error_rate > 50% in any 5s").build())
                .system(world -> world.broken() ? Reply.error() : Reply.ok(20));
        simulation.journal = entry -> {
            if (entry.event() == JournalEntry.Event.UNDO_REQUESTED) {
                simulation.stop.fail("this process has no file descriptor left");
            }
        };

        RunResult result = run(simulation);

        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(sentences(result, Result.BREACH)).singleElement().asString().startsWith("aborted");
        assertThat(sentences(result, Result.ERROR)).containsExactly("this process has no file descriptor left");
    }

    /** What fails first is told once. */
    @Test
    void aTestBenchThatFailsEndsTheRun() {
        Simulation simulation = new Simulation(latency().build());
        simulation.at(30, () -> simulation.stop.fail("this process has no file descriptor left"));

        assertThat(sentences(run(simulation), Result.ERROR))
                .containsExactly("this process has no file descriptor left");
    }

    @Test
    void aHangingSystemIsAbortedToo() {
        Simulation simulation = new Simulation(
                        latency().abortIf("error_rate > 50% in any 5s").build())
                .system(world -> world.broken() && world.request() % 10 < 6 ? Reply.silence() : Reply.ok(20));
        RunResult result = run(simulation);
        assertThat(sentences(result, Result.BREACH)).singleElement().asString().startsWith("aborted");
        assertThat(simulation.active).isEmpty();
    }

    @Test
    void theBaselineIsNoReasonToAbort() {
        Simulation simulation = new Simulation(latency()
                        .steadyState("error_rate < 90%")
                        .abortIf("error_rate > 5% in any 5s")
                        .build())
                .system(world -> !world.broken() && world.sinceFault() < 0 && world.request() < 2000
                        ? world.request() % 2 == 0 ? Reply.error() : Reply.ok(20)
                        : Reply.ok(20));
        assertThat(run(simulation).verdict().result()).isEqualTo(Result.PASS);
    }

    @Test
    void aSignalWhileTheFaultIsOnUndoesIt() {
        Simulation simulation = new Simulation(latency().build());
        simulation.at(40, () -> simulation.stop.request(Reason.INTERRUPTED, "Ctrl-C"));
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.INTERRUPTED);
        assertThat(simulation.active).isEmpty();
        assertThat(simulation.log).containsSubsequence("undo slow", "load stopped", "environment stopped");
    }

    @Test
    void aSignalBeforeTheRunStartsNothing() {
        Simulation simulation = new Simulation(latency().build());
        simulation.stop.request(Reason.INTERRUPTED, "Ctrl-C");
        assertThat(run(simulation).verdict().result()).isEqualTo(Result.INTERRUPTED);
        assertThat(simulation.log).doesNotContain("environment starts");
    }

    @Test
    void aSignalWhileADriverInjectsIsObeyed() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.INJECT_HANGS;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.INTERRUPTED);
        assertThat(simulation.log).containsSubsequence("inject slow", "undo slow");
    }

    @Test
    void aDriverThatInjectsAfterItsUndoIsUndoneAgain() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.INJECT_IGNORES_INTERRUPT;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.INTERRUPTED);
        assertThat(simulation.active).isEmpty();
        assertThat(simulation.log).containsSubsequence("inject slow", "undo slow", "FAULT_INJECTED slow", "undo slow");
    }

    @Test
    void anInterruptOfTheRunsOwnThreadEndsIt() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> {
            Thread.currentThread().interrupt();
            return Behaviour.INJECT_HANGS;
        };
        assertThat(run(simulation).verdict().result()).isEqualTo(Result.INTERRUPTED);
    }

    @Test
    void anInjectionThatFailsIsUndoneAndAnError() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.INJECT_FAILS;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(sentences(result, Result.ERROR)).containsExactly("no such thing");
        assertThat(simulation.log).containsSubsequence("inject slow", "undo slow");
    }

    @Test
    void aMissingLibraryIsAnErrorAndUndone() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.NO_LIBRARY;
        RunResult result = run(simulation);
        assertThat(sentences(result, Result.ERROR)).singleElement().asString().contains("com/example/Client");
        assertThat(simulation.log).containsSubsequence("inject slow", "undo slow");
    }

    /** A run that is an error for what it could not stop has still proven nothing, and says so. */
    @Test
    void anErrorAtTheEndHidesNeitherABreachNorThatNothingIsProven() {
        Simulation sick = new Simulation(latency().build()).system(world -> Reply.error());
        sick.environmentStopProblem = "not done within 2000 ms";
        RunResult proven = run(sick);
        assertThat(proven.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(proven.verdict().reasons().get(0)).contains("not done within 2000 ms");
        assertThat(proven.verdict().reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("NOT PROVEN: "));

        Simulation broken = new Simulation(latency().slo("p99(latency) < 1ms").build());
        broken.environmentStopProblem = "not done within 2000 ms";
        RunResult breached = run(broken);
        assertThat(breached.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(breached.verdict().reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("BREACH: p99(latency) < 1ms"));
    }

    @Test
    void anUndoThatFailsIsShoutedWithWhatToDoByHand() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.UNDO_FAILS;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_UNDONE);
        assertThat(sentences(result, Result.NOT_UNDONE))
                .containsExactly("not undone: fault slow: the door is stuck; by hand: turn slow off");
        assertThat(result.faults().get(0).undoProblem()).contains("by hand: turn slow off");
        assertThat(simulation.log).contains("UNDO_FAILED slow");
    }

    /** What only the injection finds out is in it: the number that there was before, and of what. */
    @Test
    void whatToDoByHandIsToldAsItIsKnownInTheEnd() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> {
            if (simulation.log.contains("inject slow")) {
                simulation.context.remember("slow", Map.of(UndoRecipe.BY_HAND, "turn the left knob to 3"));
            }
            return Behaviour.UNDO_FAILS;
        };
        List<JournalEntry> journal = new ArrayList<>();
        simulation.journal = journal::add;
        RunResult result = run(simulation);
        assertThat(sentences(result, Result.NOT_UNDONE))
                .containsExactly("not undone: fault slow: the door is stuck; by hand: turn the left knob to 3");
        assertThat(PendingUndos.in(journal))
                .as("in another process too")
                .extracting(open -> open.recipe().byHand())
                .containsExactly("turn the left knob to 3");
    }

    @Test
    void theLastFaultIsUndoneFirstAndAllEvenWhenOneFails() {
        Simulation simulation = new Simulation(
                latency().latency("second", 1, null).latency("third", 2, null).build());
        simulation.faults = name -> name.equals("second") ? Behaviour.UNDO_FAILS : Behaviour.WORKS;
        simulation.at(40, () -> simulation.stop.request(Reason.INTERRUPTED, "Ctrl-C"));
        RunResult result = run(simulation);
        assertThat(simulation.log)
                .containsSubsequence(
                        "undo third",
                        "undo second",
                        "undo slow",
                        "load stopped",
                        "environment stopped",
                        "shared things closed");
        assertThat(simulation.active).containsExactly("second");
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_UNDONE);
        assertThat(sentences(result, Result.INTERRUPTED)).containsExactly("Ctrl-C");
    }

    @Test
    void faultsComeAndGoByTheirTimetable() {
        Simulation simulation = new Simulation(Scenarios.scenario()
                .latency("first", 0, 5)
                .latency("second", 3, 5)
                .kill("kill", 10, 5)
                .slo("error_rate < 1%")
                .build());
        RunResult result = run(simulation);
        assertThat(simulation.log.stream().filter(line -> line.startsWith("inject ") || line.startsWith("undo ")))
                .containsExactly(
                        "inject first",
                        "inject second",
                        "undo first",
                        "undo second",
                        "inject kill",
                        "inject kill",
                        "inject kill",
                        "inject kill");
        assertThat(result.verdict().result()).isEqualTo(Result.PASS);
        assertThat(result.faults()).hasSize(6);
    }

    @Test
    void aDriverThatCannotLookIsNoReasonToFail() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.OBSERVE_THROWS;
        assertThat(run(simulation).verdict().result()).isEqualTo(Result.PASS);
    }

    /** An API server that does not answer shall not keep the fault on. */
    @Test
    @Timeout(30)
    void theUndoDoesNotWaitForADriverThatLooks() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.OBSERVE_HANGS;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.PASS);
        assertThat(result.faults().get(0).evidence())
                .extracting(Evidence::text)
                .last()
                .asString()
                .contains("could not find out within 1.5 s");
    }

    @Test
    void anUndoThatIsLaterThanTheLoadProvesNothingOfTheRecovery() {
        Simulation simulation = new Simulation(latency().build());
        simulation.faults = name -> Behaviour.UNDO_TAKES_A_MINUTE;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(sentences(result, Result.NOT_PROVEN))
                .contains(
                        "the undo was confirmed 60.3s after the planned end of the fault phase, and the load was over by"
                                + " then: nothing was asked of the system after the fault");
        assertThat(sentences(result, Result.NOT_PROVEN))
                .as("the generator has made all that it was to make")
                .noneMatch(sentence -> sentence.contains("generator"));
        assertThat(simulation.active).isEmpty();
    }

    @Test
    void aLoadThatDiesProvesNothing() {
        Simulation simulation = new Simulation(latency().build());
        simulation.engine.dies = 40;
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(sentences(result, Result.NOT_PROVEN)).contains("the generator died");
        assertThat(simulation.active).isEmpty();
    }

    @Test
    void aSlowLoadMayBeOverALittleBeforeItsTime() {
        Simulation simulation = new Simulation(latency()
                .rate(0.4)
                .steadyState("p50(latency) < 1s")
                .recovery(20, 20)
                .build());
        RunResult result = run(simulation);
        assertThat(result.verdict().findings())
                .noneMatch(finding -> finding.subject().equals("load"));
    }

    @Test
    void aLoadThatCannotStartIsAnError() {
        Simulation simulation = new Simulation(latency().build());
        simulation.engine.startProblem = "k6 is not there; install it";
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(sentences(result, Result.ERROR)).containsExactly("k6 is not there; install it");
    }

    @Test
    void anEnvironmentThatDoesNotStartIsAnError() {
        Simulation simulation = new Simulation(latency().build());
        simulation.environmentProblem = "port 6379 is in use; free it";
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(sentences(result, Result.ERROR)).containsExactly("port 6379 is in use; free it");
        assertThat(simulation.log).doesNotContain("load starts");
    }

    @Test
    void aJournalThatCannotBeWrittenStopsTheRunBeforeTheFault() {
        Simulation simulation = new Simulation(latency().build());
        simulation.journal = entry -> fail(entry, JournalEntry.Event.FAULT_INTENDED);
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(simulation.log).doesNotContain("inject slow");
    }

    @Test
    void aJournalThatCannotBeWrittenAnyMoreKeepsNothingFromBeingUndone() {
        Simulation simulation = new Simulation(latency().build());
        simulation.journal = entry -> fail(entry, JournalEntry.Event.UNDO_REQUESTED);
        RunResult result = run(simulation);
        assertThat(simulation.active).isEmpty();
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(sentences(result, Result.ERROR)).singleElement().asString().contains("no space left");
    }

    private static void fail(JournalEntry entry, JournalEntry.Event which) {
        if (entry.event() == which) {
            throw new UncheckedIOException(new IOException("no space left"));
        }
    }

    @Test
    void aLedgerThatCouldNotTellALossIsAnErrorBeforeTheLoad() {
        Simulation simulation =
                new Simulation(latency().slo("lost_writes = 0").ledger().build());
        simulation.ledgerProblem = "it finds everything; mend it";
        RunResult result = run(simulation);
        assertThat(sentences(result, Result.ERROR)).containsExactly("it finds everything; mend it");
        assertThat(simulation.log)
                .containsSubsequence("environment starts", "check ledger by run-1-never-written", "environment stopped")
                .doesNotContain("load starts", "inject slow");
    }

    @Test
    void writesAreLookedForAfterRecovery() {
        Simulation simulation =
                new Simulation(latency().slo("lost_writes = 0").ledger().build());
        simulation.finder = ids -> Simulation.answer(ids.subList(0, 2), List.of());
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
        assertThat(Writes.ids(result.ledger().lost())).containsExactly("run-1-0", "run-1-1");
        assertThat(result.ledger().acknowledged()).isEqualTo(9500);
        assertThat(result.ledger().found()).isEqualTo(9498);
        assertThat(result.ledger().acknowledgedDuringFault()).isBetween(3040L, 3070L);
        assertThat(simulation.log).containsSubsequence("LOAD_ENDED simulated", "LEDGER_CHECKED GET /frames/{id}");
    }

    @Test
    void aStoreThatIsEventuallyConsistentGetsItsTimeAndWhatWasLateIsTold() {
        Simulation simulation = new Simulation(latency()
                .slo("lost_writes = 0")
                .ledger(new Ledger(
                        new Ledger.Http("GET", "/frames/{id}", "renderer"),
                        Ledger.DEFAULT_WITHIN,
                        Duration.ofSeconds(20),
                        false,
                        new Location("s.yaml", 1, 1)))
                .build());
        simulation.finder = ids -> new Answer(Writes.of(), Writes.of(), 7, Duration.ofMillis(4200));
        RunResult result = run(simulation);
        assertThat(simulation.log).contains("find, settled after 20s, within 80s");
        assertThat(result.verdict().result()).isEqualTo(Result.PASS);
        assertThat(result.ledger().foundLate()).isEqualTo(7);
        assertThat(sentences(result, Result.PASS)).anySatisfy(sentence -> assertThat(sentence)
                .startsWith("lost_writes = 0: 0 of 9500 acknowledged writes are lost; ")
                .endsWith("; 7 were found late, the last 4.2s after the end of the load at most"));
    }

    @Test
    void withoutEventuallyADenialCountsAtOnce() {
        Simulation simulation =
                new Simulation(latency().slo("lost_writes = 0").ledger().build());
        run(simulation);
        assertThat(simulation.log).contains("find, settled after 0s, within 60s");
    }

    @Test
    void writesThatCannotBeLookedForProveNothing() {
        Simulation simulation =
                new Simulation(latency().slo("lost_writes = 0").ledger().build());
        simulation.finder = ids -> Simulation.answer(List.of(), ids);
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(result.ledger().found()).isZero();
    }

    @Test
    void tenMinutesTakeNoTime() {
        Simulation simulation = new Simulation(latency()
                .phases(10, 120, 300, 170)
                .slo("p99(latency) < 6s in every 10s")
                .abortIf("error_rate > 50% in any 5s")
                .build());
        RunResult result = run(simulation);
        assertThat(result.verdict().result()).isEqualTo(Result.PASS);
        assertThat(Duration.between(result.times().firstDue(), result.times().end()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aRepeatedFaultIsToldWithItsNumberAndTheRestOfThePhase() {
        Simulation simulation = new Simulation(
                Scenarios.scenario().kill("churn", 0, 10).slo("error_rate < 1%").build());
        run(simulation);

        assertThat(simulation.told)
                .filteredOn(line -> line.startsWith("injecting"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("injecting churn (1 of 3): "),
                        second -> assertThat(second).startsWith("injecting churn (2 of 3): "),
                        third -> assertThat(third).startsWith("injecting churn (3 of 3): "));
        List<Duration> left = simulation.ticks.stream()
                .filter(tick -> tick.phase() == Phase.FAULT)
                .map(Progress.Tick::remaining)
                .toList();
        assertThat(left.get(0)).isGreaterThan(Duration.ofSeconds(25));
        assertThat(left).isSortedAccordingTo(Comparator.reverseOrder());
    }
}
