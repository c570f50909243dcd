package dev.holograph.chaos.application;

import dev.holograph.chaos.scenario.Scenario;
import java.util.List;

/**
 * Which scenarios are meant.
 *
 * @param names empty: all
 * @param tags empty: whatever their tags
 */
record Selection(List<String> names, List<String> tags) {

    /**
     * Of these scenarios those that are selected by name.
     *
     * @throws ChaosException if there is none: all scenarios are not meant then
     */
    Selection only(List<String> scenarios) throws ChaosException {
        List<String> both = names.isEmpty()
                ? scenarios
                : scenarios.stream().filter(names::contains).toList();
        if (both.isEmpty()) {
            throw new ChaosException("none of the selected scenarios (" + String.join(", ", names)
                    + ") has failed last time; those that did: " + String.join(", ", scenarios)
                    + ". Nothing was started.");
        }
        return new Selection(both, tags);
    }

    boolean takes(Scenario scenario) {
        return tags.isEmpty() || scenario.tags().stream().anyMatch(tags::contains);
    }
}
