package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.Metrics;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.Witnesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A series as CSV: one row for each tenth of a second in which requests were due, with exact counts beyond each latency
 * bound and the latencies as a compressed HdrHistogram in Base64. Times are microseconds.
 */
public final class SeriesFile {

    private static final String COUNTS =
            "start_us,due,ok,failed,timed_out,unsent,latency_sum_us,moved,border_due,border_ok";
    private static final int FIRST_BOUND = 10;
    private static final String LATENCIES = "latencies";
    private static final Pattern BOUND = Pattern.compile(",at_least_(-?\\d{1,18})_us,undecided_\\1_us");

    private SeriesFile() {}

    public static void write(Path file, Series series) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println(header(series.bounds()));
            for (Series.Row row : series.rows()) {
                out.println(line(row));
            }
            if (out.checkError()) { // a PrintWriter keeps its errors to itself
                throw new IOException(file + " cannot be written: is the disk full?");
            }
        }
    }

    /**
     * The series that was written, with what the file does not hold.
     *
     * @throws IOException if the file cannot be read, or is damaged: with file and line
     */
    public static Series read(Path file, Acknowledgements acknowledgements, Witnesses witnesses, Metrics metrics)
            throws IOException {
        // Whatever bytes damage has put there, they are characters of this set; a whole file has none beyond ASCII.
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        int[] line = {1};
        try {
            long[] bounds = bounds(lines.isEmpty() ? "" : lines.get(0));
            // Row by row, so that whatever is wrong with one is known to be in this line.
            Stream<Series.Row> rows = lines.stream().skip(1).map(text -> {
                line[0]++;
                return row(text, bounds.length);
            });
            return Series.of(bounds, rows::iterator, acknowledgements, witnesses, metrics);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ":" + line[0] + ": the file is damaged: " + e.getMessage(), e);
        }
    }

    private static String header(long[] bounds) {
        StringJoiner header = new StringJoiner(",");
        header.add(COUNTS);
        for (long bound : bounds) {
            header.add("at_least_" + bound + "_us").add("undecided_" + bound + "_us");
        }
        return header.add(LATENCIES).toString();
    }

    private static long[] bounds(String header) {
        if (!header.startsWith(COUNTS) || !header.endsWith("," + LATENCIES)) {
            throw new IllegalArgumentException(
                    "this is no series of this version; its first line would begin with " + COUNTS);
        }
        Matcher bound = BOUND.matcher(header);
        long[] bounds = bound.results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .toArray();
        if (!header(bounds).equals(header)) {
            throw new IllegalArgumentException("a column that no series has");
        }
        return bounds;
    }

    private static String line(Series.Row row) {
        StringJoiner line = new StringJoiner(",");
        for (long count : new long[] {
            row.start(),
            row.due(),
            row.ok(),
            row.failed(),
            row.timedOut(),
            row.unsent(),
            row.latencySum(),
            row.moved(),
            row.borderDue(),
            row.borderOk()
        }) {
            line.add(Long.toString(count));
        }
        for (int i = 0; i < row.beyond().length; i++) {
            line.add(Long.toString(row.beyond()[i])).add(Long.toString(row.undecided()[i]));
        }
        return line.add(Base64.getEncoder().encodeToString(row.latencies())).toString();
    }

    private static Series.Row row(String line, int bounds) {
        String[] fields = line.split(",", -1);
        int last = FIRST_BOUND + 2 * bounds;
        if (fields.length != last + 1) {
            throw new IllegalArgumentException(fields.length + " fields where there should be " + (last + 1));
        }
        long[] beyond = new long[bounds];
        long[] undecided = new long[bounds];
        for (int i = 0; i < bounds; i++) {
            beyond[i] = count(fields[FIRST_BOUND + 2 * i]);
            undecided[i] = count(fields[FIRST_BOUND + 2 * i + 1]);
        }
        return new Series.Row(
                count(fields[0]),
                count(fields[1]),
                count(fields[2]),
                count(fields[3]),
                count(fields[4]),
                count(fields[5]),
                count(fields[6]),
                count(fields[7]),
                count(fields[8]),
                count(fields[9]),
                beyond,
                undecided,
                Base64.getDecoder().decode(fields[last]));
    }

    private static long count(String field) {
        if (!field.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("'" + field + "' is no count");
        }
        return Long.parseLong(field);
    }
}
