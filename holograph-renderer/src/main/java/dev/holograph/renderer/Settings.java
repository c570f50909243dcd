package dev.holograph.renderer;

import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a renderer is told by its environment.
 *
 * @param port to listen on; 0 takes a free one
 * @param redis where Redis is
 * @param dataFolder of the log of frames
 * @param resilience what is done about faults
 */
record Settings(int port, RedisURI redis, Path dataFolder, Resilience resilience) {
    /**
     * Reads {@code PORT}, {@code REDIS_URL}, {@code DATA_DIR} and {@code RESILIENCE}.
     *
     * @throws IllegalArgumentException that says which one is wrong, what was found and what is allowed
     */
    static Settings from(Map<String, String> environment) {
        return new Settings(
                port(environment.getOrDefault("PORT", "8080")),
                redis(environment.getOrDefault("REDIS_URL", "redis://127.0.0.1:6379")),
                Path.of(environment.getOrDefault("DATA_DIR", "data")),
                resilience(environment.getOrDefault("RESILIENCE", "on")));
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("PORT: found '" + text + "', allowed is a number from 0 to 65535");
    }

    private static RedisURI redis(String text) {
        try {
            return RedisURI.create(text);
        } catch (IllegalArgumentException e) {
            // The text is not repeated: it may hold a password.
            throw new IllegalArgumentException("REDIS_URL: allowed is redis://[user:password@]host[:port][/db]", e);
        }
    }

    private static Resilience resilience(String text) {
        return switch (text) {
            case "on" -> Resilience.ON;
            case "off" -> Resilience.OFF;
            default -> throw new IllegalArgumentException("RESILIENCE: found '" + text + "', allowed is on or off");
        };
    }
}
