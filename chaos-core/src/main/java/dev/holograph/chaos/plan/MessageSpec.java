package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message about the outcome of a build, as it is configured. What its keys mean is the business of the provider
 * that its {@code type} names.
 *
 * @param name given by a person; unique in a build
 * @param settings its keys, {@code type} among them, in the order in which they are written
 * @param at where it is written
 */
public record MessageSpec(String name, Map<String, Setting> settings, Location at) {

    public MessageSpec {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * A key with its values.
     *
     * @param at where the key is written
     * @param values one, or the entries of a list
     */
    public record Setting(Location at, List<Value> values) {

        public Setting {
            values = List.copyOf(values);
        }
    }

    /** A text and where it is written. */
    public record Value(String text, Location at) {}
}
