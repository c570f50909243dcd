package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code matrix:} of a scenario, and makes a run of each combination of values. */
final class ParameterMatrix {

    /** More runs than a night has time for are a slip of the pen. */
    private static final int MOST_RUNS = 100;

    private final Mistakes mistakes;

    ParameterMatrix(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Reads the values of each parameter that stands in it.
     *
     * @param item {@code null}: the scenario has none
     */
    Map<String, List<ParameterValue>> read(@Nullable Item item, ParameterDeclarations declared) {
        Map<String, List<ParameterValue>> matrix = new LinkedHashMap<>();
        Block block = item == null ? null : item.block();
        if (block == null) {
            return matrix;
        }
        Map<String, Item> all = block.all();
        if (all.isEmpty()) {
            Objects.requireNonNull(item).wrong("'matrix' is empty", "write matrix: { delay: [100ms, 1s] }");
        }
        all.forEach((name, entry) -> {
            Parameter parameter = declared.all().get(name);
            if (!declared.names().contains(name)) {
                Violation unknown = Violation.unknown(block.at(name), "parameter", name, declared.names());
                mistakes.add(
                        declared.names().isEmpty()
                                ? unknown.withHint("declare it: parameters: { " + name + ": { type: duration } }")
                                : unknown);
            } else if (parameter != null) {
                matrix.put(name, column(entry, parameter));
            }
        });
        return matrix;
    }

    private List<ParameterValue> column(Item item, Parameter parameter) {
        List<ParameterValue> values = new ArrayList<>();
        if (item.entries() > MOST_RUNS) {
            tooLarge(item.at(), item.entries());
            return values; // the reader itself takes no longer lists, and would add a second message
        }
        List<Item> entries = item.list();
        if (entries.isEmpty()) {
            item.wrong("no value stands here", "write " + parameter.name() + ": [ … ]");
        }
        for (Item entry : entries) {
            ParameterValue value = parameter.value(entry, Parameters.MATRIX, true);
            if (value != null && values.stream().anyMatch(one -> parameter.isSame(one.text(), value.text()))) {
                entry.wrong("'" + value.text() + "' stands twice in the matrix", "each value is a run of its own");
            } else if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /**
     * Returns every combination of values; of a matrix that is too large the first alone.
     *
     * @param choices the values of each parameter that has any
     * @param at where the matrix stands
     */
    List<List<ParameterValue>> combinations(List<List<ParameterValue>> choices, Location at) {
        double count = 1;
        for (List<ParameterValue> values : choices) {
            count *= values.size();
        }
        boolean isTooLarge = count > MOST_RUNS;
        if (isTooLarge) {
            tooLarge(at, count);
        }
        List<List<ParameterValue>> runs = List.of(List.of());
        for (List<ParameterValue> values : choices) {
            List<List<ParameterValue>> longer = new ArrayList<>();
            for (List<ParameterValue> run : runs) {
                // Of one that is too large, the first run shows what else is wrong.
                for (ParameterValue value : isTooLarge ? values.subList(0, 1) : values) {
                    List<ParameterValue> more = new ArrayList<>(run);
                    more.add(value);
                    longer.add(more);
                }
            }
            runs = longer;
        }
        return runs;
    }

    private void tooLarge(Location at, double runs) {
        mistakes.add(Violation.of(at, "a matrix of " + Quantity.count(runs) + " runs is too large")
                .withHint("give at most " + MOST_RUNS + " combinations of values"));
    }
}
