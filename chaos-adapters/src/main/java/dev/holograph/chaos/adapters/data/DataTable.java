package dev.holograph.chaos.adapters.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a file, each with a value for each column: CSV (RFC 4180) whose first line names the columns, or JSON lines
 * (one object in each), in UTF-8.
 *
 * @param columns their names, in the order of the file
 * @param rows values in the order of the columns
 */
public record DataTable(List<String> columns, List<List<String>> rows) {

    /** It is read into memory, and by k6 once more. */
    static final int LONGEST = 10 << 20;

    static final int MOST_ROWS = 100_000;

    private static final String CSV = ".csv";
    private static final List<String> JSON_LINES = List.of(".jsonl", ".ndjson");

    public DataTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file.
     *
     * @param shown what messages call it
     * @throws DataFileException if it cannot be used, with the place of the first mistake
     */
    public static DataTable read(Path file, String shown) throws DataFileException {
        String text = text(file, shown);
        DataTable table = isCsv(shown) ? new CsvText(text, shown).table() : JsonLines.table(text, shown);
        if (table.rows.isEmpty()) {
            throw new DataFileException(shown, 1, 1, "it has no rows: give at least one");
        }
        if (table.rows.size() > MOST_ROWS) {
            throw new DataFileException(
                    shown, 1, 1, "it has " + table.rows.size() + " rows; give at most " + MOST_ROWS);
        }
        return table;
    }

    /** Whether a file of this name is CSV, and not JSON lines. */
    public static boolean isCsv(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(CSV);
    }

    private static String text(Path file, String shown) throws DataFileException {
        String name = shown.toLowerCase(Locale.ROOT);
        if (!isCsv(shown) && JSON_LINES.stream().noneMatch(name::endsWith)) {
            throw new DataFileException(shown, 1, 1, "its name ends in none of .csv, .jsonl and .ndjson");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new DataFileException(shown, 1, 1, "it cannot be read: " + e.getMessage());
        }
        if (bytes.length > LONGEST) {
            throw new DataFileException(shown, 1, 1, "it is larger than 10MiB: take fewer rows");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DataFileException(shown, 1, 1, "it is not in UTF-8");
        }
    }

    /** The value of a column that is there. @param number of the request: rows come in their order, again and again */
    public String value(String column, long number) {
        return rows.get((int) (number % rows.size())).get(columns.indexOf(column));
    }

    /** Whether a value of this column ends a line, which no header may. */
    public boolean hasLineBreak(String column) {
        int index = columns.indexOf(column);
        return rows.stream().anyMatch(row -> row.get(index).chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0));
    }
}
