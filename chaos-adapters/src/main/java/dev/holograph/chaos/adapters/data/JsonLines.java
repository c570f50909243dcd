package dev.holograph.chaos.adapters.data;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object from each line. */
final class JsonLines {

    /** Beyond it JavaScript does not tell neighbours apart. */
    private static final long LARGEST = (1L << 53) - 1;

    private JsonLines() {}

    static DataTable table(String text, String shown) throws DataFileException {
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (!(StrictJson.read(line) instanceof JsonObject object)) {
                throw new DataFileException(shown, number, 1, "the line is no JSON object, such as {\"name\":\"cat\"}");
            }
            if (rows.isEmpty()) {
                columns.addAll(object.fieldNames());
            }
            List<String> row = new ArrayList<>();
            for (String column : columns) {
                if (!object.containsKey(column)) {
                    throw new DataFileException(
                            shown, number, 1, "the object has no '" + column + "', which the first one has");
                }
                row.add(value(object.getValue(column), column, shown, number));
            }
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }

    /** Numbers that every language writes in the same way. */
    private static String value(@Nullable Object value, String column, String shown, int line)
            throws DataFileException {
        if (value instanceof String || value instanceof Boolean || isWhole(value)) {
            return String.valueOf(value);
        }
        throw new DataFileException(
                shown,
                line,
                1,
                "'" + column + "' must be a text, a whole number, true or false; write others as a text");
    }

    private static boolean isWhole(@Nullable Object value) {
        return (value instanceof Integer || value instanceof Long) && Math.abs(((Number) value).longValue()) <= LARGEST;
    }
}
