package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.MaintenanceWindow;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.FakeDriver.Behaviour;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is refused is refused before anything is touched; what is claimed is given back. */
@Timeout(60)
class PreflightCheckTest {

    private static final Location GUARD = new Location("environments/local.yaml", 2, 1);

    private static Simulation simulation() {
        return new Simulation(Scenarios.scenario()
                .latency("slow", 0, 5)
                .kill("kill", 10, null)
                .slo("error_rate < 1%")
                .build());
    }

    private static Guard guard(@Nullable MaintenanceWindow window) {
        return new Guard("staging", List.of("shop-test"), window, 1, 100, false, false, Set.of(), GUARD);
    }

    /** The simulated clock begins on a Sunday at 12:00:00.030 UTC. */
    private static MaintenanceWindow until(String end) {
        return new MaintenanceWindow(
                EnumSet.allOf(DayOfWeek.class), LocalTime.of(11, 0), LocalTime.parse(end), ZoneOffset.UTC);
    }

    private static String why(RunResult result) {
        return result.verdict().findings().stream()
                .filter(finding -> finding.subject().equals("run"))
                .map(Finding::sentence)
                .findFirst()
                .orElse("nothing");
    }

    private static void nothingWasTouched(Simulation simulation) {
        assertThat(simulation.log)
                .doesNotContain(
                        "environment starts", "load starts", "inject slow", "inject kill", "FAULT_INTENDED slow");
        assertThat(simulation.log).contains("shared things closed", "RUN_ENDED run-1");
    }

