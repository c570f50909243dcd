package dev.holograph.chaos.adapters.sql;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Services;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A target's database. */
public final class Database {

    /** A parameter's, a user's after a colon, and Oracle's after a slash. */
    private static final Pattern SECRET = Pattern.compile(
            "(?:passw\\w*|pwd|\\w*secret|\\w*token|\\w*key)=(?<parameter>[^;&]+)|//[^/@:]*:(?<user>[^/@]+)@"
                    + "|:[^/@:]+/(?<oracle>[^/@]+)@",
            Pattern.CASE_INSENSITIVE);

    /** What most databases' drivers are published as, for who has none yet. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "jdbc:h2", "com.h2database:h2",
            "jdbc:mariadb", "org.mariadb.jdbc:mariadb-java-client",
            "jdbc:mysql", "com.mysql:mysql-connector-j",
            "jdbc:oracle", "com.oracle.database.jdbc:ojdbc11",
            "jdbc:postgresql", "org.postgresql:postgresql",
            "jdbc:sqlite", "org.xerial:sqlite-jdbc",
            "jdbc:sqlserver", "com.microsoft.sqlserver:mssql-jdbc");

    private final String place;
    private final String url;
    private final Driver driver;

    /**
     * The database of a target of a run, past the proxy: whether it can be reached must not depend on a network fault.
     *
     * @throws DriverException as of {@link #of(TargetSpec)}, or if a service that its URL names does not run
     */
    public static Database of(TargetSpec target, Services services) throws DriverException {
        return of(target, services.filled(String.valueOf(target.url())));
    }

    /** The database of a target of a run as its clients see it: through the proxy if the environment says so. */
    public static Database asClientsSee(TargetSpec target, Services services) throws DriverException {
        Optional<Endpoint> proxy = target.throughProxy() ? services.endpoint(target.name()) : Optional.empty();
        return proxy.isPresent()
                ? of(
                        target,
                        TargetUrl.withSocket(
                                String.valueOf(target.url()), proxy.get().toString()))
                : of(target, services);
    }

    private Database(String place, String url, Driver driver) {
        this.place = place;
        this.url = url;
        this.driver = driver;
    }

    /**
     * The database of a target.
     *
     * @throws DriverException if it is none, or no driver knows it; the message holds no secret
     */
    public static Database of(TargetSpec target) throws DriverException {
        return of(target, String.valueOf(target.url()));
    }

    private static Database of(TargetSpec target, String url) throws DriverException {
        String place = "target '" + target.name() + "'";
        if (!TargetUrl.isDatabase(url)) {
            throw new DriverException(place + " is no database; give it url: jdbc:…");
        }
        // Not by DriverManager, which looks for drivers once in the life of a JVM, by whatever loader comes first.
        List<String> known = new ArrayList<>();
        for (Driver driver : ServiceLoader.load(Driver.class, Database.class.getClassLoader())) {
            if (accepts(driver, url)) {
                return new Database(place, url, driver);
            }
            known.add(driver.getClass().getName());
        }
        throw new DriverException("no JDBC driver for " + kind(url) + " of " + place + " ("
                + (known.isEmpty() ? "none is there" : "there is " + String.join(", ", known))
                + "); add " + ARTIFACTS.getOrDefault(kind(url), "it") + " to the plugin's <dependencies>");
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

    /** For messages, without a secret. */
    public String place() {
        return place;
    }

    /** The class of its driver. */
    String driver() {
        return driver.getClass().getName();
    }

    /** A connection that is only read from; to some kinds of database this is no more than a hint. */
    public Connection connect() throws SQLException {
        Connection connection = driver.connect(url, new Properties());
        if (connection == null) {
            throw new SQLException("the driver does not know this URL", "08001");
        }
        connection.setReadOnly(true);
        return connection;
    }

    /** What its driver says, which may hold the URL and what is secret in it. */
    public String withoutSecrets(SQLException problem) {
        String plain = String.valueOf(problem.getMessage())
                .replace(url, place)
                .replace(url.substring(kind(url).length() + 1), place);
        for (MatchResult secret : SECRET.matcher(url).results().toList()) {
            for (int group = 1; group <= secret.groupCount(); group++) {
                plain = secret.group(group) == null ? plain : plain.replace(secret.group(group), "***");
            }
        }
        return plain;
    }

    @Override
    public String toString() {
        return place;
    }
}
