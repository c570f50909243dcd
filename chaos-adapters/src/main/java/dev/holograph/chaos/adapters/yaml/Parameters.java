package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.ParameterSetting;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads {@code parameters:} and {@code matrix:} of a scenario, and works out which values each run has. */
final class Parameters {

    static final String PARAMETERS = "parameters";
    static final String MATRIX = "matrix";

    private final Mistakes mistakes;
    private final Map<String, String> typed;
    private final OfSuite suite;
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

    /** Reads them. @param file the whole scenario */
    Runs read(MappingNode file) {
        Block root = new Block(file, mistakes);
        ParameterDeclarations declared = ParameterDeclarations.read(root.get(PARAMETERS), file, mistakes);
        suite.values().forEach((name, setting) -> {
            if (!declared.names().contains(name)) {
                mistakes.add(Violation.unknown(setting.location(), "parameter", name, declared.names()));
            }
        });
        ParameterMatrix matrix = new ParameterMatrix(mistakes);
        Map<String, List<ParameterValue>> columns = matrix.read(root.get(MATRIX), declared);
        List<List<ParameterValue>> choices = new ArrayList<>();
        declared.all().values().forEach(parameter -> {
            List<ParameterValue> values = values(parameter, columns.get(parameter.name())).stream()
                    .map(value -> value.described(parameter.description()))
                    .toList();
            if (!values.isEmpty()) {
                choices.add(values);
            }
        });
        return new Runs(declared.names(), matrix.combinations(choices, root.at(MATRIX)));
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
}
