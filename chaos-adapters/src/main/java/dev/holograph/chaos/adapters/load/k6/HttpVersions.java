package dev.holograph.chaos.adapters.load.k6;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** By which versions of HTTP answers came: k6's tag {@code proto}, of which {@code http_reqs} has one for each request. */
final class HttpVersions {

    /** What k6 is to write beside each request. */
    static final String TAG = "proto";

    static final String HTTP_2 = "HTTP/2";

    private static final byte[] HTTP_2_ROW = RowBytes.ascii("HTTP/2.0");

    private final Set<String> seen = new LinkedHashSet<>();
    private int column = -1;
    private byte[] lastCell = new byte[0];
    private String last = "";

    void header(List<String> columns) {
        column = columns.indexOf(TAG);
    }

    /** Takes a row of {@code http_reqs}. @return whether its version has not been seen before */
    boolean row(byte[] row, int from, int to) {
        if (column < 0) {
            return false;
        }
        int start = from;
        for (int i = 0; i < column; i++) {
            start = RowBytes.indexOf(row, ',', start, to) + 1;
        }
        int end = start + lastCell.length;
        if (lastCell.length > 0 && end < to && row[end] == ',' && RowBytes.is(lastCell, row, start, end)) {
            return false; // nearly every row
        }
        List<String> cells = MetricRows.cells(RowBytes.text(row, from, to)); // a cell before it may have a comma
        String cell = column < cells.size() ? cells.get(column) : "";
        lastCell = RowBytes.ascii(cell);
        last = RowBytes.is(HTTP_2_ROW, lastCell, 0, lastCell.length) ? HTTP_2 : cell;
        return !cell.isEmpty() && seen.add(last);
    }

    /** Version of the last request; empty if it had no answer. */
    String last() {
        return last;
    }

    /** All but this one. */
    List<String> others(String version) {
        return seen.stream().filter(one -> !one.equals(version)).toList();
    }
}
