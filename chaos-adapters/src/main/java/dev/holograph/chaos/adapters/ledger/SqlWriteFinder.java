package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.sql.Database;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.Acknowledgements.Write;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a database for many writes by each query. JDBC cannot be interrupted, so a thread of its own asks; it is left
 * alone, and ends with the process, if the database stays silent past the deadline.
 */
final class SqlWriteFinder implements Search {

    /** The most that a list may have in Oracle; SQL Server takes 2,100 parameters, others more. */
    static final int BATCH = 1_000;

    private static final int ANSWERS_WITHIN_S = 10;

    /**
     * Classes of SQLSTATE that pass: no connection, transaction undone, out of resources, operator's intervention (as
     * PostgreSQL says while it starts and stops).
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

    private final String query;
    private final Database database;
    private String trouble = "no answer in time";

    SqlWriteFinder(String query, Database database) {
        this.query = query;
        this.database = database;
    }

    @Override
    public Answer find(Acknowledgements writes, Deadline settled, Deadline deadline)
            throws DriverException, InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread asking = new Thread(task, "chaos-ledger");
            asking.setDaemon(true);
            return asking;
        });
        try {
            return LookupRetry.find(writes, settled, deadline, lookUps -> round(thread, lookUps, deadline));
        } finally {
            thread.shutdownNow();
        }
    }

    @Override
    public String ifFound() {
        return "the query of " + database + " gives its id; select the ids of rows that are there";
    }

    @Override
    public String ifUnknown() {
        return database + ": " + trouble + "; see that it runs, and that its URL is right";
    }

    private void round(ExecutorService thread, LookupResults lookUps, Deadline deadline)
            throws DriverException, InterruptedException {
        if (deadline.isOver()) {
            return;
        }
        LookupResults asked =
                new LookupResults(lookUps.writes()); // of a thread that may go on when nobody waits any more
        Future<?> asking = thread.submit(() -> {
            ask(asked, deadline);
            return null;
        });
        try {
            asking.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asking.cancel(true);
            return; // what it knows may be half of a batch
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SQLException problem)) {
                throw new DriverException("the ledger cannot ask " + database + ": " + e.getCause(), e);
            }
            trouble = database.withoutSecrets(problem);
            if (!isPassing(problem)) {
                throw new DriverException("the ledger cannot ask " + database + ": " + trouble
                        + "; see that its URL has the right user and password, that the user may read, and that the"
                        + " query is right: ids are texts");
            }
        }
        lookUps.takeFrom(asked);
    }

    private void ask(LookupResults lookUps, Deadline deadline) throws SQLException {
        try (Connection connection = database.connect()) {
            Iterator<Write> writes = lookUps.writes().iterator();
            for (int first = 0; writes.hasNext() && !deadline.isOver(); first += BATCH) {
                List<String> ids = new ArrayList<>(BATCH);
                while (writes.hasNext() && ids.size() < BATCH) {
                    ids.add(writes.next().id());
                }
                Set<String> found = found(connection, ids);
                for (int i = 0; i < ids.size(); i++) {
                    lookUps.put(first + i, found.contains(ids.get(i)) ? LookupResult.FOUND : LookupResult.DENIED);
                }
            }
        }
    }

    private Set<String> found(Connection connection, List<String> ids) throws SQLException {
        String marks = "?" + ",?".repeat(ids.size() - 1);
        try (PreparedStatement statement = connection.prepareStatement(query.replace(Ledger.Sql.IDS, marks))) {
            statement.setQueryTimeout(ANSWERS_WITHIN_S);
            for (int i = 0; i < ids.size(); i++) {
                statement.setString(i + 1, ids.get(i));
            }
            Set<String> found = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    if (id != null) {
                        found.add(id.stripTrailing()); // a column of fixed width fills up with spaces
                    }
                }
            }
            return found;
        }
    }

    /** Whether it may be otherwise a moment later. Not every driver has the exceptions' subclasses. */
    static boolean isPassing(SQLException problem) {
        String state = problem.getSQLState();
        return problem instanceof SQLTransientException
                || problem instanceof SQLRecoverableException
                || problem instanceof SQLNonTransientConnectionException
                || state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }
}
