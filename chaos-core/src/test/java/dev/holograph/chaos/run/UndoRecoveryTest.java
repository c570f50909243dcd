package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.RolloutRestart;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UndoRecoveryTest {

    private static final RunContext CONTEXT =
            new RunContext("run-1", Clock.systemUTC(), 0, Map.of(), (variable, server) -> Optional.empty());

    private final List<String> undone = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private boolean outlives = true;

    private final FaultDriver<Scale> driver = new FaultDriver<>() {
        @Override
        public Class<Scale> fault() {
            return Scale.class;
        }

        @Override
        public boolean outlivesProcess() {
            return outlives;
        }

        @Override
        public Prepared<Scale> prepare(FaultStep step, Scale fault, TargetSpec target) {
            throw new IllegalStateException("nothing is planned here");
        }

        @Override
        public Evidence inject(Prepared<Scale> prepared) {
            throw new IllegalStateException("nothing is injected here");
        }

        @Override
        public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
            if (recipe.data().containsKey("broken")) {
                throw new DriverException("the API server answered 503");
            }
            undone.add(recipe.data().get("name"));
        }
    };

    private final TargetLockProvider claims = new TargetLockProvider() {
        @Override
        public String name() {
            return "leases";
        }

        @Override
        public Optional<UndoRecipe> recipe(Plan plan, String type) {
            return Optional.empty();
        }

        @Override
        public void claim(UndoRecipe recipe, DriverContext context, Consumer<String> lost) {}

        @Override
        public void release(UndoRecipe recipe, DriverContext context, Deadline deadline) {
            undone.add("claim of " + context.runId());
        }
    };

    private final Drivers drivers = new Drivers(
            List.of(new DriverProvider() {
                @Override
                public String name() {
                    return "fake";
                }

                @Override
                public List<FaultDriver<?>> drivers(DriverContext context) {
                    return List.of(driver);
                }
            }),
            CONTEXT);

    private static PendingUndos.Open scale(String name, Map<String, String> more) {
        return new PendingUndos.Open(
                name, new UndoRecipe("fake", "scale", Map.of("name", name), "kubectl scale " + name).with(more));
    }

    private List<String> takeBack(PendingUndos.Open... open) {
        return new UndoRecovery(drivers, List.of(claims), List.of(), CONTEXT, journal::add, new VirtualClock())
                .takeBack(List.of(open), line -> {});
    }

    @Test
    void takesBackFaultsAndClaimsAndWritesItDown() {
        List<String> problems = takeBack(
                scale("b", Map.of()),
                scale("a", Map.of()),
                new PendingUndos.Open(
                        "leases claim", new UndoRecipe("leases", TargetLocks.CLAIM, Map.of(), "nothing")));

        assertThat(problems).isEmpty();
        assertThat(undone).containsExactly("b", "a", "claim of run-1");
        assertThat(journal.stream().map(entry -> entry.event() + " " + entry.subject()))
                .containsExactly("FAULT_UNDONE b", "FAULT_UNDONE a", "CLAIM_RELEASED leases claim");
    }

    @Test
    void oneThatFailsKeepsNoOtherFromItsTurnAndStaysOpen() {
        List<String> problems = takeBack(scale("b", Map.of("broken", "yes")), scale("a", Map.of()));

        assertThat(undone).containsExactly("a");
        assertThat(problems).containsExactly("b of run run-1: the API server answered 503; by hand: kubectl scale b");
        assertThat(journal.stream().map(JournalEntry::event)).containsExactly(Event.FAULT_UNDONE);
    }

    @Test
    void aDriverThatIsNotThereAnyMoreIsTold() {
        List<String> problems = takeBack(new PendingUndos.Open(
                "x", new UndoRecipe("acme", new RolloutRestart().type().name(), Map.of(), "call acme")));

        assertThat(problems)
                .containsExactly("x of run run-1: no driver 'acme' for rollout-restart is beside the plugin any more;"
                        + " add its artifact to the plugin's dependencies; by hand: call acme");
    }

    @Test
    void onlyWhatOutlivesItsProcessStandsInTheWay() {
        List<PendingUndos.Open> fault = List.of(scale("a", Map.of()));
        List<PendingUndos.Open> unknown =
                List.of(new PendingUndos.Open("x", new UndoRecipe("acme", "storm", Map.of(), "call acme")));
        List<PendingUndos.Open> claim =
                List.of(new PendingUndos.Open("c", new UndoRecipe("leases", TargetLocks.CLAIM, Map.of(), "nothing")));

        assertThat(UndoRecovery.isNeeded(fault, drivers)).isTrue();
        assertThat(UndoRecovery.isNeeded(unknown, drivers)).isTrue();
        assertThat(UndoRecovery.isNeeded(claim, drivers)).isFalse();
        outlives = false;
        assertThat(UndoRecovery.isNeeded(fault, drivers)).isFalse();
    }

    private final LoadEngineProvider engine = new LoadEngineProvider() {
        @Override
        public String name() {
            return "k6-operator";
        }

        @Override
        public Found find(Map<String, String> settings, DriverContext context) {
            return new Found(null, "it is only to remove");
        }

        @Override
        public void remove(UndoRecipe recipe, DriverContext context, Deadline deadline) {
            undone.add(recipe.data().get("name") + " of " + context.runId());
        }
    };

    @Test
    void removesWhatALoadHasLeft() {
        PendingUndos.Open load = new PendingUndos.Open(
                "load 'load'", new UndoRecipe("k6-operator", Loads.LOAD, Map.of("name", "pods"), "kubectl delete"));
        assertThat(UndoRecovery.isNeeded(List.of(load), drivers)).isTrue();
        List<String> problems = new UndoRecovery(
                        drivers, List.of(claims), List.of(engine), CONTEXT, journal::add, new VirtualClock())
                .takeBack(List.of(load), line -> {});
        assertThat(problems).isEmpty();
        assertThat(undone).containsExactly("pods of run-1");
        assertThat(journal.stream().map(entry -> entry.event() + " " + entry.subject()))
                .containsExactly("LOAD_REMOVED load 'load'");
        assertThat(takeBack(load))
                .containsExactly("load 'load' of run run-1: no load engine 'k6-operator' is beside the plugin any more;"
                        + " add its artifact to the plugin's dependencies; by hand: kubectl delete");
    }
}
