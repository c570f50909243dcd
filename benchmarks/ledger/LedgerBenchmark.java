package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.WriteFinder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Looks for writes of which the store lacks each thousandth: ids that end in 999. */
public final class LedgerBenchmark {

    private static final int PORT = Integer.getInteger("port", 6399);
    private static final Location HERE = new Location("benchmark", 1, 1);
    private static final String PREFIX = "latency-20261125-130533-ab12-";
    private static final String DATABASE = "jdbc:h2:tcp://127.0.0.1:" + PORT + "/mem:frames;DB_CLOSE_DELAY=-1";

    private LedgerBenchmark() {}

    /** Arguments: redis, sql, http or fill-sql; how many writes. */
    public static void main(String[] arguments) throws Exception {
        String way = arguments[0];
        int count = Integer.parseInt(arguments[1]);
        if (way.equals("fill-sql")) {
            fillDatabase(count);
            return;
        }
        if (way.equals("redis")) {
            fillRedis(count);
        }
        Acknowledgements.Builder builder = new Acknowledgements.Builder();
        for (int i = 0; i < count; i++) {
            builder.add(PREFIX + i, 1_700_000_000_000_000L + 997L * i);
        }
        builder.add(PREFIX + 0, 1_800_000_000_000_000L); // acknowledged again: still one write
        System.gc();
        long before = used();

        long start = System.nanoTime();
        Acknowledgements writes = builder.build().distinct();
        System.out.printf("%s: %,d writes told apart in %.1f s%n", way, writes.count(), since(start));
        start = System.nanoTime();
        WriteFinder.Answer answer;
        try (RunResources shared = new RunResources()) {
            answer = new WriteFinders(shared)
                    .find(
                            Ledger.of(find(way), HERE),
                            new TargetSpec("store", null, false, url(way), HERE),
                            new Here(),
                            writes,
                            Deadline.in(Duration.ZERO, System::nanoTime),
                            Deadline.in(Duration.ofMinutes(10), System::nanoTime));
            double seconds = since(start);
            System.out.printf(
                    "%s: looked for in %.1f s, %,.0f/s; %,d lost, %d unknown%n",
                    way, seconds, writes.count() / seconds, answer.lost().count(), answer.unknown().count());
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.gc();
        System.out.printf(
                "%s: peak heap %d MB with garbage, live before %d MB, after %d MB%n",
                way, peak / 1_000_000, before / 1_000_000, used() / 1_000_000);
        if (answer.lost().count() != count / 1000 || answer.unknown().count() != 0 || writes.count() != count) {
            throw new AssertionError("wanted " + count / 1000 + " lost of " + count);
        }
        System.exit(0);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Ledger.Find find(String way) {
        return switch (way) {
            case "redis" -> new Ledger.Redis("frame:{id}", "store");
            case "sql" -> new Ledger.Sql("select id from frames where id in ({ids})", "store");
            default -> new Ledger.Http("GET", "/frames/{id}", "store");
        };
    }

    private static String url(String way) {
        return switch (way) {
            case "redis" -> "redis://127.0.0.1:" + PORT;
            case "sql" -> DATABASE;
            default -> "http://127.0.0.1:" + PORT;
        };
    }

    private static boolean kept(int i) {
        return i % 1000 != 999;
    }

    private static void fillRedis(int count) {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + PORT);
        StatefulRedisConnection<String, String> connection = client.connect();
        connection.setAutoFlushCommands(false);
        for (int i = 0; i < count; i++) {
            if (kept(i)) {
                connection.async().set("frame:" + PREFIX + i, "frame");
            }
            if (i % 2000 == 0) {
                waitFor(connection);
            }
        }
        waitFor(connection);
        connection.close();
        client.shutdown();
    }

    private static void waitFor(StatefulRedisConnection<String, String> connection) {
        var last = connection.async().ping();
        connection.flushCommands();
        last.toCompletableFuture().join();
    }

    private static void fillDatabase(int count) throws Exception {
        try (Connection connection = DriverManager.getConnection(DATABASE)) {
            try (Statement create = connection.createStatement()) {
                create.execute("create table frames (id varchar(64) primary key)");
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into frames values (?)")) {
                for (int i = 0; i < count; i++) {
                    if (kept(i)) {
                        insert.setString(1, PREFIX + i);
                        insert.addBatch();
                    }
                    if (i % 10_000 == 9_999) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
    }

    private static final class Here implements Services {
        @Override
        public Optional<ServiceControl> service(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Endpoint> endpoint(String target) {
            return Optional.of(new Endpoint("127.0.0.1", PORT));
        }
    }
}
