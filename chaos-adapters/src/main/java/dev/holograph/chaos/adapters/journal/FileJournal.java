package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.run.Journal;
import dev.holograph.chaos.run.JournalEntry;
import io.vertx.core.json.JsonObject;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Keeps a journal as one JSON object a line. An entry is on disk when {@link #write} returns. A {@code FileOutputStream}
 * and not a channel: a channel closes itself on an interrupted thread, which is when a journal matters most.
 */
public final class FileJournal implements Journal, AutoCloseable {

    private final FileOutputStream out;

    /** Goes on with the journal if there is one. */
    public FileJournal(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        cutTornLine(file);
        out = new FileOutputStream(file.toFile(), true);
    }

    /** A process that died while it wrote has left the beginning of a line: what it was to announce was not done. */
    private static void cutTornLine(Path file) throws IOException {
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            if (whole < bytes.length) {
                Files.write(file, Arrays.copyOf(bytes, whole));
            }
        }
    }

    @Override
    public synchronized void write(JournalEntry entry) {
        JsonObject line = new JsonObject()
                .put("at", entry.at().toString())
                .put("event", entry.event().name())
                .put("subject", entry.subject());
        new TreeMap<>(entry.data()).forEach(line::put);
        try {
            out.write((line.encode() + "\n").getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
