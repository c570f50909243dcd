package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.SettingValues;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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

    private final SettingValues values;

    /** Parameters of all goals, by their properties: the names under {@code <configuration>}. */
    private final Map<String, String> parameters;

    /** The properties of those that are on or off. */
    private final Set<String> switches;

    WrittenValues(SettingValues values, Map<String, String> parameters, Set<String> switches) {
        this.values = values;
        this.parameters = new TreeMap<>(parameters);
        this.switches = Set.copyOf(switches);
    }

    static WrittenValues of(MojoExecution execution, SettingValues values) {
        Map<String, String> parameters = new TreeMap<>();
        Set<String> switches = new HashSet<>();
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
                String type = String.valueOf(parameter.getAttribute("implementation"));
                String expression = String.valueOf(parameter.getValue());
                if (expression.startsWith("${chaos.")) {
                    String property = expression.substring(2, expression.length() - 1);
                    parameters.put(property, parameter.getName());
                    if (type.equals("boolean") || type.equals("java.lang.Boolean")) {
                        switches.add(property);
                    }
                }
            }
        }
        return new WrittenValues(values, parameters, switches);
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
            if (switches.contains(one.getKey())) {
                SettingValues.checkSwitch(one.getKey(), one.getValue());
            } else {
                values.check(one.getKey(), one.getValue());
            }
        }
        for (Map.Entry<String, String> one : parameters.entrySet()) {
            Xpp3Dom element = configuration == null ? null : configuration.getChild(one.getValue());
            String value = element == null ? null : element.getValue();
            if (value != null && !value.contains("${")) {
                check(one.getKey(), "<" + one.getValue() + ">", value.strip());
            }
        }
    }

    private void check(String property, String element, String value) throws ChaosException {
        if (switches.contains(property)) {
            SettingValues.checkSwitch(element, value);
        } else {
            values.check(property, value);
        }
    }
}
