package dev.holograph.chaos.adapters.load.k6;

import java.util.Arrays;

/**
 * The metadata of a row: its last column, {@code key=value} joined by {@code &}, in any order. k6 escapes neither, so a
 * key that seems to be there twice is refused. Reused from row to row: no row becomes an object.
 */
final class RowMetadata {

    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    /** Takes the metadata of this row. */
    void of(byte[] row, int rowFrom, int rowTo) throws CsvRows.BadRowException {
        if (rowTo > rowFrom && row[rowTo - 1] == '"') {
            bytes = RowBytes.lastQuoted(row, rowFrom, rowTo);
            from = 0;
            to = bytes.length;
            return;
        }
        int start = rowTo;
        while (start > rowFrom && row[start - 1] != ',') {
            start--;
        }
        bytes = row;
        from = start;
        to = rowTo;
    }

    /** Where the value of a key begins, -1 if the key is not there. */
    int find(byte[] key) throws CsvRows.BadRowException {
        int found = -1;
        int at = from;
        while (at < to) {
            if (Arrays.equals(bytes, at, Math.min(to, at + key.length), key, 0, key.length)) {
                if (found >= 0) {
                    throw bad("the metadata has '" + RowBytes.text(key, 0, key.length) + "' twice");
                }
                found = at + key.length;
            }
            int next = RowBytes.indexOf(bytes, '&', at, to);
            at = next < 0 ? to : next + 1;
        }
        return found;
    }

    /** Where the value of a key begins that must be there. */
    int need(byte[] key) throws CsvRows.BadRowException {
        int at = find(key);
        if (at < 0) {
            throw bad("the metadata lacks '" + RowBytes.text(key, 0, key.length) + "'");
        }
        return at;
    }

    private int end(int at) {
        int end = RowBytes.indexOf(bytes, '&', at, to);
        return end < 0 ? to : end;
    }

    /** The first byte of a value, 0 if it is empty. */
    byte first(int at) {
        return at < end(at) ? bytes[at] : 0;
    }

    /** Whether the value that begins there is this one. */
    boolean is(byte[] value, int at) {
        return Arrays.equals(bytes, at, end(at), value, 0, value.length);
    }

    String text(int at) {
        return RowBytes.text(bytes, at, end(at));
    }

    long number(int at) throws CsvRows.BadRowException {
        return RowBytes.digits(bytes, at, end(at));
    }

    long thousandths(int at) throws CsvRows.BadRowException {
        return RowBytes.thousandths(bytes, at, end(at));
    }

    CsvRows.BadRowException bad(String what) {
        int start = bytes.length > to || from > 0 ? rowStart() : from;
        return RowBytes.bad(what, bytes, start, to);
    }

    /** The row as far as it stands before its metadata, for a message. */
    private int rowStart() {
        int start = from;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }
}
