package dev.holograph.chaos.plan;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a target's URL leads. */
public final class TargetUrl {

    /** What a URL without a port means; TLS is for Redis alone, load goes to plain addresses. */
    private static final Map<String, Integer> PORTS =
            Map.of("http", 80, "ws", 80, "redis", 6379, "rediss", 6379, "tcp", -1);

    private static final String JDBC = "jdbc:";

    /** {@code jdbc:} and the name of a kind of database; the rest is its driver's own. */
    private static final Pattern DATABASE = Pattern.compile("jdbc:[a-z0-9+-]+:.+", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOCAL = Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1]?");

    private TargetUrl() {}

    /** Whether it certainly leads to this machine; where that cannot be told, it does not. */
    static boolean isOnThisMachine(String url) {
        return isDatabase(url)
                ? JdbcUrl.isOnThisMachine(url)
                : host(url).filter(host -> LOCAL.matcher(host).matches()).isPresent();
    }

    /** Whether it has a scheme that is known, a host, and a port or one that its scheme implies. */
    public static boolean isAddress(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() != null
                    && PORTS.containsKey(uri.getScheme())
                    && uri.getHost() != null
                    && port(uri) > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether it is the URL of a database for JDBC: nothing but a ledger goes there. */
    public static boolean isDatabase(String url) {
        return DATABASE.matcher(url).matches();
    }

    /** The port that it names or that its scheme implies. */
    public static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : PORTS.getOrDefault(String.valueOf(uri.getScheme()), -1);
    }

    /** The host that it names; also of a database's URL where that is written as of most kinds. */
    public static Optional<String> host(String url) {
        return uri(url).map(URI::getHost);
    }

    /** Host and port: those who have the same are the same. */
    static Optional<String> address(String url) {
        return uri(url).filter(uri -> uri.getHost() != null).map(uri -> uri.getHost() + ":" + port(uri));
    }

    private static Optional<URI> uri(String url) {
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
