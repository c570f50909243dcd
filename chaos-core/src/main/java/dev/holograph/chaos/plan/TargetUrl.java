package dev.holograph.chaos.plan;

import java.net.URI;
import java.util.List;
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

    /** Whether it is that of a Redis. */
    public static boolean isRedis(String url) {
        return url.startsWith("redis://") || url.startsWith("rediss://");
    }

    /**
     * What in an address would be dropped, in words; empty where everything in it is used. Of a Redis each part is used, or
     * refused by its client.
     */
    public static Optional<String> unused(String url) {
        URI uri = URI.create(url);
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
        return List.of("http", "https", "ws").contains(String.valueOf(uri.getScheme()));
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
