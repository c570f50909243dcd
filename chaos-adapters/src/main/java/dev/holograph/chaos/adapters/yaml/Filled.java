package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.ParameterValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with its places filled.
 *
 * @param parts what was put in, in its order
 * @param open places that nothing fills
 * @param isBroken whether a place belongs to a parameter whose value is a mistake, which has been noted
 */
record Filled(String text, List<Part> parts, List<Open> open, boolean isBroken) {

    Filled {
        parts = List.copyOf(parts);
        open = List.copyOf(open);
    }

    /**
     * What was put in the place of a placeholder.
     *
     * @param from where the value begins in the filled text
     * @param writtenFrom where the placeholder begins in the text as it was written
     * @param place the placeholder with its braces
     * @param parameter {@code null}: the value is a variable of the build or a property of the project
     */
    record Part(
            int from,
            int to,
            int writtenFrom,
            int writtenTo,
            String place,
            String value,
            @Nullable ParameterValue parameter) {}

    /**
     * A place that nothing fills.
     *
     * @param at where it begins in the text as it was written
     */
    record Open(int at, String name) {}

    /** Where a column of the filled text stands in the text as it was written: a value stands where its placeholder does. */
    int written(int column) {
        int shift = 0;
        for (Part part : parts) {
            if (column < part.from()) {
                break;
            }
            if (column < part.to()) {
                return part.writtenFrom();
            }
            shift = part.writtenTo() - part.to();
        }
        return column + shift;
    }
}
