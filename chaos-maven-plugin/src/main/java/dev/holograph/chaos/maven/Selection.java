package dev.holograph.chaos.maven;

import dev.holograph.chaos.scenario.Scenario;
import java.util.List;

/**
 * Which scenarios are meant.
 *
 * @param names empty: all
 * @param tags empty: whatever their tags
 */
record Selection(List<String> names, List<String> tags) {

    boolean takes(Scenario scenario) {
        return tags.isEmpty() || scenario.tags().stream().anyMatch(tags::contains);
    }
}
