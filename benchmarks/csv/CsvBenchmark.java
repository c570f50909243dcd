package dev.holograph.chaos.adapters.load.k6;

import java.io.BufferedWriter;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file of k6's CSV again and again with one reader, as one long run would be read: rows for each second of the
 * thread's CPU time, bytes allocated for each row, and the live heap after each pass.
 */
public final class CsvBenchmark {

    private static final int BUFFER = 256 * 1024;
    private static final String HEADER = "metric_name,timestamp,metric_value,scenario,extra_tags,metadata\n";
    private static final int ROWS_OF_A_REQUEST = 6;

    /** Arguments: a file to write and read, how many rows it has, how often it is read. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        long rows = Long.parseLong(arguments[1]);
        int passes = Integer.parseInt(arguments[2]);
        write(file, rows / ROWS_OF_A_REQUEST);
        System.out.printf("%d rows, %d MB%n", rows, Files.size(file) / 1_000_000);

        CountingSink counting = new CountingSink();
        CsvRows reader = new CsvRows(counting);
        byte[] buffer = new byte[BUFFER];
        PassMeter meter = new PassMeter();
        for (int pass = 1; pass <= passes; pass++) {
            meter.begin();
            try (InputStream in = Files.newInputStream(file)) {
                if (pass > 1) {
                    in.skipNBytes(HEADER.length());
                }
                for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                    reader.read(buffer, length);
                }
            }
            meter.end();
            meter.print(rows);
        }
        long expected = rows / ROWS_OF_A_REQUEST * passes;
        if (counting.dues != expected || counting.outcomes != expected || counting.acknowledged != expected) {
            throw new IllegalStateException("not every row was read: " + counting.dues + " of " + expected);
        }
    }

    /** The rows that k6 writes for a frame over a WebSocket. */
    private static void write(Path file, long requests) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (long i = 0; i < requests; i++) {
                long due = 1_755_781_200_000_000L + i * 1_000;
                String metadata = "due=" + due / 1_000 + ".000";
                String end = ",1.000000,chaos,,";
                out.write("chaos_due," + (due + 400) + end + metadata + "\n");
                out.write("ws_msgs_sent," + (due + 500) + end + metadata + "\n");
                out.write("ws_msgs_received," + (due + 1_900) + end + metadata + "\n");
                out.write("chaos_acked," + (due + 2_000) + end + metadata + "&id=20260101-120000-ab12-1-" + i + "\n");
                out.write("chaos_latency," + (due + 2_000) + ",2.000000,chaos,," + metadata + "&outcome=ok\n");
                out.write("chaos_failed," + (due + 2_000) + ",0.000000,chaos,," + metadata + "&outcome=ok\n");
            }
        }
    }
}
