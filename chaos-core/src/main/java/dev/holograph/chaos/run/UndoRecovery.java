package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.TargetLockProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes back, in a new process, what a run that has died had begun: by its journal, with the drivers' own undo. */
public final class UndoRecovery {

    private static final Duration EACH_WITHIN = Duration.ofSeconds(30);

    private final Drivers drivers;
    private final List<TargetLockProvider> claims;
    private final List<LoadEngineProvider> engines;
    private final RunContext context;
    private final Journal journal;
    private final RunClock clock;

    /**
     * @param context of the run that has died: with its id
     * @param journal that run's own, to go on with
     */
    public UndoRecovery(
            Drivers drivers,
            List<TargetLockProvider> claims,
            List<LoadEngineProvider> engines,
            RunContext context,
            Journal journal,
            RunClock clock) {
        this.drivers = drivers;
        this.claims = List.copyOf(claims);
        this.engines = List.copyOf(engines);
        this.context = context;
        this.journal = journal;
        this.clock = clock;
    }

    /** Whether something of these goes on although the process of the run is gone. */
    public static boolean isNeeded(List<PendingUndos.Open> open, Drivers drivers) {
        return open.stream()
                .anyMatch(one -> !one.recipe().fault().equals(TargetLocks.CLAIM) && !endedWithProcess(one, drivers));
    }

    /** Whether it was gone when the process of the run was: nothing of it is to be taken back. */
    public static boolean endedWithProcess(PendingUndos.Open one, Drivers drivers) {
        return drivers.find(one.recipe().driver(), one.recipe().fault())
                .filter(driver -> !driver.driver().outlivesProcess())
                .isPresent();
    }

    /**
     * Takes all of it back, each even when another fails.
     *
     * @param progress takes a line for each that was taken back
     * @return a sentence for each that could not be, with how to do it by hand
     */
    public List<String> takeBack(List<PendingUndos.Open> open, Consumer<String> progress) {
        List<String> problems = new ArrayList<>();
        for (PendingUndos.Open one : open) {
            try {
                undo(one.recipe());
                journal.write(new JournalEntry(clock.now(), undone(one.recipe()), one.name(), Map.of()));
                progress.accept(one.name() + " of run " + context.runId()
                        + (endedWithProcess(one, drivers) ? " was gone with its process" : " is taken back"));
            } catch (DriverException | RuntimeException e) {
                problems.add(one.name() + " of run " + context.runId() + ": "
                        + (e.getMessage() == null ? e.toString() : e.getMessage()) + "; by hand: "
                        + one.recipe().byHand());
            }
        }
        return problems;
    }

    private static Event undone(UndoRecipe recipe) {
        return switch (recipe.fault()) {
            case TargetLocks.CLAIM -> Event.CLAIM_RELEASED;
            case Loads.LOAD -> Event.LOAD_REMOVED;
            default -> Event.FAULT_UNDONE;
        };
    }

    private void undo(UndoRecipe recipe) throws DriverException {
        Deadline deadline = Deadline.in(EACH_WITHIN, clock::nanoTime);
        if (recipe.fault().equals(Loads.LOAD)) {
            engine(recipe).remove(recipe, context, deadline);
            return;
        }
        if (recipe.fault().equals(TargetLocks.CLAIM)) {
            for (TargetLockProvider provider : claims) {
                if (provider.name().equals(recipe.driver())) {
                    provider.release(recipe, context, deadline);
                }
            }
            return;
        }
        Optional<Drivers.Bound<?>> driver = drivers.find(recipe.driver(), recipe.fault());
        if (driver.isEmpty()) {
            throw new DriverException("no driver '" + recipe.driver() + "' for " + recipe.fault()
                    + " is beside the plugin any more; add its artifact to the plugin's dependencies");
        }
        driver.get().undo(recipe, deadline);
    }

    private LoadEngineProvider engine(UndoRecipe recipe) throws DriverException {
        return engines.stream()
                .filter(provider -> provider.name().equals(recipe.driver()))
                .findFirst()
                .orElseThrow(() -> new DriverException("no load engine '" + recipe.driver()
                        + "' is beside the plugin any more; add its artifact to the plugin's dependencies"));
    }
}
