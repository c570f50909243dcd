package dev.holograph.chaos.adapters.sql;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks, for {@code chaos:doctor}, at each database that an environment's targets lead to. */
public final class DatabaseChecks {

    private DatabaseChecks() {}

    /** @param within a database that has not let it in by then fails */
    public static List<Check> of(Environment environment, Duration within) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            if (target.url() != null && TargetUrl.isDatabase(target.url())) {
                checks.add(check(target, target.url(), environment, within));
            }
        }
        return checks;
    }

    private static Check check(TargetSpec target, String url, Environment environment, Duration within)
            throws InterruptedException {
        String name = "target " + target.name();
        Database database;
        try {
            database = Database.of(target);
        } catch (DriverException e) {
            return Check.fail(name, e);
        }
        if (!isServer(url)) {
            // To open it would make it where it is not there yet.
            return Check.ok(name, database.driver() + " is there; a database without a server is not opened to look");
        }
        for (ServiceSpec service : environment.services()) {
            if (TargetUrl.services(url).contains(service.name())
                    || service.port() != null && url.contains("127.0.0.1:" + service.port() + "/")) {
                return Check.ok(
                        name,
                        database.driver() + " is there; the database is service '" + service.name() + "' of the run");
            }
        }
        return connected(name, database, within);
    }

    /** As most kinds of databases write where their server is. */
    private static boolean isServer(String url) {
        return url.contains("//") || url.contains("@");
    }

    private static Check connected(String name, Database database, Duration within) throws InterruptedException {
        // JDBC cannot be interrupted: the thread is left alone, and ends with the process, if nobody answers.
        FutureTask<String> asking = new FutureTask<>(() -> version(database));
        Thread thread = new Thread(asking, "chaos-doctor-database");
        thread.setDaemon(true);
        thread.start();
        try {
            return Check.ok(name, asking.get(within.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Check.fail(name, "the database does not answer", "see that it runs, and that the url: is right");
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof SQLException problem
                    ? database.withoutSecrets(problem)
                    : String.valueOf(e.getCause()); // a driver's own failure, such as a library that it lacks
            return Check.fail(
                    name,
                    "the database does not let it in: " + why,
                    "see that it runs, and that the url: has the right user and password");
        }
    }

    private static String version(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            DatabaseMetaData data = connection.getMetaData();
            return data.getDatabaseProductName() + " " + data.getDatabaseProductVersion();
        }
    }
}
