package dev.holograph.chaos.adapters.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads CSV (RFC 4180). The script that is made for k6 reads it by the same rules. */
final class CsvText {

    private final String text;
    private final String shown;
    private int at;
    private int line = 1;
    private int lineStart;

    CsvText(String text, String shown) {
        this.text = text;
        this.shown = shown;
    }

    DataTable table() throws DataFileException {
        List<String> columns = record();
        if (columns.size() == 1 && columns.get(0).matches("[^;\t]+[;\t][^;\t]+.*")) {
            throw new DataFileException(
                    shown,
                    1,
                    1,
                    "its first line has " + (columns.get(0).contains(";") ? "semicolons" : "tabs")
                            + " and no comma: separate values by commas");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new DataFileException(shown, 1, 1, "its first line names a column twice");
        }
        List<List<String>> rows = new ArrayList<>();
        while (at < text.length()) {
            int began = line;
            List<String> row = record();
            if (row.size() == 1 && row.get(0).isEmpty()) {
                continue; // an empty line
            }
            if (row.size() != columns.size()) {
                throw new DataFileException(
                        shown,
                        began,
                        1,
                        row.size() + (row.size() == 1 ? " value" : " values") + " where the first line names "
                                + columns.size() + " columns");
            }
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }

    /** The values up to the end of the line, and the line break. */
    private List<String> record() throws DataFileException {
        List<String> values = new ArrayList<>();
        while (true) {
            values.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length() || text.charAt(at) != ',') {
                break;
            }
            at++;
        }
        lineBreak();
        return values;
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws DataFileException {
        int began = line;
        int column = at - lineStart + 1;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else if (c == '"') {
                if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                    throw new DataFileException(
                            shown,
                            line,
                            at - lineStart + 1,
                            "something follows a closing quote: write \"\" for a quote");
                }
                return value.toString();
            } else {
                value.append(c);
                if (c == '\n') {
                    line++;
                    lineStart = at;
                }
            }
        }
        throw new DataFileException(shown, began, column, "a quote that is never closed");
    }

    private void lineBreak() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        lineStart = at;
    }
}
