package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Claims the targets of a run, so that no other run breaks them meanwhile, until everything is taken back. */
final class TargetLocks {

    /** Stands for a fault's type in the recipes of claims. */
    static final String CLAIM = "claim";

    private static final Duration RELEASED_WITHIN = Duration.ofSeconds(5);

    private final Plan plan;
    private final RunDependencies tools;
    private final StopSignal stop;
    private final UndoThread undo;
    private final JournalWriter journal;

    TargetLocks(Plan plan, RunDependencies tools, StopSignal stop, UndoThread undo, JournalWriter journal) {
        this.plan = plan;
        this.tools = tools;
        this.stop = stop;
        this.undo = undo;
        this.journal = journal;
    }

    /** @throws Exception if another run has one of them; those that were claimed are released when the run ends */
    void claim() throws Exception {
        for (TargetLockProvider claims : tools.claims()) {
            Optional<UndoRecipe> recipe = claims.recipe(plan, CLAIM);
            if (recipe.isPresent()) {
                claim(claims, recipe.get());
            }
        }
    }

    private void claim(TargetLockProvider claims, UndoRecipe recipe) throws Exception {
        String what = claims.name() + " " + CLAIM;
        journal.must(new JournalEntry(tools.clock().now(), Event.CLAIM_INTENDED, what, JournalEntry.of(recipe)));
        undo.push(what, RELEASED_WITHIN, recipe.byHand(), deadline -> {
            claims.release(recipe, tools.context(), deadline);
            journal.tell(new JournalEntry(tools.clock().now(), Event.CLAIM_RELEASED, what, Map.of()));
        });
        claims.claim(recipe, tools.context(), stop::fail);
    }
}
