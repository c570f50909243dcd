package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Window;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from k6's log which iterations threw an exception: no sample says so, and an iteration that throws counts in
 * {@code iterations} as any other. k6 marks such lines with {@code source=stacktrace}, and a rejected promise by its
 * words; what a script prints itself has {@code source=console}.
 */
final class ScriptExceptions {

    private static final Pattern LINE =
            Pattern.compile("time=\"([^\"]+)\" level=error msg=\"((?:[^\"\\\\]|\\\\.)*+)\"(.*)", Pattern.DOTALL);
    private static final String THROWN = " source=stacktrace";
    private static final String PRINTED = " source=console";
    private static final String REJECTED = "Uncaught (in promise)";
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LONGEST_MESSAGE = 300;
    private static final long SECOND = 1_000_000;

    private final Path log;
    private final OutcomeSink sink;
    private final ScriptRows script;
    private final StringBuilder rest = new StringBuilder();
    private long position;

    /** @param script knows when the load is over */
    ScriptExceptions(Path log, OutcomeSink sink, ScriptRows script) {
        this.log = log;
        this.sink = sink;
        this.script = script;
    }

    /** Reads what k6 has printed since it was called last. */
    void look() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(file.length() - position, 1 << 20)];
            while (bytes.length > 0) {
                file.seek(position);
                file.readFully(bytes);
                position += bytes.length;
                // An exception's first words are what matters: a letter that is cut in half between two reads does not.
                lines(new String(bytes, StandardCharsets.UTF_8));
                bytes = new byte[(int) Math.min(file.length() - position, 1 << 20)];
            }
        } catch (IOException e) {
            // There is no log yet, or none any more: k6's end shows what became of it.
        }
    }

    private void lines(String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            line(rest.append(text, from, end).toString());
            rest.setLength(0);
            from = end + 1;
        }
        if (rest.length() < LONGEST_LINE) {
            rest.append(text, from, text.length());
        }
    }

    private void line(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String behind = matcher.group(3);
        boolean rejected = matcher.group(2).startsWith(REJECTED) && !behind.endsWith(PRINTED);
        if (!rejected && !behind.endsWith(THROWN)) {
            return;
        }
        long at = instant(matcher.group(1));
        if (!script.isOver(at)) {
            sink.exception(at, message(matcher.group(2)));
        }
    }

    /** k6 prints whole seconds; within that second, this is when the line was read. */
    private static long instant(String printed) {
        long now = Window.micros(Instant.now());
        try {
            long second = Window.micros(Instant.parse(printed));
            return Math.max(second, Math.min(now, second + SECOND - 1));
        } catch (DateTimeParseException e) {
            return now;
        }
    }

    /** The exception itself, without the lines that say where it was thrown. */
    private static String message(String quoted) {
        String text = quoted.replace("\\n\\tat ", "\n\tat ");
        int trace = text.indexOf("\n\tat ");
        String first = (trace < 0 ? text : text.substring(0, trace))
                .replace("\\n", " ")
                .replace("\\t", " ")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\")
                .strip();
        return first.length() <= LONGEST_MESSAGE ? first : first.substring(0, LONGEST_MESSAGE);
    }
}
