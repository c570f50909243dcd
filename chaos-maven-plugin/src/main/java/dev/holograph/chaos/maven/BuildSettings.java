package dev.holograph.chaos.maven;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The settings of drivers: every property {@code chaos.…} of the project and of the command line, which wins. */
final class BuildSettings {

    private static final String PREFIX = "chaos.";

    private BuildSettings() {}

    static Map<String, String> of(MavenSession session, @Nullable MavenProject project) {
        Map<String, String> settings = new HashMap<>();
        if (project != null) {
            put(settings, project.getProperties());
        }
        put(settings, session.getUserProperties());
        return settings;
    }

    private static void put(Map<String, String> settings, Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                settings.put(name, properties.getProperty(name));
            }
        }
    }
}
