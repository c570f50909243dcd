package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.ParameterSetting;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

/** Reads {@code parameters:} and {@code matrix:} of a scenario, and works out which values each run has. */
final class Parameters {

    /** More runs than a night has time for are a slip of the pen. */
    static final int MOST_RUNS = 100;

    static final String PARAMETERS = "parameters";
    static final String MATRIX = "matrix";

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,39}";

    private final Mistakes mistakes;
    private final Map<String, String> typed;
    private final OfSuite suite;
    private final Map<String, String> descriptions = new HashMap<>();
    private final @Nullable Environment environment;

    /**
     * @param typed values of the command line, by the parameters' names
     * @param environment {@code null}: it is not known
     */
    Parameters(Mistakes mistakes, Map<String, String> typed, OfSuite suite, @Nullable Environment environment) {
        this.mistakes = mistakes;
        this.typed = typed;
        this.suite = suite;
        this.environment = environment;
    }

    /**
     * The values that a suite gives a scenario.
     *
     * @param suite its name
     */
    record OfSuite(String suite, Map<String, ParameterSetting> values) {

        /** The scenario does not run in one. */
        static final OfSuite NONE = new OfSuite("", Map.of());

        String origin() {
            return "suite " + suite;
        }
    }

    /**
     * The values of each run.
     *
     * @param declared the names of all parameters, also of those without a value
     * @param runs at least one; more by a matrix
     */
    record Runs(Set<String> declared, List<List<ParameterValue>> runs) {}

    /** @param file the whole scenario */
    Runs read(MappingNode file) {
        Block root = new Block(file, mistakes);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Set<String> declared = new TreeSet<>();
        Item item = root.get(PARAMETERS);
        Block block = item == null ? null : item.block();
        if (block != null) {
            block.all().forEach((name, entry) -> {
                declared.add(name);
                Parameter parameter = parameter(name, block, entry);
                if (parameter != null) {
                    parameters.put(name, parameter);
                }
            });
            Set<String> used = used(file);
            // A misspelled place is reported where it stands.
            List.copyOf(used).stream()
                    .filter(name -> !declared.contains(name))
                    .forEach(name -> NearestName.to(name, declared).ifPresent(used::add));
            declared.stream()
                    .filter(name -> !used.contains(name))
                    .forEach(name -> mistakes.add(
                            Violation.of(block.at(name), "parameter '" + name + "' is used nowhere in this scenario")
                                    .withHint("write \"{" + name + "}\" where its value belongs, or remove it")));
        }
        suite.values().forEach((name, setting) -> {
            if (!declared.contains(name)) {
                mistakes.add(Violation.unknown(setting.location(), "parameter", name, declared));
            }
        });
        Map<String, List<ParameterValue>> matrix = matrix(root.get(MATRIX), parameters, declared);
        List<List<ParameterValue>> choices = new ArrayList<>();
        parameters.values().forEach(parameter -> {
            String description = descriptions.getOrDefault(parameter.name(), "");
            List<ParameterValue> values = values(parameter, matrix.get(parameter.name())).stream()
                    .map(value -> value.described(description))
                    .toList();
            if (!values.isEmpty()) {
                choices.add(values);
            }
        });
        return new Runs(declared, combinations(choices, root.at(MATRIX)));
    }

    private @Nullable Parameter parameter(String name, Block block, Item item) {
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
        if (keys.description() != null) {
            descriptions.put(name, keys.description());
        }
        if (keys.type() == null) {
            return null;
        }
        boolean isText = keys.type().equals(ParameterKeys.TEXT);
        if (isText && keys.min() != null) {
            keys.min().wrong("a text has no min", "write oneOf: [a, b]");
        }
        if (isText && keys.max() != null) {
            keys.max().wrong("a text has no max", "write oneOf: [a, b]");
        }
        var dimension = Parameter.dimension(keys.type());
        Quantity min =
                keys.min() == null || dimension == null ? null : keys.min().quantity(dimension);
        Quantity max =
                keys.max() == null || dimension == null ? null : keys.max().quantity(dimension);
        if (min != null && max != null && min.value() > max.value()) {
            Objects.requireNonNull(keys.max()).wrong("max: " + max + " is less than min: " + min, null);
            return null;
        }
        Parameter parameter = new Parameter(name, block.at(name), dimension, min, max, List.of(), null, false);
        List<String> oneOf = new ArrayList<>();
        if (keys.oneOf() != null) {
            keys.oneOf().list().forEach(entry -> {
                ParameterValue value = value(entry, parameter, "", false);
                if (value != null) {
                    oneOf.add(value.text());
                }
            });
        }
        Parameter bounded = new Parameter(name, block.at(name), dimension, min, max, oneOf, null, false);
        if (keys.standard() == null) {
            return bounded;
        }
        ParameterValue standard = value(keys.standard(), bounded, "", false);
        return standard == null
                ? null
                : new Parameter(
                        name,
                        block.at(name),
                        dimension,
                        min,
                        max,
                        oneOf,
                        standard.text(),
                        keys.standard().hasVariable());
    }

    /** Reads a value. A text takes no variable of the build: values of parameters are shown. */
    private @Nullable ParameterValue value(Item item, Parameter parameter, String origin, boolean varies) {
        String text = parameter.dimension() == null ? item.shown() : item.text();
        return item.parsed(text, stripped -> parameter.value(stripped, origin, varies));
    }

    private Map<String, List<ParameterValue>> matrix(
            @Nullable Item item, Map<String, Parameter> parameters, Set<String> declared) {
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
            Parameter parameter = parameters.get(name);
            if (!declared.contains(name)) {
                Violation unknown = Violation.unknown(block.at(name), "parameter", name, declared);
                mistakes.add(
                        declared.isEmpty()
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
            return values; // what else is wrong is shown with its value without the matrix
        }
        List<Item> entries = item.list();
        if (entries.isEmpty()) {
            item.wrong("no value stands here", "write " + parameter.name() + ": [ … ]");
        }
        for (Item entry : entries) {
            ParameterValue value = value(entry, parameter, MATRIX, true);
            if (value != null && values.stream().anyMatch(one -> parameter.isSame(one.text(), value.text()))) {
                entry.wrong("'" + value.text() + "' stands twice in the matrix", "each value is a run of its own");
            } else if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The command line before the suite, the matrix, the environment and the default; none where there is no value. */
    private List<ParameterValue> values(Parameter parameter, @Nullable List<ParameterValue> matrix) {
        String name = parameter.name();
        ParameterValue inFiles = inFiles(parameter);
        String typedText = typed.get(name);
        if (typedText != null) {
            String origin = "-Dchaos.p." + name;
            try {
                return List.of(chosen(parameter, typedText, origin, matrix == null ? inFiles : null));
            } catch (IllegalArgumentException e) {
                mistakes.add(Violation.of(parameter.at(), name + " by " + origin + ": " + e.getMessage()));
                return List.of();
            }
        }
        ParameterSetting ofSuite = suite.values().get(name);
        if (ofSuite != null) {
            return isShowable(parameter, ofSuite)
                    ? ofSuite(parameter, ofSuite, matrix == null ? inFiles : null)
                    : List.of();
        }
        if (matrix != null) {
            return matrix;
        }
        if (inFiles == null && setting(name) == null) {
            mistakes.add(Violation.of(parameter.at(), "parameter '" + name + "' has no value")
                    .withHint("give it a default:, set it under parameters: of the environment, or by -Dchaos.p." + name
                            + "=…"));
        }
        return inFiles == null ? List.of() : List.of(inFiles);
    }

    private List<ParameterValue> ofSuite(
            Parameter parameter, ParameterSetting setting, @Nullable ParameterValue inFiles) {
        try {
            return List.of(chosen(parameter, setting.text(), suite.origin(), inFiles));
        } catch (IllegalArgumentException e) {
            mistakes.add(wrong(parameter, setting, e));
            return List.of();
        }
    }

    /**
     * A value in place of the files'. The run is the same experiment where it is the same value.
     *
     * @param inFiles the value without it; {@code null}: there is none, or it is one of a matrix
     */
    private static ParameterValue chosen(
            Parameter parameter, String text, String origin, @Nullable ParameterValue inFiles) {
        ParameterValue value = parameter.value(text.strip(), origin, true);
        return inFiles != null && parameter.isSame(inFiles.text(), value.text())
                ? parameter.value(text.strip(), origin, inFiles.varies())
                : value;
    }

    /** Plans and reports show a text: a variable of the build, which may be a secret, is refused as one. */
    private boolean isShowable(Parameter parameter, ParameterSetting setting) {
        if (parameter.dimension() != null || !setting.isVariable()) {
            return true;
        }
        mistakes.add(Violation.of(
                        setting.location(),
                        "parameter '" + parameter.name()
                                + "' is a text, which plans and reports show: {env.NAME} has no place in it")
                .withHint("write {env.NAME} in the scenario, where the value is used"));
        return false;
    }

    /** A mistake in a value, which its message quotes: unless a variable of the build brought it, which may be secret. */
    private Violation wrong(Parameter parameter, ParameterSetting setting, IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        String text = setting.text().strip();
        if (setting.isVariable() && mistakes.places().hidesVariables() && text.length() >= Item.SHORTEST_SECRET) {
            message = message.replace("'" + text + "'", "'" + setting.written().strip() + "'");
        }
        return Violation.of(setting.location(), parameter.name() + ": " + message);
    }

    private @Nullable ParameterSetting setting(String name) {
        return environment == null ? null : environment.parameters().get(name);
    }

    /** By the environment, or by default. */
    private @Nullable ParameterValue inFiles(Parameter parameter) {
        ParameterSetting setting = setting(parameter.name());
        if (setting == null || environment == null) {
            return parameter.standard() == null
                    ? null
                    : parameter.value(parameter.standard(), "its default", parameter.standardVaries());
        }
        if (!isShowable(parameter, setting)) {
            return null;
        }
        try {
            return parameter.value(setting.text().strip(), "environment " + environment.name(), setting.isVariable());
        } catch (IllegalArgumentException e) {
            mistakes.add(wrong(parameter, setting, e));
            return null;
        }
    }

    private void tooLarge(Location at, double runs) {
        mistakes.add(Violation.of(at, "a matrix of " + Quantity.count(runs) + " runs is too large")
                .withHint("give at most " + MOST_RUNS + " combinations of values"));
    }

    private List<List<ParameterValue>> combinations(List<List<ParameterValue>> choices, Location at) {
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

    /** The names between braces in all values of a scenario but its parameters themselves. */
    private static Set<String> used(MappingNode file) {
        Set<String> used = new TreeSet<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (NodeTuple tuple : file.getValue()) {
            boolean isDeclaration = tuple.getKeyNode() instanceof ScalarNode key
                    && (key.getValue().equals(PARAMETERS) || key.getValue().equals(MATRIX));
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