    @Test
    void everyFaultIsLookedAtBeforeAnythingIsStarted() {
        Simulation simulation = simulation();
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.PASS);
        assertThat(simulation.log).containsSubsequence("look slow", "look kill", "environment starts", "inject slow");
    }

    @Test
    void allRefusalsAreToldAtOnceAndNothingIsStarted() {
        Simulation simulation = simulation();
        simulation.guard = guard(until("11:30"));
        simulation.preflight = name -> name.equals("slow")
                ? Preflight.problem("no pod matches shop-test/app=web")
                : new Preflight(
                        List.of(),
                        List.of(new Permission("delete", "", "pods", "shop-test")),
                        new Preflight.BlastRadius(2, 1, 1, true));
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(why(result))
                .isEqualTo(
                        "refused: the window for faults is Mon, Tue, Wed, Thu, Fri, Sat, Sun 11:00 to 11:30 Z, and it"
                                + " is 2026-03-01T12:00Z (window: in the guard, environments/local.yaml:2:1); and fault 'slow':"
                                + " no pod matches shop-test/app=web; and fault 'kill' needs rights that context 'staging' does"
                                + " not have: delete pods in shop-test; grant them by a Role, or leave the fault out; and fault"
                                + " 'kill' could take the last ready pod: 1 of 2 are ready, and it stops 1; lastReadyPod is"
                                + " refuse (in the guard, environments/local.yaml:2:1)");
        nothingWasTouched(simulation);
    }

    @Test
    void whereItCannotBeLookedNothingIsStartedEither() {
        Simulation simulation = simulation();
        simulation.faults = name -> name.equals("kill") ? Behaviour.CANNOT_LOOK : Behaviour.WORKS;
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(why(result)).isEqualTo("refused: fault 'kill': the API server cannot be reached");
        nothingWasTouched(simulation);
    }

    /** Warm-up and baseline are 25 s, the last fault comes 10 s later, and a minute is for start and undo: 95 s. */
    @Test
    void aPlanThatCouldOutlastTheWindowIsRefusedBeforeAnythingStarts() {
        Simulation simulation = simulation();
        simulation.guard = guard(until("12:01:35"));
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(why(result))
                .isEqualTo("refused: the window for faults ends at 2026-03-01T12:01:35Z, and up to the undo of its last"
                        + " fault this plan needs 1m35s; start it at 2026-03-01T12:00Z at the latest"
                        + " (window: in the guard, environments/local.yaml:2:1)");
        nothingWasTouched(simulation);
        Simulation shorter = simulation();
        shorter.guard = guard(until("12:01:36"));
        assertThat(shorter.run().verdict().result()).isEqualTo(Result.PASS);
    }

    /** The services take longer than anybody allowed for. */
    @Test
    void aWindowThatClosesWhileAFaultIsOnEndsTheRunAndTheFaultIsUndone() {
        Simulation simulation = simulation();
        simulation.guard = guard(until("12:01:36"));
        simulation.whileStarting = () -> simulation.clock.pass(Duration.ofSeconds(69));
        List<Instant> undone = new ArrayList<>();
        simulation.journal = entry -> {
            if (entry.event() == JournalEntry.Event.FAULT_UNDONE) {
                undone.add(entry.at());
            }
        };
        RunResult result = simulation.run();
        theWindowEnded(result);
        assertThat(simulation.log).contains("inject slow", "undo slow").doesNotContain("inject kill");
        assertThat(simulation.active).isEmpty();
        assertThat(undone).singleElement().satisfies(at -> assertThat(at)
                .isBetween(Instant.parse("2026-03-01T12:01:36Z"), Instant.parse("2026-03-01T12:01:36.5Z")));
    }

    @Test
    void aDriverThatHangsDoesNotCarryAFaultBeyondTheWindow() {
        Simulation simulation = simulation();
        simulation.guard = guard(until("12:01:36"));
        simulation.faults = name -> Behaviour.INJECT_TAKES_AN_HOUR;
        theWindowEnded(simulation.run());
        assertThat(simulation.log).containsSubsequence("inject slow", "undo slow", "load stopped");
        assertThat(simulation.clock.now()).isBefore(Instant.parse("2026-03-01T12:02:00Z"));
    }

    @Test
    void aWindowThatClosesBeforeTheFirstFaultEndsTheRun() {
        Simulation simulation = simulation();
        simulation.guard = guard(until("12:01:36"));
        simulation.whileStarting = () -> simulation.clock.pass(Duration.ofSeconds(80));
        theWindowEnded(simulation.run());
        assertThat(simulation.log)
                .contains("environment starts", "load stopped", "environment stopped")
                .doesNotContain("FAULT_INTENDED slow", "inject slow", "inject kill");
    }

    /** The recovery is watched to its end: nothing is on. */
    @Test
    void aWindowThatClosesAfterTheLastUndoEndsNothing() {
        Simulation simulation = simulation();
        simulation.guard = guard(until("12:01:36"));
        simulation.whileStarting = () -> simulation.clock.pass(Duration.ofSeconds(55));
        RunResult result = simulation.run();
        assertThat(result.ended()).isAfter(Instant.parse("2026-03-01T12:01:50Z"));
        assertThat(result.verdict().result()).isEqualTo(Result.PASS);
    }

    private static void theWindowEnded(RunResult result) {
        assertThat(result.verdict().result()).isEqualTo(Result.NOT_PROVEN);
        assertThat(result.verdict().findings())
                .extracting(Finding::sentence)
                .contains("ended early, and everything was taken back at once: the guard's window for faults ended at"
                        + " 2026-03-01T12:01:36Z");
    }

    @Test
    void aClaimIsMadeBeforeAnythingIsStartedAndGivenBackAfterEverything() {
        Simulation simulation = simulation();
        simulation.claims = List.of(new Claims(simulation, lost -> {}));
        assertThat(simulation.run().verdict().result()).isEqualTo(Result.PASS);
        assertThat(simulation.log)
                .containsSubsequence(
                        "look kill",
                        "claimed",
                        "environment starts",
                        "undo slow",
                        "environment stopped",
                        "claim released",
                        "shared things closed");
    }

    @Test
    void aTargetThatAnotherRunHoldsIsNotTouched() {
        Simulation simulation = simulation();
        simulation.claims = List.of(new Claims(simulation, lost -> {}), new Claims(simulation, lost -> {
            throw new DriverException("refused: another run holds target 'web'");
        }));
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(why(result)).isEqualTo("refused: another run holds target 'web'");
        assertThat(simulation.log).containsSubsequence("claimed", "claim released");
        nothingWasTouched(simulation);
    }

    @Test
    void aClaimThatIsLostEndsTheRunAndItsFaultsAreUndone() {
        Simulation simulation = simulation();
        simulation.claims = List.of(new Claims(
                simulation, lost -> simulation.at(27, () -> lost.accept("the Lease web was taken by run-2"))));
        RunResult result = simulation.run();
        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(why(result)).isEqualTo("the Lease web was taken by run-2");
        assertThat(simulation.log)
                .containsSubsequence("inject slow", "undo slow", "claim released")
                .doesNotContain("inject kill");
        assertThat(simulation.active).isEmpty();
    }

    /** What happens to the one that claims. */
    @FunctionalInterface
    private interface Fate {
        void claimed(Consumer<String> lost) throws DriverException;
    }

    private record Claims(Simulation simulation, Fate fate) implements TargetLockProvider {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Optional<UndoRecipe> recipe(Plan plan, String type) {
            return Optional.of(new UndoRecipe("fake", type, Map.of(), "nothing: it expires"));
        }

        @Override
        public void claim(UndoRecipe recipe, DriverContext context, Consumer<String> lost) throws DriverException {
            fate.claimed(lost);
            simulation.log.add("claimed");
        }

        @Override
        public void release(UndoRecipe recipe, DriverContext context, Deadline deadline) {
            simulation.log.add("claim released");
        }
    }
}
