package dev.holograph.chaos.adapters.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The end of a log file. */
public final class LogTail {

    private static final int LINES = 10;
    private static final int BYTES = 64 * 1024;

    /** Lines of a Java stack trace: what went wrong stands in the other lines, its cause in the last of them. */
    private static final Predicate<String> FRAME =
            Pattern.compile("\\s+(at [^\\s(]+\\(.*|\\.\\.\\. \\d+ .*)").asMatchPredicate();

    private LogTail() {}

    /** The last {@value #LINES} lines, without the frames of stack traces; none where there is no such file. */
    public static List<String> of(Path log) {
        return of(log, FRAME);
    }

    /** The last {@value #LINES} lines, without those that are of no use. */
    public static List<String> of(Path log, Predicate<String> without) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(without.negate())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The last lines as the end of an error message. */
    public static String asText(Path log) {
        return asText(log, of(log));
    }

    /** The same of the lines that are worth showing. */
    public static String asText(Path log, List<String> lines) {
        return lines.isEmpty()
                ? "\n  It printed nothing (" + log + ")."
                : "\n  The end of " + log + ":\n    " + String.join("\n    ", lines);
    }
}
