package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.slo.Acknowledgements;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The acknowledged writes as one JSON object a line, in the order in which they were acknowledged. */
final class AcknowledgedFile {

    private AcknowledgedFile() {}

    static void write(Path file, Acknowledgements acknowledgements) throws IOException {
        long[] times = acknowledgements.times();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < times.length; i++) {
                out.write(new JsonObject()
                        .put("at_us", times[i])
                        .put("id", acknowledgements.ids().get(i))
                        .encode());
                out.write('\n');
            }
        }
    }

    /** @throws IOException if the file cannot be read, or is damaged: with file and line */
    static Acknowledgements read(Path file) throws IOException {
        List<String> ids = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        int line = 1;
        try {
            for (String text : Files.readAllLines(file)) {
                Fields fields = new Fields(new JsonObject(text));
                times.add(fields.number("at_us"));
                ids.add(fields.text("id"));
                line++;
            }
        } catch (DecodeException | IllegalArgumentException e) {
            throw new IOException(file + ":" + line + ": the file is damaged: this is no acknowledged write", e);
        }
        return Acknowledgements.of(
                ids, times.stream().mapToLong(Long::longValue).toArray());
    }
}
