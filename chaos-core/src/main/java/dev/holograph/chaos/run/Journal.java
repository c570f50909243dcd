package dev.holograph.chaos.run;

/** Keeps what happened, in order. */
public interface Journal {

    /** Returns when the entry is safely on disk. @throws java.io.UncheckedIOException if it cannot be kept */
    void write(JournalEntry entry);
}
