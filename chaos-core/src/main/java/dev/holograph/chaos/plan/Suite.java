package dev.holograph.chaos.plan;

import dev.holograph.chaos.plan.Environment.ParameterSetting;
import dev.holograph.chaos.scenario.Location;
import java.util.List;
import java.util.Map;

/**
 * Scenarios that run one after the other, each with values of its own for its parameters.
 *
 * @param name the name of its file without the ending
 * @param services how often those of the environment are started
 * @param entries in the order in which they run, at least one
 */
public record Suite(String name, String file, String title, Services services, List<Entry> entries) {

    /** How often the services of the environment are started. */
    public enum Services {
        /** For each scenario anew. */
        EACH,
        /** Once, for all scenarios. */
        ONCE
    }

    /**
     * A scenario of a suite.
     *
     * @param scenario the name of its file without the ending; of one with a matrix, all its runs are meant
     * @param parameters values for its parameters, by their names
     */
    public record Entry(String scenario, Map<String, ParameterSetting> parameters, Location location) {

        public Entry {
            parameters = Map.copyOf(parameters);
        }
    }

    public Suite {
        entries = List.copyOf(entries);
    }
}
