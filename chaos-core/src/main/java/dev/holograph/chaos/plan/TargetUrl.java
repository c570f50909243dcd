package dev.holograph.chaos.plan;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a target's URL leads. */
public final class TargetUrl {

    /** What a URL without a port means. */
    private static final Map<String, Integer> PORTS =
            Map.of("http", 80, "https", 443, "ws", 80, "wss", 443, "redis", 6379, "rediss", 6379, "tcp", -1);

    /** Schemes under which clients of a run speak TLS; a database's driver has ways of its own. */
    private static final Set<String> SECURE = Set.of("https", "wss", "rediss");

    private static final String JDBC = "jdbc:";

    /** {@code jdbc:} and the name of a kind of database; the rest is its driver's own. */
    private static final Pattern DATABASE = Pattern.compile("jdbc:[a-z0-9+-]+:.+", Pattern.CASE_INSENSITIVE);

    /** Databases that listen on a port of their own kind where a URL names none. */
    private static final Map<String, Integer> DATABASE_PORTS = Map.of(
            "postgresql", 5432, "mysql", 3306, "mariadb", 3306, "sqlserver", 1433, "h2", 9092, "clickhouse", 8123);

    /** A service of the run, in the place of host and port. */
    private static final Pattern SERVICE = Pattern.compile("\\{([a-z0-9-]+)\\.address}");

    private static final Pattern MISPLACED_SERVICE =
            Pattern.compile("(?<!//|@|,)\\{[a-z0-9-]+\\.address}|\\{[a-z0-9-]+\\.address}(?![/?;,]|$)");

    /** Stands for a service until the run knows its port: all services are on this machine. */
    private static final String STAND_IN = "127.0.0.1:1";

    private static final int GREATEST_PORT = 65_535;

    private static final Pattern LOCAL = Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1]?");

    private TargetUrl() {}

    /** Whether it certainly leads to this machine; where that cannot be told, it does not. */
    static boolean isOnThisMachine(String url) {
        return isDatabase(url)
                ? JdbcUrl.isOnThisMachine(plain(url))
                : host(url).filter(host -> LOCAL.matcher(host).matches()).isPresent();
    }

    /** Whether it has a scheme that is known, a host, and a port or one that its scheme implies. */
    public static boolean isAddress(String url) {
        try {
            URI uri = URI.create(plain(url));
            return uri.getScheme() != null
                    && PORTS.containsKey(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && port(uri) > 0
                    && port(uri) <= GREATEST_PORT;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether it is that of a Redis. */
    public static boolean isRedis(String url) {
        return url.startsWith("redis://") || url.startsWith("rediss://");
    }

    /** Whether the run's own clients speak TLS there. */
    public static boolean isSecure(String url) {
        return !isDatabase(url)
                && uri(url).map(URI::getScheme).filter(SECURE::contains).isPresent();
    }

    /** Whether it is for HTTP or WebSockets. */
    public static boolean isWeb(String url) {
        return web(url).isPresent();
    }

    /**
     * What in an address would be dropped, in words; empty where everything in it is used. Of a Redis each part is used, or
     * refused by its client.
     */
    public static Optional<String> unused(String url) {
        URI uri = URI.create(plain(url));
        String path = String.valueOf(uri.getRawPath());
        if (isRedis(url)) {
            return Optional.empty();
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("a query or a fragment");
        }
        if (path.contains("@")) {
            return Optional.of("an @ in its path"); // most likely a password with a / in it
        }
        boolean isPlain = path.replace("/", "").isEmpty() && uri.getRawUserInfo() == null;
        return isWeb(uri) || isPlain ? Optional.empty() : Optional.of("a user or a path");
    }

    /** The path of a URL for HTTP or WebSockets, without a slash at its end: what stands before each request's own path. */
    public static String prefix(String url) {
        return web(url).map(URI::getRawPath).orElse("").replaceFirst("/+$", "");
    }

    /** The same as a person reads it; empty where there is none. */
    static Optional<String> decodedPrefix(String url) {
        return web(url).map(URI::getPath).filter(path -> !path.isEmpty());
    }

    /** User and password of a URL for HTTP or WebSockets as they are sent, with a colon in between. */
    public static Optional<String> login(String url) {
        return web(url).map(URI::getUserInfo).map(login -> login.contains(":") ? login : login + ":");
    }

    /** An address as it may be shown: without its user and password. */
    public static String withoutLogin(String url) {
        return url.replaceFirst("//[^/]*@", "//");
    }

    private static Optional<URI> web(String url) {
        return isDatabase(url) ? Optional.empty() : uri(url).filter(TargetUrl::isWeb);
    }

    private static boolean isWeb(URI uri) {
        return List.of("http", "https", "ws", "wss").contains(String.valueOf(uri.getScheme()));
    }

    /** Whether it is the URL of a database for JDBC: a ledger and probes ask there, no load does. */
    public static boolean isDatabase(String url) {
        return DATABASE.matcher(url).matches();
    }

    /** The port that it names or that its scheme implies. */
    public static int port(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        return uri.getPort() > 0 ? uri.getPort() : PORTS.getOrDefault(scheme, DATABASE_PORTS.getOrDefault(scheme, -1));
    }

    /** The host that it names; also of a database's URL where that is written as of most kinds. */
    public static Optional<String> host(String url) {
        return uri(url).map(URI::getHost);
    }

    /** The services of the run that it names in the place of host and port. */
    public static Set<String> services(String url) {
        return SERVICE.matcher(url).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** Whether it names a service where no host and port can stand. */
    public static boolean hasMisplacedService(String url) {
        return MISPLACED_SERVICE.matcher(url).find();
    }

    /** The same with services' addresses, {@code host:port}, in the place of their names. */
    public static String withServices(String url, UnaryOperator<String> address) {
        return SERVICE.matcher(url).replaceAll(found -> Matcher.quoteReplacement(address.apply(found.group(1))));
    }

    /**
     * The one host and port to which it leads, as {@code tcp://host:port}. Empty where it leads to several hosts or to none,
     * or where its driver's way to write them is not known.
     */
    public static Optional<URI> socket(String url) {
        return uri(url).filter(uri -> uri.getHost() != null && port(uri) > 0)
                .map(uri -> URI.create("tcp://" + uri.getHost() + ":" + port(uri)));
    }

    /** The same URL of a database with another host and port, of one that {@link #socket} can read. */
    public static String withSocket(String url, String address) {
        return url.replaceFirst("//([^/?;@]*@)?[^/?;]*", "//$1" + Matcher.quoteReplacement(address));
    }

    private static String plain(String url) {
        return withServices(url, service -> STAND_IN);
    }

    /** Host and port: those who have the same are the same. */
    static Optional<String> address(String url) {
        return socket(url)
                .map(uri ->
                        (LOCAL.matcher(uri.getHost()).matches() ? "127.0.0.1" : uri.getHost()) + ":" + uri.getPort());
    }

    private static Optional<URI> uri(String written) {
        String url = plain(written);
        String plain =
                isDatabase(url) ? url.substring(JDBC.length()).replaceFirst("^(?i)h2:(tcp|ssl)://", "h2://") : url;
        try {
            // A database's parameters may hold what no URI may.
            return Optional.of(URI.create(isDatabase(url) ? plain.split("[?;]", 2)[0] : plain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
