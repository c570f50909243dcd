package dev.holograph.chaos.plan;

import java.net.URI;
import java.util.Map;

/** Where a target's URL leads. */
public final class TargetUrl {

    /** What a URL without a port means; TLS is for Redis alone, load goes to plain addresses. */
    private static final Map<String, Integer> PORTS =
            Map.of("http", 80, "ws", 80, "redis", 6379, "rediss", 6379, "tcp", -1);

    private TargetUrl() {}

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

    /** The port that it names or that its scheme implies. */
    public static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : PORTS.getOrDefault(String.valueOf(uri.getScheme()), -1);
    }
}
