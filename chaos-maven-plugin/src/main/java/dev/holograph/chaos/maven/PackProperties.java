package dev.holograph.chaos.maven;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Packs on the command line: {@code -Dchaos.pack.resilience=com.acme:resilience-pack:1.2.0}. */
final class PackProperties {

    /** What the names of such properties begin with. */
    static final String PREFIX = "chaos.pack.";

    private PackProperties() {}

    /** Packs of the POM, with those of the command line in place of or beside them. */
    static Map<String, String> with(@Nullable Map<String, String> pom, Properties typed) {
        Map<String, String> packs = new TreeMap<>();
        if (pom != null) {
            // An element without text has no value.
            pom.forEach((name, coordinates) -> packs.put(name, coordinates == null ? "" : coordinates));
        }
        for (String name : typed.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                packs.put(name.substring(PREFIX.length()), typed.getProperty(name));
            }
        }
        return packs;
    }
}
