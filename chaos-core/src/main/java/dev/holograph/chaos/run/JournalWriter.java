package dev.holograph.chaos.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a run's journal. A journal that fails must not keep anything from being undone. */
final class JournalWriter {

    private final Journal journal;
    private @Nullable String problem;

    JournalWriter(Journal journal) {
        this.journal = journal;
    }

    /** On disk when this returns. @throws RuntimeException if it cannot be: then what it announces must not be done */
    void must(JournalEntry entry) {
        journal.write(entry);
    }

    /** Writes what has happened already, or happens in any case. A failure is kept for {@link #problem}. */
    void tell(JournalEntry entry) {
        try {
            journal.write(entry);
        } catch (RuntimeException e) {
            synchronized (this) {
                problem = problem == null ? entry.event() + " could not be written: " + e : problem;
            }
        }
    }

    /** The first failure, in a sentence. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
