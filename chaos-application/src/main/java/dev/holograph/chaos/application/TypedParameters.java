package dev.holograph.chaos.application;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Values for parameters of scenarios from the command line: {@code -Dchaos.p.delay=2s}.
 *
 * @param values by the parameters' names
 */
public record TypedParameters(Map<String, String> values) {

    /** What names of such properties begin with. */
    public static final String PREFIX = "chaos.p.";

    public TypedParameters {
        values = new TreeMap<>(values);
    }

    static TypedParameters of(Properties typed) {
        Map<String, String> values = new TreeMap<>();
        for (String name : typed.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()), typed.getProperty(name));
            }
        }
        return new TypedParameters(values);
    }

    /**
     * What no selected scenario takes: what it was to change would stay as it is.
     *
     * @param at where the first of the scenarios begins
     * @param declared the parameters of all selected scenarios
     */
    List<Violation> unknown(Location at, Collection<String> declared) {
        List<Violation> unknown = new ArrayList<>();
        values.keySet().stream().filter(name -> !declared.contains(name)).forEach(name -> {
            Violation violation = Violation.unknown(at, "parameter", name, declared);
            unknown.add(new Violation(
                    at,
                    "no selected scenario has a parameter '" + name + "', which -D" + PREFIX + name + " sets",
                    violation.allowed(),
                    violation.nearest(),
                    null));
        });
        return unknown;
    }
}
