package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.slo.Acknowledgements;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Acknowledged writes as one JSON object a line, in the order in which they were acknowledged. */
final class AcknowledgedFile {

    private AcknowledgedFile() {}

    static void write(Path file, Acknowledgements acknowledgements) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Acknowledgements.Write write : acknowledgements) {
                out.write(new JsonObject()
                        .put("at_us", write.at())
                        .put("id", write.id())
                        .encode());
                out.write('\n');
            }
        }
    }

    /** @throws IOException if the file cannot be read, or is damaged: with file and line */
    static Acknowledgements read(Path file) throws IOException {
        Acknowledgements.Builder writes = new Acknowledgements.Builder();
        int line = 1;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                Fields fields = new Fields(new JsonObject(text));
                writes.add(fields.text("id"), fields.number("at_us"));
                line++;
            }
        } catch (DecodeException | IllegalArgumentException e) {
            throw new IOException(file + ":" + line + ": the file is damaged: this is no acknowledged write", e);
        }
        return writes.build();
    }
}
