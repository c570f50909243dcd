package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.slo.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.StringJoiner;

/**
 * Writes a series as CSV: one row for each tenth of a second in which requests were due, with exact counts beyond each
 * latency bound and the latencies as a compressed HdrHistogram in Base64. Times are microseconds.
 */
public final class SeriesFile {

    private SeriesFile() {}

    public static void write(Path file, Series series) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println(header(series.bounds()));
            for (Series.Row row : series.rows()) {
                out.println(line(row));
            }
        }
    }

    private static String header(long[] bounds) {
        StringJoiner header = new StringJoiner(",");
        header.add("start_us,due,ok,failed,timed_out,unsent");
        for (long bound : bounds) {
            header.add("at_least_" + bound + "_us").add("undecided_" + bound + "_us");
        }
        return header.add("latencies").toString();
    }

    private static String line(Series.Row row) {
        StringJoiner line = new StringJoiner(",");
        for (long count : new long[] {row.start(), row.due(), row.ok(), row.failed(), row.timedOut(), row.unsent()}) {
            line.add(Long.toString(count));
        }
        for (int i = 0; i < row.beyond().length; i++) {
            line.add(Long.toString(row.beyond()[i])).add(Long.toString(row.undecided()[i]));
        }
        return line.add(Base64.getEncoder().encodeToString(row.latencies())).toString();
    }
}
