package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.LogSink.Level;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a log on from where it was last read, and picks out the lines that a program itself calls errors or warnings. */
public final class LogReader {

    /** A program that prints more between two readings is read from so much before its end. */
    private static final int MOST = 16 * 1024 * 1024;

    private static final int LONGEST_LINE = 4096;

    /**
     * The usual words of log frameworks in capitals, {@code level=warn} and {@code "level":"error"}; a JVM's and Go's last
     * words; and Redis, which marks warnings with {@code #} after its time.
     */
    private static final Pattern TROUBLE =
            Pattern.compile("\\b(?<error>ERROR|SEVERE|FATAL|CRITICAL)\\b|\\b(?<warn>WARN(?:ING)?)\\b"
                    + "|\\blevel[\"']?\\s*[=:]\\s*[\"']?(?:(?<levelError>error|fatal|critical|panic)|(?<levelWarn>warn))"
                    + "|^(?<last>Exception in thread |panic: |Traceback )"
                    + "|^\\d+:[XCSM] \\d+ \\w+ \\d+ [\\d:.]+ (?<redis>#) ");

    private final Path log;
    private long position;

    public LogReader(Path log) {
        this.log = log;
    }

    /** Whole lines only: what is being written is read the next time. A log that cannot be read has no lines. */
    public void read(BiConsumer<Level, String> lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            long from = Math.max(position > length ? 0 : position, length - MOST);
            byte[] bytes = new byte[(int) (length - from)];
            file.seek(from);
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            position = from + end;
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> pick(line, lines));
        } catch (IOException e) {
            // There is none yet, or no more.
        }
    }

    private static void pick(String line, BiConsumer<Level, String> lines) {
        String shown = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        Matcher found = TROUBLE.matcher(shown);
        if (found.find()) {
            boolean warns =
                    found.group("warn") != null || found.group("levelWarn") != null || found.group("redis") != null;
            lines.accept(warns ? Level.WARN : Level.ERROR, shown);
        }
    }
}
