package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a scenario declares under {@code parameters:}.
 *
 * @param names of all parameters, also of those with mistakes
 * @param all those without mistakes, by their names, in the order of the file
 */
record ParameterDeclarations(Set<String> names, Map<String, Parameter> all) {

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,39}";

    /**
     * Reads them.
     *
     * @param item {@code null}: the scenario has none
     * @param file the whole scenario, in which each is to be used
     */
    static ParameterDeclarations read(@Nullable Item item, MappingNode file, Mistakes mistakes) {
        Set<String> names = new TreeSet<>();
        Map<String, Parameter> all = new LinkedHashMap<>();
        Block block = item == null ? null : item.block();
        if (block != null) {
            block.all().forEach((name, entry) -> {
                names.add(name);
                Parameter parameter = parameter(name, block, entry, mistakes);
                if (parameter != null) {
                    all.put(name, parameter);
                }
            });
            refuseUnused(names, block, file, mistakes);
        }
        return new ParameterDeclarations(names, all);
    }

    private static void refuseUnused(Set<String> names, Block block, MappingNode file, Mistakes mistakes) {
        Set<String> used = used(file);
        // A misspelled place is reported where it stands.
        List.copyOf(used).stream().filter(name -> !names.contains(name)).forEach(name -> NearestName.to(name, names)
                .ifPresent(used::add));
        names.stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> mistakes.add(
                        Violation.of(block.at(name), "parameter '" + name + "' is used nowhere in this scenario")
                                .withHint("write \"{" + name + "}\" where its value belongs, or remove it")));
    }

    private static @Nullable Parameter parameter(String name, Block block, Item item, Mistakes mistakes) {
        if (!name.matches(NAME) || Placeholders.OF_REQUESTS.contains(name)) {
            mistakes.add(Violation.of(block.at(name), "'" + name + "' is no name of a parameter")
                    .withHint("use up to 40 letters, digits, _ and -, a letter first, and not "
                            + String.join(" or ", Placeholders.OF_REQUESTS)));
            return null;
        }
        Block inner = item.block();
        if (inner == null) {
            return null;
        }
        ParameterKeys keys = KeyBinder.ofScenario().bind(inner, ParameterKeys.class);
        inner.done();
        String type = keys.type();
        Dimension dimension = type == null ? null : Parameter.dimension(type);
        Quantity min = bound(keys.min(), "min", type, dimension);
        Quantity max = bound(keys.max(), "max", type, dimension);
        if (type == null) {
            return null;
        }
        if (min != null && max != null && min.value() > max.value()) {
            Objects.requireNonNull(keys.max()).wrong("max: " + max + " is less than min: " + min, null);
            return null;
        }
        String description = keys.description() == null ? "" : keys.description();
        Parameter bounded =
                new Parameter(name, description, block.at(name), dimension, min, max, List.of(), null, false);
        return withDefault(bounded.withOneOf(oneOf(keys.oneOf(), bounded)), keys.standard());
    }

    /** @param key {@code min} or {@code max} */
    private static @Nullable Quantity bound(
            @Nullable Item item, String key, @Nullable String type, @Nullable Dimension dimension) {
        if (item != null && ParameterKeys.TEXT.equals(type)) {
            item.wrong("a text has no " + key, "write oneOf: [a, b]");
        }
        return item == null || dimension == null ? null : item.quantity(dimension);
    }

    private static List<String> oneOf(@Nullable Item item, Parameter parameter) {
        List<String> oneOf = new ArrayList<>();
        if (item != null) {
            if (item.isEmptyList()) {
                item.empty("name at least one value, or remove it");
            }
            item.list().forEach(entry -> {
                ParameterValue value = parameter.value(entry, "", false);
                if (value != null) {
                    oneOf.add(value.text());
                }
            });
        }
        return oneOf;
    }

    private static @Nullable Parameter withDefault(Parameter parameter, @Nullable Item item) {
        if (item == null) {
            return parameter;
        }
        ParameterValue value = parameter.value(item, "", false);
        return value == null ? null : parameter.withDefault(value.text(), item.hasVariable());
    }

    /** The names between braces in all values of a scenario but its parameters themselves. */
    private static Set<String> used(MappingNode file) {
        Set<String> used = new TreeSet<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (NodeTuple tuple : file.getValue()) {
            boolean isDeclaration = tuple.getKeyNode() instanceof ScalarNode key
                    && (key.getValue().equals(Parameters.PARAMETERS)
                            || key.getValue().equals(Parameters.MATRIX));
            if (!isDeclaration) {
                collect(tuple.getValueNode(), used, seen);
            }
        }
        return used;
    }

    private static void collect(Node node, Set<String> used, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof ScalarNode scalar) {
            used.addAll(Placeholders.names(scalar.getValue()));
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(entry -> collect(entry, used, seen));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> collect(tuple.getValueNode(), used, seen));
        }
    }
}
