package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario says of one of its parameters.
 *
 * @param description empty: it has none
 * @param at where its name stands
 * @param dimension of its values; {@code null}: they are texts
 * @param oneOf the only values that are allowed; empty: any within the bounds
 * @param standard its default, within the bounds; {@code null}: there is none
 * @param standardVaries whether the default is a variable of the build, so that the files alone do not say it
 */
record Parameter(
        String name,
        String description,
        Location at,
        @Nullable Dimension dimension,
        @Nullable Quantity min,
        @Nullable Quantity max,
        List<String> oneOf,
        @Nullable String standard,
        boolean standardVaries) {

    private static final Map<String, Dimension> DIMENSIONS = Map.of(
            "duration", Dimension.TIME,
            "percentage", Dimension.RATIO,
            "rate", Dimension.RATE,
            "size", Dimension.SIZE,
            "number", Dimension.COUNT);

    private static final int LONGEST = 200;

    Parameter {
        oneOf = List.copyOf(oneOf);
    }

    /** What values of a type measure; {@code null}: they are texts. */
    static @Nullable Dimension dimension(String type) {
        return DIMENSIONS.get(type);
    }

    /**
     * A value of it.
     *
     * @throws IllegalArgumentException if it cannot be one; the message begins with the value
     */
    ParameterValue value(String text, String origin, boolean varies) {
        Quantity quantity = dimension == null ? null : Quantity.parse(text, dimension);
        if (quantity == null && !text.matches("[^\\p{Cntrl}]{1," + LONGEST + "}")) {
            throw new IllegalArgumentException(
                    "a text for a parameter has 1 to " + LONGEST + " characters and no line breaks");
        }
        if (quantity != null && min != null && quantity.value() < min.value()) {
            throw new IllegalArgumentException("'" + text + "' is less than its min, " + min);
        }
        if (quantity != null && max != null && quantity.value() > max.value()) {
            throw new IllegalArgumentException("'" + text + "' is more than its max, " + max);
        }
        if (!oneOf.isEmpty() && oneOf.stream().noneMatch(one -> isSame(one, text))) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", oneOf));
        }
        return new ParameterValue(name, text, quantity, origin, varies);
    }

    /**
     * A value that stands in a file; {@code null} if it cannot be one, which is a mistake then. A text takes no variable of
     * the build: values of parameters are shown.
     */
    @Nullable ParameterValue value(Item item, String origin, boolean varies) {
        return item.parsed(dimension == null ? item.shown() : item.text(), text -> value(text, origin, varies));
    }

    /** The same with a list of the only values that are allowed. */
    Parameter withOneOf(List<String> allowed) {
        return new Parameter(name, description, at, dimension, min, max, allowed, standard, standardVaries);
    }

    /** The same with a default. */
    Parameter withDefault(String value, boolean varies) {
        return new Parameter(name, description, at, dimension, min, max, oneOf, value, varies);
    }

    /** Whether two values are the same, such as {@code 1s} and {@code 1000ms}. */
    boolean isSame(String one, String other) {
        return dimension == null
                ? one.equals(other)
                : Quantity.parse(one, dimension).equals(Quantity.parse(other, dimension));
    }
}
