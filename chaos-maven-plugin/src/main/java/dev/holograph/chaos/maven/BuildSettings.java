package dev.holograph.chaos.maven;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The settings of drivers: every property {@code chaos.…}. */
final class BuildSettings {

    private static final String PREFIX = "chaos.";

    private BuildSettings() {}

    /** @param properties each wins over those before it */
    static Map<String, String> of(Properties... properties) {
        Map<String, String> settings = new HashMap<>();
        for (Properties some : properties) {
            for (String name : some.stringPropertyNames()) {
                if (name.startsWith(PREFIX)) {
                    settings.put(name, some.getProperty(name));
                }
            }
        }
        return settings;
    }
}
