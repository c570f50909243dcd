package dev.holograph.chaos.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a database's URL leads, as its JDBC driver would read it. Hosts count as told only where the kind of database is
 * known and so is each parameter: an unknown one may lead elsewhere.
 */
final class JdbcUrl {

    /**
     * Databases that live in the process or in a file: there is no host to reach, unless a parameter, behind the first
     * semicolon, runs statements ({@code INIT} of H2) that link to another one.
     */
    private static final Pattern EMBEDDED = Pattern.compile(
            "jdbc:(h2:(?:mem:|file:|[~./])|hsqldb:(?:mem|file):|sqlite:|duckdb:(?!md:|motherduck:))[^;]*(?:;(.*))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern LOCAL = Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    /** {@code //hosts/rest}, with parameters behind a question mark or semicolons. */
    private static final Pattern WITH_HOSTS = Pattern.compile("//([^/?;]*)(?:/[^?;]*)?(?:[?;](.*))?", Pattern.DOTALL);

    /** {@code user/password@} before one of {@code //host:port/service}, {@code host:port:sid} and {@code (DESCRIPTION=…)}. */
    private static final Pattern ORACLE = Pattern.compile("[^@]*@(?:(?:tcp:)?//)?([^@]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ORACLE_HOST =
            Pattern.compile("([^:/?()=,]+|\\[[0-9a-fA-F:]+])(?::\\d+)?(?:[:/][A-Za-z0-9_.$#-]+)?");
    private static final Pattern ORACLE_KEY = Pattern.compile("\\(\\s*([A-Za-z_]+)\\s*=\\s*([^()]*)");

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]@()=]*)(?::\\d+)?");

    /** MySQL's and MariaDB's way to say more about a host. */
    private static final Pattern HOST_AS_KEYS = Pattern.compile(
            "address=\\(host=([^()]+)\\)(?:\\((?:port|type|priority)=\\w+\\))*|\\(host=([^(),]+)(?:,(?:port|priority)=\\d+)*\\)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN_HOSTS = Pattern.compile(",(?![^(]*\\))");

    private static final Set<String> ORACLE_KEYS =
            words("description description_list address address_list protocol host"
                    + " port connect_data service_name sid server load_balance failover connect_timeout retry_count retry_delay"
                    + " transport_connect_timeout enable sdu instance_name");

    private static final String OF_MYSQL = "user password useSSL sslMode requireSSL verifyServerCertificate"
            + " allowPublicKeyRetrieval serverTimezone connectionTimeZone forceConnectionTimeZoneToSession timezone"
            + " useUnicode characterEncoding connectionCollation connectTimeout socketTimeout tcpKeepAlive tcpNoDelay"
            + " rewriteBatchedStatements cachePrepStmts prepStmtCacheSize prepStmtCacheSqlLimit useServerPrepStmts"
            + " useLocalSessionState useCursorFetch defaultFetchSize allowMultiQueries zeroDateTimeBehavior tinyInt1isBit"
            + " autoReconnect failOverReadOnly maxReconnects createDatabaseIfNotExist useCompression useAffectedRows"
            + " maxAllowedPacket useInformationSchema sessionVariables nullCatalogMeansCurrent sendFractionalSeconds"
            + " useBulkStmts connectionAttributes";

    /** Parameters that do not say where to go. */
    private static final Map<String, Set<String>> HARMLESS = Map.of(
            "postgresql",
            words(
                    "user password ssl sslmode sslcert sslkey sslrootcert sslpassword sslNegotiation channelBinding gssEncMode"
                            + " connectTimeout socketTimeout loginTimeout cancelSignalTimeout tcpKeepAlive tcpNoDelay"
                            + " ApplicationName currentSchema options readOnly readOnlyMode autosave binaryTransfer"
                            + " prepareThreshold preparedStatementCacheQueries preparedStatementCacheSizeMiB defaultRowFetchSize"
                            + " adaptiveFetch reWriteBatchedInserts stringtype targetServerType loadBalanceHosts"
                            + " hostRecheckSeconds assumeMinServerVersion logUnclosedConnections logServerErrorDetail"
                            + " sendBufferSize receiveBufferSize maxResultBuffer preferQueryMode escapeSyntaxCallMode"
                            + " disableColumnSanitiser cleanupSavepoints unknownLength quoteReturningIdentifiers"),
            "mysql",
            words(OF_MYSQL),
            "mariadb",
            words(OF_MYSQL),
            "sqlserver",
            words(
                    "databaseName database user userName password encrypt trustServerCertificate loginTimeout socketTimeout"
                            + " queryTimeout lockTimeout applicationName applicationIntent integratedSecurity"
                            + " sendStringParametersAsUnicode portNumber port hostNameInCertificate selectMethod packetSize"
                            + " multiSubnetFailover responseBuffering statementPoolingCacheSize disableStatementPooling"
                            + " useBulkCopyForBatchInsert connectRetryCount connectRetryInterval workstationID instanceName"),
            "h2",
            words(
                    "user password mode db_close_delay db_close_on_exit ifexists lock_timeout schema trace_level_file"
                            + " trace_level_system_out database_to_upper database_to_lower case_insensitive_identifiers"
                            + " non_keywords ignorecase cipher file_lock access_mode_data auto_server auto_reconnect cache_size"
                            + " page_size default_null_ordering query_timeout write_delay autocommit time zone builtin_alias_override"),
            "hsqldb",
            words("user password ifexists shutdown readonly files_readonly get_column_name close_result"
                    + " hsqldb.lock_file hsqldb.tx hsqldb.tx_level hsqldb.write_delay hsqldb.default_table_type"
                    + " sql.enforce_strict_size sql.syntax_mys sql.syntax_ora sql.syntax_pgs sql.syntax_mss"),
            "clickhouse",
            words("user password ssl sslmode compress socket_timeout connection_timeout"));

    /**
     * What was found.
     *
     * @param hosts each to which it may lead; none: this process itself
     * @param unknown the first parameter that may lead elsewhere
     */
    private record Found(List<String> hosts, Optional<String> unknown) {}

    private JdbcUrl() {}

    /** Whether it certainly leads to this machine. */
    static boolean isOnThisMachine(String url) {
        return read(url)
                .filter(found -> found.unknown().isEmpty() && areLocal(found))
                .isPresent();
    }

    /** The parameter for which this cannot be told of a URL that would be on this machine otherwise. */
    static Optional<String> unknownParameter(String url) {
        return read(url).filter(JdbcUrl::areLocal).flatMap(Found::unknown);
    }

    /** Every host that it names; empty where it may lead elsewhere as well, or nobody can tell. */
    static Optional<List<String>> hosts(String url) {
        return read(url).filter(found -> found.unknown().isEmpty()).map(Found::hosts);
    }

    static boolean isLocal(String host) {
        return LOCAL.matcher(host).matches();
    }

    private static boolean areLocal(Found found) {
        return found.hosts().stream().allMatch(JdbcUrl::isLocal);
    }

    private static Optional<Found> read(String url) {
        String[] parts = url.split(":", 3);
        String kind = parts[1].toLowerCase(Locale.ROOT);
        Matcher embedded = EMBEDDED.matcher(url);
        if (embedded.matches()) {
            // Of SQLite and DuckDB no parameter leads elsewhere.
            return Optional.of(new Found(
                    List.of(), HARMLESS.containsKey(kind) ? unknown(kind, embedded.group(2), ";") : Optional.empty()));
        }
        if (kind.equals("oracle")) {
            return parts[2].regionMatches(true, 0, "thin:", 0, 5) ? oracle(parts[2].substring(5)) : Optional.empty();
        }
        if (!HARMLESS.containsKey(kind)) {
            return Optional.empty();
        }
        String rest = parts[2].replaceFirst(
                switch (kind) {
                    case "h2" -> "^(?i)(tcp|ssl):(?=//)";
                    case "hsqldb" -> "^(?i)hsqls?:(?=//)";
                    case "mysql", "mariadb" -> "^(?i)(loadbalance|replication|sequential|failover):(?=//)";
                    default -> "^$";
                },
                "");
        Matcher matcher = WITH_HOSTS.matcher(rest);
        boolean isWhole = kind.equals("h2") || kind.equals("hsqldb") ? !rest.equals(parts[2]) : true;
        return isWhole && matcher.matches() ? withHosts(kind, matcher.group(1), matcher.group(2)) : Optional.empty();
    }

    private static Optional<Found> withHosts(String kind, String named, @Nullable String query) {
        List<String> hosts = new ArrayList<>();
        if (named.contains("#")) {
            return Optional.empty(); // MySQL's driver ends the hosts here, others go on
        }
        boolean isMySql = kind.equals("mysql") || kind.equals("mariadb");
        String authority = isMySql ? named.substring(named.lastIndexOf('@') + 1) : named;
        if (kind.equals("sqlserver")) {
            authority = authority.replaceFirst("\\\\[A-Za-z0-9_$]+", ""); // an instance of that host
        }
        for (String one : BETWEEN_HOSTS.split(authority, -1)) {
            Matcher keys = HOST_AS_KEYS.matcher(one);
            Matcher plain = HOST_AND_PORT.matcher(one);
            if (isMySql && keys.matches()) {
                hosts.add(keys.group(1) == null ? keys.group(2) : keys.group(1));
            } else if (plain.matches()) {
                hosts.add(plain.group(1).isEmpty() ? "localhost" : plain.group(1)); // as all these drivers have it
            } else {
                return Optional.empty();
            }
        }
        String separator = kind.equals("sqlserver") || kind.equals("h2") || kind.equals("hsqldb") ? ";" : "&";
        return Optional.of(new Found(hosts, unknown(kind, query, separator)));
    }

    private static Optional<String> unknown(String kind, @Nullable String parameters, String separator) {
        Set<String> harmless = HARMLESS.getOrDefault(kind, Set.of());
        return Stream.of((parameters == null ? "" : parameters).split(separator))
                .map(parameter -> parameter.split("=", 2)[0].strip())
                .filter(name -> !name.isEmpty() && !harmless.contains(name))
                .findFirst();
    }

    private static Optional<Found> oracle(String rest) {
        Matcher matcher = ORACLE.matcher(rest.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String[] address = matcher.group(1).split("\\?", 2);
        Optional<String> unknown =
                address.length == 1 ? Optional.empty() : Optional.of(address[1].split("=", 2)[0]);
        if (!address[0].startsWith("(")) {
            Matcher plain = ORACLE_HOST.matcher(address[0]);
            // A lone word is a name that is looked up elsewhere.
            return plain.matches() && !plain.group(1).equals(address[0])
                    ? Optional.of(new Found(List.of(plain.group(1)), unknown))
                    : Optional.empty();
        }
        List<String> hosts = new ArrayList<>();
        for (Matcher key = ORACLE_KEY.matcher(address[0]); key.find(); ) {
            if (!ORACLE_KEYS.contains(key.group(1))) {
                unknown = Optional.of(key.group(1));
            } else if (key.group(1).equalsIgnoreCase("host")) {
                hosts.add(key.group(2).strip());
            }
        }
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Found(hosts, unknown));
    }

    /** Drivers do not mind how their letters are written. */
    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" "))
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }
}
