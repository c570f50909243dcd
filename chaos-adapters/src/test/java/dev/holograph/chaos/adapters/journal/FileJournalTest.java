package dev.holograph.chaos.adapters.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.JournalEntry.Event;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    private List<JsonObject> lines() throws IOException {
        return Files.readAllLines(folder.resolve("runs/journal.ndjson")).stream()
                .map(JsonObject::new)
                .toList();
    }

    private FileJournal journal() throws IOException {
        return new FileJournal(folder.resolve("runs/journal.ndjson"));
    }

    @Test
    void anEntryIsALineThatIsThereWhenWriteReturns() throws IOException {
        try (FileJournal journal = journal()) {
            journal.write(new JournalEntry(AT, Event.FAULT_INTENDED, "slow\n\"", Map.of("undo", "ü")));

            assertThat(lines())
                    .containsExactly(new JsonObject()
                            .put("at", "2026-01-02T03:04:05.678Z")
                            .put("event", "FAULT_INTENDED")
                            .put("subject", "slow\n\"")
                            .put("undo", "ü"));
        }
    }

    @Test
    void anInterruptedThreadWritesToo() throws IOException {
        try (FileJournal journal = journal()) {
            Thread.currentThread().interrupt();
            journal.write(new JournalEntry(AT, Event.UNDO_REQUESTED, "slow", Map.of()));
            journal.write(new JournalEntry(AT, Event.FAULT_UNDONE, "slow", Map.of()));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(lines()).hasSize(2);
    }

    @Test
    void whatIsThereAlreadyIsKept() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (FileJournal journal = journal()) {
                journal.write(new JournalEntry(AT, Event.RUN_STARTED, "run-" + i, Map.of()));
            }
        }
        assertThat(lines()).extracting(line -> line.getString("subject")).containsExactly("run-0", "run-1");
    }

    /** A process can die anywhere in a line: what stands before it is needed to take back what was done. */
    @Test
    void aLastLineThatIsCutAnywhereHidesNoneOfThoseBefore() throws IOException {
        try (FileJournal journal = journal()) {
            journal.write(new JournalEntry(AT, Event.FAULT_INTENDED, "slow", Map.of("undo", "ü")));
            journal.write(new JournalEntry(AT, Event.FAULT_INJECTED, "slow", Map.of("text", "100 µs …")));
        }
        Path file = folder.resolve("runs/journal.ndjson");
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = first; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(JournalFile.read(file))
                    .as("%s bytes", length)
                    .extracting(JournalEntry::event)
                    .containsExactly(Event.FAULT_INTENDED);
        }
        byte[] damaged = whole.clone();
        damaged[first - 4] = (byte) 0xff;
        Files.write(file, damaged);
        assertThatThrownBy(() -> JournalFile.read(file)).hasMessageEndingWith(":1: this is no entry of a journal");
    }
}
