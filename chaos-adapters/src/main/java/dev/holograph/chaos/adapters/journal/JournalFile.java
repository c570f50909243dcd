package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.JournalEntry.Event;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link FileJournal} has written. */
public final class JournalFile {

    private JournalFile() {}

    /**
     * Its entries. A last line without its end is left out: the process died while it was written, and what it was to
     * announce was not done.
     *
     * @throws IOException if it cannot be read, or is no journal
     */
    public static List<JournalEntry> read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<JournalEntry> entries = new ArrayList<>();
        int line = 1;
        for (int start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            try {
                entries.add(entry(new JsonObject(text.substring(start, end))));
            } catch (DecodeException | IllegalArgumentException | NullPointerException e) {
                throw new IOException(file + ":" + line + ": this is no entry of a journal", e);
            }
            line++;
        }
        return entries;
    }

    private static JournalEntry entry(JsonObject json) {
        Map<String, String> data = new HashMap<>();
        for (String key : json.fieldNames()) {
            if (!List.of("at", "event", "subject").contains(key)) {
                data.put(key, json.getString(key));
            }
        }
        return new JournalEntry(
                Instant.parse(json.getString("at")),
                Event.valueOf(json.getString("event")),
                json.getString("subject"),
                data);
    }
}
