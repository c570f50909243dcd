package dev.holograph.chaos.adapters.history;

import dev.holograph.chaos.report.PastRun;
import io.vertx.core.json.DecodeException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Earlier runs as one JSON object a line. Nothing that is wrong with it loses a run: it is reported once and passed over.
 */
public final class HistoryFile {

    private final @Nullable Path file;
    private final Consumer<String> warnings;
    private boolean hasToldOfLines;

    /**
     * @param file {@code null}: no history is kept
     * @param warnings takes warnings
     */
    public HistoryFile(@Nullable Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    /**
     * Adds a run. Several builds may do so at once: a line is one write at the file's end, wherever that is by then. (A
     * {@code FileOutputStream} for appending is opened with {@code O_APPEND}.)
     */
    public void append(PastRun run) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // Where a process died within its line, the next one must not become part of it.
            String line = (endsWithinLine(file) ? "\n" : "") + PastRunJson.write(run) + "\n";
            try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            warnings.accept("The history cannot be written, so that later runs are not compared with this one: " + e);
        }
    }

    private static boolean endsWithinLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() == 0) {
                return false;
            }
            bytes.seek(bytes.length() - 1);
            return bytes.read() != '\n';
        }
    }

    /** All runs that can be read, in the order of the file. */
    public List<PastRun> read() {
        if (file == null || !Files.exists(file)) {
            return List.of();
        }
        List<PastRun> runs = new ArrayList<>();
        List<Integer> broken = new ArrayList<>();
        try {
            // A broken character is one of a broken line, and not the whole file's end.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                if (!line.isBlank()) {
                    try {
                        runs.add(PastRunJson.read(line));
                    } catch (DecodeException | IllegalArgumentException e) {
                        broken.add(number);
                    }
                }
            }
        } catch (IOException e) {
            warnings.accept("The history cannot be read, so that this run is compared with none: " + e);
        }
        tell(broken);
        return runs;
    }

    private void tell(List<Integer> broken) {
        if (!broken.isEmpty() && !hasToldOfLines) {
            hasToldOfLines = true;
            warnings.accept(file + ":" + broken.get(0) + ": this is no line of a history; it is passed over"
                    + (broken.size() == 1 ? "" : ", as are " + (broken.size() - 1) + " more")
                    + ". Delete it, if nobody can mend it.");
        }
    }
}
