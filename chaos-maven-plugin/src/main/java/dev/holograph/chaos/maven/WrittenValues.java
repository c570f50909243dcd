package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.SettingValues;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the values of all settings, also of those that the goal at hand does not have: {@code chaos:plan} refuses what
 * {@code chaos:run} would.
 */
final class WrittenValues {

    /** Parameters of all goals that are on or off, by their properties: the names under {@code <configuration>}. */
    private final Map<String, String> switches;

    WrittenValues(Map<String, String> switches) {
        this.switches = new TreeMap<>(switches);
    }

    static WrittenValues of(MojoExecution execution) {
        Map<String, String> switches = new TreeMap<>();
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
                String type = String.valueOf(parameter.getAttribute("implementation"));
                String property = String.valueOf(parameter.getValue());
                if (property.startsWith("${chaos.") && (type.equals("boolean") || type.equals("java.lang.Boolean"))) {
                    switches.put(property.substring(2, property.length() - 1), parameter.getName());
                }
            }
        }
        return new WrittenValues(switches);
    }

    /**
     * @param typed on the command line
     * @param pom of the project; what is typed wins
     * @param configuration of the goal
     * @throws ChaosException about the first one that is wrong
     */
    void check(Properties typed, Properties pom, @Nullable Xpp3Dom configuration) throws ChaosException {
        Map<String, String> written = new TreeMap<>();
        pom.stringPropertyNames().forEach(name -> written.put(name, pom.getProperty(name)));
        typed.stringPropertyNames().forEach(name -> written.put(name, typed.getProperty(name)));
        for (Map.Entry<String, String> one : written.entrySet()) {
            if (switches.containsKey(one.getKey())) {
                SettingValues.checkSwitch(one.getKey(), one.getValue());
            } else {
                SettingValues.check(one.getKey(), one.getValue());
            }
        }
        for (String parameter : switches.values()) {
            Xpp3Dom element = configuration == null ? null : configuration.getChild(parameter);
            String value = element == null ? null : element.getValue();
            if (value != null && !value.contains("${")) {
                SettingValues.checkSwitch("<" + parameter + ">", value.strip());
            }
        }
    }
}
