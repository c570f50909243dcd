package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of a parameter. */
record ParameterKeys(
        @Key(
                doc = "what its values are: a number with its unit, a bare number, or any text",
                needed = "type: duration",
                words = {"duration", "percentage", "rate", "size", "number", TEXT})
        @Nullable String type,

        @Key(
                name = "default",
                doc = "the value where none is set; without it, one must be set",
                mayBeBlank = true,
                examples = "500ms")
        @Nullable Item standard,

        @Key(doc = "the least value; not of a text", examples = "10ms") @Nullable Item min,

        @Key(doc = "the largest value; not of a text", examples = "5s") @Nullable Item max,

        @Key(doc = "the only values that are allowed", mayBeBlank = true, examples = "renderer", form = Key.Form.LIST)
        @Nullable Item oneOf,

        @Key(doc = "what it is, for people", shown = true) @Nullable String description) {

    static final String TEXT = "text";
}
