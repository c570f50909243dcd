package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a journal says was begun and not taken back: read after a run that had no time to end. */
public final class PendingUndos {

    /** @param name of the fault, or of what else is held */
    public record Open(String name, UndoRecipe recipe) {}

    /** @param isCleanup whether nothing of it is left once the fault is injected */
    private record BegunFault(Open open, boolean isCleanup) {}

    private final Deque<BegunFault> begun = new ArrayDeque<>();

    private PendingUndos() {}

    /** In the order in which it is to be taken back: last in, first out. */
    public static List<Open> in(List<JournalEntry> journal) {
        PendingUndos unfinished = new PendingUndos();
        journal.forEach(unfinished::read);
        return unfinished.begun.stream().map(BegunFault::open).toList();
    }

    private void read(JournalEntry entry) {
        if (entry.event() == Event.FAULT_INTENDED
                || entry.event() == Event.CLAIM_INTENDED
                || entry.event() == Event.LOAD_INTENDED) {
            if (entry.data().containsKey(JournalEntry.DRIVER)) {
                begun.push(new BegunFault(
                        new Open(entry.subject(), recipe(entry.data())),
                        entry.data().containsKey(JournalEntry.CLEANUP)));
            }
        } else if (entry.event() == Event.FAULT_INJECTED) {
            removeCleanup(entry.subject());
        } else if (entry.event() == Event.RECIPE_EXTENDED) {
            BegunFault known = remove(entry.subject());
            if (known != null) {
                UndoRecipe more = known.open().recipe().with(recipeData(entry.data()));
                begun.push(new BegunFault(new Open(entry.subject(), more), known.isCleanup()));
            }
        } else if (entry.event() == Event.FAULT_UNDONE
                || entry.event() == Event.CLAIM_RELEASED
                || entry.event() == Event.LOAD_REMOVED) {
            remove(entry.subject());
        }
    }

    /** The one that was begun last under this name. */
    private @Nullable BegunFault remove(String name) {
        for (Iterator<BegunFault> each = begun.iterator(); each.hasNext(); ) {
            BegunFault one = each.next();
            if (one.open().name().equals(name)) {
                each.remove();
                return one;
            }
        }
        return null;
    }

    private void removeCleanup(String name) {
        begun.stream()
                .filter(one -> one.open().name().equals(name))
                .findFirst()
                .filter(BegunFault::isCleanup)
                .ifPresent(begun::remove);
    }

    private static UndoRecipe recipe(Map<String, String> data) {
        return new UndoRecipe(
                data.getOrDefault(JournalEntry.DRIVER, ""),
                data.getOrDefault(JournalEntry.FAULT, ""),
                recipeData(data),
                data.getOrDefault(JournalEntry.BY_HAND, ""));
    }

    private static Map<String, String> recipeData(Map<String, String> data) {
        Map<String, String> recipe = new HashMap<>();
        data.forEach((key, value) -> {
            if (key.startsWith(JournalEntry.RECIPE)) {
                recipe.put(key.substring(JournalEntry.RECIPE.length()), value);
            }
        });
        return recipe;
    }
}
