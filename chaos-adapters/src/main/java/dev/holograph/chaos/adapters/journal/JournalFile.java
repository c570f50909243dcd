package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.JournalEntry.Event;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        byte[] bytes = Files.readAllBytes(file);
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                try {
                    entries.add(entry(new JsonObject(text(bytes, start, end))));
                } catch (CharacterCodingException | RuntimeException e) {
                    throw new IOException(file + ":" + (entries.size() + 1) + ": this is no entry of a journal", e);
                }
                start = end + 1;
            }
        }
        return entries;
    }

    /** Line by line: the last one may end in the middle of a character. */
    private static String text(byte[] bytes, int start, int end) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, start, end - start))
                .toString();
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
                Objects.requireNonNull(json.getString("subject"), "subject"),
                data);
    }
}
