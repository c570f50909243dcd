package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.spi.DriverException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/** A database, reached by the JDBC driver that lies beside the plugin. */
final class Database {

    private final String shown;
    private final String url;
    private final Driver driver;

    private Database(String shown, String url, Driver driver) {
        this.shown = shown;
        this.url = url;
        this.driver = driver;
    }

    /**
     * The database of a target.
     *
     * @throws DriverException if it is none, or no driver knows it
     */
    static Database of(TargetSpec target) throws DriverException {
        String url = target.url();
        if (url == null || !TargetUrl.isDatabase(url)) {
            throw new DriverException("the ledger looks for writes by SQL, and target '" + target.name()
                    + "' is no database; give it url: jdbc:…");
        }
        // Not by DriverManager, which looks for drivers once in the life of a JVM, by whatever loader comes first.
        List<String> known = new ArrayList<>();
        for (Driver driver : ServiceLoader.load(Driver.class, Database.class.getClassLoader())) {
            if (accepts(driver, url)) {
                return new Database("target '" + target.name() + "'", url, driver);
            }
            known.add(driver.getClass().getName());
        }
        throw new DriverException("no JDBC driver for " + kind(url) + " of target '" + target.name() + "' ("
                + (known.isEmpty() ? "none is there" : "there is " + String.join(", ", known))
                + "); add it to the plugin's <dependencies>");
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    /** {@code jdbc:postgresql}. */
    private static String kind(String url) {
        return url.substring(0, url.indexOf(':', "jdbc:".length()));
    }

    /** A connection that is only read from. */
    Connection connect() throws SQLException {
        Connection connection = driver.connect(url, new Properties());
        if (connection == null) {
            throw new SQLException("the driver does not know this URL", "08001");
        }
        connection.setReadOnly(true);
        return connection;
    }

    /** A message of the driver, which may hold the URL and what is secret in it. */
    String withoutSecrets(String message) {
        String rest = url.substring(kind(url).length() + 1);
        String plain = message.replace(url, shown).replace(rest, shown);
        for (String part : rest.split("[?;&/:@,=]")) {
            boolean isSecret = part.length() > 2 && isValueOfSecret(rest, part);
            plain = isSecret ? plain.replace(part, "***") : plain;
        }
        return plain;
    }

    /** After a word such as {@code password=}, or between the colon and the @ of a user. */
    private static boolean isValueOfSecret(String rest, String part) {
        int at = rest.indexOf(part);
        String before = rest.substring(Math.max(0, at - 12), at).toLowerCase(java.util.Locale.ROOT);
        String after = rest.substring(at + part.length());
        return before.matches(".*(password|pwd|secret|token)=") || after.startsWith("@");
    }

    @Override
    public String toString() {
        return shown;
    }
}
