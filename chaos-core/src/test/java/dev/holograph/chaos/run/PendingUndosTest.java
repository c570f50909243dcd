package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingUndosTest {

    private static final UndoRecipe RECIPE =
            new UndoRecipe("kubernetes", "scale", Map.of("namespace", "test"), "kubectl scale");

    private final List<JournalEntry> journal = new ArrayList<>();

    private void write(Event event, String subject, Map<String, String> data) {
        journal.add(new JournalEntry(Instant.EPOCH, event, subject, data));
    }

    private void intend(String fault) {
        write(Event.FAULT_INTENDED, fault, JournalEntry.of(RECIPE));
    }

    @Test
    void whatWasIntendedIsOpenWhetherInjectedOrNot() {
        intend("fewer");
        assertThat(PendingUndos.in(journal)).containsExactly(new PendingUndos.Open("fewer", RECIPE));

        write(Event.FAULT_INJECTED, "fewer", Map.of("evidence", "observed"));
        assertThat(PendingUndos.in(journal)).containsExactly(new PendingUndos.Open("fewer", RECIPE));
    }

    @Test
    void whatWasUndoneIsNot() {
        intend("fewer");
        write(Event.UNDO_REQUESTED, "fewer", Map.of());
        assertThat(PendingUndos.in(journal)).hasSize(1);

        write(Event.FAULT_UNDONE, "fewer", Map.of());
        assertThat(PendingUndos.in(journal)).isEmpty();
    }

    @Test
    void whatCouldNotBeUndoneStaysOpen() {
        intend("fewer");
        write(Event.UNDO_FAILED, "fewer", Map.of("problem", "503"));
        assertThat(PendingUndos.in(journal)).hasSize(1);
    }

    @Test
    void whatBecameKnownLaterIsPartOfTheRecipe() {
        intend("fewer");
        write(Event.RECIPE_EXTENDED, "fewer", JournalEntry.extension(Map.of("replicas", "2")));

        assertThat(PendingUndos.in(journal))
                .containsExactly(new PendingUndos.Open("fewer", RECIPE.with(Map.of("replicas", "2"))));
    }

    @Test
    void theLastIsTakenBackFirst() {
        write(Event.CLAIM_INTENDED, "kubernetes claim", JournalEntry.of(RECIPE));
        intend("fewer");
        intend("cut");
        write(Event.RECIPE_EXTENDED, "cut", JournalEntry.extension(Map.of("a", "b")));

        assertThat(PendingUndos.in(journal).stream().map(PendingUndos.Open::name))
                .containsExactly("cut", "fewer", "kubernetes claim");
    }

    /** It makes something by which it happens, and removes that itself before it is injected. */
    @Test
    void anInstantFaultThatWasCutOffHasPerhapsLeftSomething() {
        write(Event.FAULT_INTENDED, "kill", JournalEntry.ofCleanupRecipe(RECIPE));
        assertThat(PendingUndos.in(journal)).containsExactly(new PendingUndos.Open("kill", RECIPE));

        write(Event.FAULT_INJECTED, "kill", Map.of("evidence", "gone"));
        assertThat(PendingUndos.in(journal)).isEmpty();

        write(Event.FAULT_INTENDED, "kill", JournalEntry.ofCleanupRecipe(RECIPE));
        assertThat(PendingUndos.in(journal)).as("it was repeated").hasSize(1);
    }

    @Test
    void whatIsInjectedKeepsItsPlaceInTheOrder() {
        intend("fewer");
        intend("cut");
        write(Event.FAULT_INJECTED, "fewer", Map.of());
        assertThat(PendingUndos.in(journal).stream().map(PendingUndos.Open::name))
                .containsExactly("cut", "fewer");
    }

    @Test
    void anInstantFaultLeavesNothing() {
        write(Event.FAULT_INTENDED, "kill", Map.of());
        write(Event.FAULT_INJECTED, "kill", Map.of("evidence", "gone"));

        assertThat(PendingUndos.in(journal)).isEmpty();
    }

    @Test
    void whatALoadLeavesInAClusterIsOpenUntilItIsRemoved() {
        UndoRecipe recipe = new UndoRecipe("k6-operator", Loads.LOAD, Map.of("name", "chaos-1"), "kubectl delete");
        write(Event.LOAD_INTENDED, "load 'load' in the cluster", JournalEntry.of(recipe));
        write(Event.LOAD_STARTED, "k6-operator", Map.of());
        assertThat(PendingUndos.in(journal))
                .containsExactly(new PendingUndos.Open("load 'load' in the cluster", recipe));
        write(Event.LOAD_REMOVED, "load 'load' in the cluster", Map.of());
        assertThat(PendingUndos.in(journal)).isEmpty();
    }
}
