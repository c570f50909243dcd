package dev.holograph.chaos.adapters.load.k6;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and names out of the bytes of a CSV row. */
final class RowBytes {

    private static final int MOST_DIGITS = 18;

    private RowBytes() {}

    static int indexOf(byte[] row, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (row[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static boolean is(byte[] name, byte[] row, int from, int to) {
        return to - from == name.length && Arrays.equals(row, from, to, name, 0, name.length);
    }

    static boolean startsWith(byte[] prefix, byte[] row, int from, int to) {
        return to - from >= prefix.length && Arrays.equals(row, from, from + prefix.length, prefix, 0, prefix.length);
    }

    static long digits(byte[] row, int from, int to) throws CsvRows.BadRowException {
        if (to <= from || to - from > MOST_DIGITS) {
            throw bad("a number is missing", row, from, Math.max(from, to));
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digit(row, i);
        }
        return number;
    }

    /** Reads a decimal in thousandths; more decimals than three are dropped. */
    static long thousandths(byte[] row, int from, int to) throws CsvRows.BadRowException {
        int point = indexOf(row, '.', from, to);
        long number = digits(row, from, point < 0 ? to : point) * 1000;
        if (point >= 0) {
            long scale = 100;
            for (int i = point + 1; i < to && scale > 0; i++) {
                number += digit(row, i) * scale;
                scale /= 10;
            }
        }
        return number;
    }

    private static int digit(byte[] row, int at) throws CsvRows.BadRowException {
        int digit = row[at] - '0';
        if (digit < 0 || digit > 9) {
            throw bad("no number", row, at, at + 1);
        }
        return digit;
    }

    /** Decodes the quoted cell (RFC 4180) at the end of a row. */
    static byte[] lastQuoted(byte[] row, int from, int to) throws CsvRows.BadRowException {
        int at = from;
        int cell = from;
        boolean quoted = false;
        for (; at < to; at++) {
            if (row[at] == '"') {
                quoted = !quoted;
            } else if (row[at] == ',' && !quoted) {
                cell = at + 1;
            }
        }
        if (quoted || to - cell < 2 || row[cell] != '"') {
            throw bad("a quote is missing", row, from, to);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(to - cell);
        for (int i = cell + 1; i < to - 1; i++) {
            content.write(row[i]);
            i += row[i] == '"' ? 1 : 0;
        }
        return content.toByteArray();
    }

    static String text(byte[] row, int from, int to) {
        return new String(row, from, to - from, StandardCharsets.UTF_8);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static CsvRows.BadRowException bad(String what, byte[] row, int from, int to) {
        return new CsvRows.BadRowException("a row of k6's CSV is not as the contract says (" + what + "): '"
                + text(row, from, Math.min(to, from + 200)) + "'");
    }
}
