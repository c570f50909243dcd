package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.LatencyBounds;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * The 95th percentile of each second from one file of k6's CSV, by this project's reader and recorder and by DuckDB with
 * one thread, in turns. In CPU time of the whole process, the JVM's compiler and garbage collector included. DuckDB
 * groups by the time of the row, the recorder by the time the request was due, which it reads from the metadata.
 */
public final class DuckDbBenchmark {

    private static final int BUFFER = 256 * 1024;

    private DuckDbBenchmark() {}

    /** Arguments: the file, how many rows it has, rounds. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        long rows = Long.parseLong(arguments[1]);
        for (int round = 1; round <= Integer.parseInt(arguments[2]); round++) {
            long cpu = cpu();
            int ours = ours(file);
            long oursCpu = cpu() - cpu;
            cpu = cpu();
            int theirs = theirs(file);
            long theirsCpu = cpu() - cpu;
            System.out.printf(
                    "round %d: recorder %.2f s (%,.0f rows/s, %d seconds), DuckDB %.2f s (%,.0f rows/s, %d seconds)%n",
                    round, oursCpu / 1e9, rows * 1e9 / oursCpu, ours, theirsCpu / 1e9, rows * 1e9 / theirsCpu, theirs);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static int ours(Path file) throws Exception {
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(250_000, 1_000_000), 10_000_000);
        CsvRows reader = new CsvRows(recorder.forLoad("load"));
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                reader.read(buffer, length);
            }
        }
        Series series = recorder.finish(Long.MAX_VALUE / 2);
        return (int) series.seconds().stream().filter(second -> second.p95() >= 0).count();
    }

    private static int theirs(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            int seconds = 0;
            try (ResultSet result = statement.executeQuery("select timestamp // 1000000 as second,"
                    + " quantile_disc(metric_value, 0.95) from read_csv('" + file + "', header = true, delim = ',',"
                    + " columns = {'metric_name': 'varchar', 'timestamp': 'bigint', 'metric_value': 'double',"
                    + " 'scenario': 'varchar', 'extra_tags': 'varchar', 'metadata': 'varchar'})"
                    + " where metric_name = 'chaos_latency' group by second order by second")) {
                while (result.next()) {
                    seconds++;
                }
            }
            return seconds;
        }
    }
}
