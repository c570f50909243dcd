package dev.holograph.chaos.adapters.probe.sql;

import dev.holograph.chaos.adapters.probe.NoNumberException;
import dev.holograph.chaos.adapters.probe.ProbeClient;
import dev.holograph.chaos.adapters.sql.Database;
import dev.holograph.chaos.spi.DriverException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks by one query, over one connection until that breaks; each is a transaction of its own that is taken back. */
final class SqlProbeClient implements ProbeClient {

    private final Database database;
    private final String query;
    private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();

    SqlProbeClient(Database database, String query) {
        this.database = database;
        this.query = query;
    }

    @Override
    public double ask(Duration within) throws NoNumberException, DriverException {
        try {
            Connection connection = open.get();
            if (connection == null) {
                connection = database.connect();
                connection.setAutoCommit(false);
                open.set(connection);
            }
            try {
                return number(connection, within);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            drop();
            // Without its cause, whose message may hold a secret.
            throw new DriverException(
                    "the database of " + database.place() + " did not answer: " + database.withoutSecrets(e));
        }
    }

    private double number(Connection connection, Duration within) throws SQLException, NoNumberException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(2);
            // In whole seconds, and none at all would be no limit.
            statement.setQueryTimeout((int) Math.max(1, (within.toMillis() + 999) / 1000));
            try (ResultSet rows = statement.executeQuery(query)) {
                int columns = rows.getMetaData().getColumnCount();
                if (columns != 1) {
                    throw no("rows of " + columns + " columns; select one");
                }
                if (!rows.next()) {
                    throw no("no row; count(*) or coalesce(…, 0) always has one");
                }
                Object value = rows.getObject(1);
                if (rows.next()) {
                    throw no("more than one row; make it one by count(*), max(…) or where");
                }
                if (value instanceof Number number) {
                    return number.doubleValue();
                }
                throw no(value == null ? "null; coalesce(…, 0) makes it a number" : "no number");
            }
        }
    }

    private NoNumberException no(String what) {
        return new NoNumberException("the query of " + database.place() + " gives " + what);
    }

    @Override
    public void drop() {
        Connection connection = open.getAndSet(null);
        if (connection != null) {
            try {
                connection.abort(SqlProbeClient::apart);
            } catch (SQLException e) {
                // it is of no use any more either way
            }
        }
    }

    private static void apart(Runnable closing) {
        Thread thread = new Thread(closing, "chaos-probe-close");
        thread.setDaemon(true);
        thread.start();
    }
}
