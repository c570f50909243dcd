package dev.holograph.chaos.application;

import dev.holograph.chaos.scenario.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which scenarios are meant.
 *
 * @param names of scenarios, or of single runs of their matrices, {@code latency[delay=500ms]}; empty: all
 * @param tags empty: whatever their tags
 * @param suite the name of the suite whose scenarios are meant; {@code null}: those of the project
 */
record Selection(
        List<String> names, List<String> tags, @Nullable String suite) {

    /** Selects among all scenarios of the project. */
    Selection(List<String> names, List<String> tags) {
        this(names, tags, null);
    }

    /**
     * Keeps those of these scenarios that are selected by name.
     *
     * @throws ChaosException if there is none: all scenarios are not meant then
     */
    Selection only(List<String> scenarios) throws ChaosException {
        List<String> both = names.isEmpty()
                ? scenarios
                : scenarios.stream().filter(this::names).toList();
        if (both.isEmpty()) {
            throw new ChaosException("none of the selected scenarios (" + String.join(", ", names)
                    + ") has failed last time; those that did: " + String.join(", ", scenarios)
                    + ". Nothing was started.");
        }
        return new Selection(both, tags, suite);
    }

    /** Whether all scenarios of the project are meant. */
    boolean isAll() {
        return names.isEmpty() && tags.isEmpty() && suite == null;
    }

    boolean takes(Scenario scenario) {
        return names(scenario.name()) && hasTag(scenario);
    }

    /** Whether a run is named, by itself or with all of its scenario. */
    boolean names(String run) {
        return names.isEmpty() || names.stream().anyMatch(name -> run.equals(name) || run.startsWith(name + "["));
    }

    /** The part of a run's name that names its file. */
    static String family(String name) {
        int bracket = name.indexOf('[');
        return bracket > 0 && name.endsWith("]") ? name.substring(0, bracket) : name;
    }

    private boolean hasTag(Scenario scenario) {
        return tags.isEmpty() || scenario.tags().stream().anyMatch(tags::contains);
    }
}
