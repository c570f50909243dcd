package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {env.NAME}}, {@code {env.NAME:default}} and {@code {project.version}}-like places in a text, and in
 * scenarios {@code {NAME}} of a parameter. Those that only a run can fill, such as {@code {port}}, stay as they are. What
 * was put in is not looked at again: a value with braces is a text.
 */
public final class Placeholders {

    static final String ENVIRONMENT = "env.";

    /** What in a scenario only a run fills: the id of each request, and those of many writes. */
    static final List<String> OF_REQUESTS = List.of("id", "ids");

    private static final Pattern PLACE =
            Pattern.compile("\\{(?<name>[A-Za-z][A-Za-z0-9_.-]*)(?::(?<default>[^{}]*))?}");

    private final Map<String, String> properties;
    private final UnaryOperator<@Nullable String> environment;
    private final List<ParameterValue> values;
    private final Set<String> declared;
    private final boolean isOfScenario;
    private final boolean isOfPack;

    /**
     * @param properties of the build, such as {@code project.version}
     * @param environment gives a variable's value, {@code null} if it is not set
     */
    public Placeholders(Map<String, String> properties, UnaryOperator<@Nullable String> environment) {
        this(properties, environment, List.of(), Set.of(), false, false);
    }

    private Placeholders(
            Map<String, String> properties,
            UnaryOperator<@Nullable String> environment,
            List<ParameterValue> values,
            Set<String> declared,
            boolean isOfScenario,
            boolean isOfPack) {
        this.properties = Map.copyOf(properties);
        this.environment = environment;
        this.values = values;
        this.declared = Set.copyOf(declared);
        this.isOfScenario = isOfScenario;
        this.isOfPack = isOfPack;
    }

    /**
     * The same in a scenario with these parameters.
     *
     * @param values of those that have one
     * @param declared the names of all
     */
    Placeholders with(List<ParameterValue> values, Set<String> declared) {
        return new Placeholders(properties, environment, values, declared, true, isOfPack);
    }

    /** The same for a pack, into which only the parameters are filled that it declares: nothing of the build is. */
    Placeholders ofPack() {
        return new Placeholders(Map.of(), variable -> null, values, declared, isOfScenario, true);
    }

    /** The names between braces in a text, of parameters or not. */
    static List<String> names(String text) {
        return PLACE.matcher(text)
                .results()
                .filter(place -> place.group(2) == null)
                .map(place -> place.group(1))
                .toList();
    }

    /** The text with what is known now. */
    Filled fill(String written, Collection<String> later) {
        Matcher matcher = PLACE.matcher(written);
        StringBuilder text = new StringBuilder();
        List<Filled.Part> parts = new ArrayList<>();
        List<Filled.Open> open = new ArrayList<>();
        boolean isBroken = false;
        while (matcher.find()) {
            String name = matcher.group("name");
            String standard = matcher.group("default");
            ParameterValue parameter = standard == null ? parameter(name) : null;
            String value = parameter != null ? parameter.text() : isClosed(name) ? null : value(name, standard);
            matcher.appendReplacement(text, Matcher.quoteReplacement(value == null ? matcher.group() : value));
            if (value != null) {
                parts.add(new Filled.Part(
                        text.length() - value.length(),
                        text.length(),
                        matcher.start(),
                        matcher.end(),
                        "{" + name + "}",
                        value,
                        parameter));
            } else if (standard == null && declared.contains(name)) {
                isBroken = true;
            } else if (!isText(name, standard) && !later.contains(name) && !isOfRequests(name)) {
                open.add(new Filled.Open(matcher.start(), name));
            }
        }
        return new Filled(matcher.appendTail(text).toString(), parts, open, isBroken);
    }

    /** Also where it has a default, which would hide that the variable is not read. */
    private boolean isClosed(String name) {
        return isOfPack && name.startsWith(ENVIRONMENT);
    }

    private @Nullable ParameterValue parameter(String name) {
        return values.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String value(String name, @Nullable String standard) {
        String value = name.startsWith(ENVIRONMENT)
                ? environment.apply(name.substring(ENVIRONMENT.length()))
                : properties.get(name);
        return value != null || isText(name, standard) ? value : standard;
    }

    /** In scenarios, braces with a colon are tags of metrics or JSON: {@code p95(latency{name:checkout})}. */
    private boolean isText(String name, @Nullable String standard) {
        return isOfScenario && standard != null && !name.contains(".");
    }

    private boolean isOfRequests(String name) {
        return isOfScenario && OF_REQUESTS.contains(name);
    }

    /** Whether values of variables are kept out of messages: those of environments say how far a build may go. */
    boolean hidesVariables() {
        return isOfScenario;
    }

    /** Whether braces in a text of any kind were most likely meant as a place: as a variable, or almost as a parameter. */
    boolean isMeant(String name) {
        return name.startsWith(ENVIRONMENT) || NearestName.to(name, declared).isPresent();
    }

    /**
     * What is said of a place that nothing fills.
     *
     * @param isSecret whether it is most likely for a secret, which has no place in a file
     */
    Violation mistake(Location at, String name, Collection<String> later, boolean isSecret) {
        if (isClosed(name)) {
            return Violation.of(at, "a pack reads no variable of whoever uses it, such as {" + name + "}")
                    .withHint("declare a parameter under parameters:, which the user's environment sets");
        }
        if (name.startsWith(ENVIRONMENT)) {
            String variable = name.substring(ENVIRONMENT.length());
            return Violation.of(at, "the environment variable " + variable + " is not set")
                    .withHint(
                            isSecret
                                    ? "set it in the shell that calls Maven, or as a secret of the CI job: it is one, and"
                                            + " a default would stand in this file"
                                    : "set it, or give a default: {env." + variable + ":value}");
        }
        Set<String> known = new TreeSet<>(properties.keySet());
        known.addAll(later);
        known.addAll(declared);
        if (!isOfPack) {
            known.add("env.NAME");
        }
        if (isOfScenario) {
            known.add("id");
        }
        return new Violation(
                at,
                "nothing fills {" + name + "}",
                List.copyOf(known),
                NearestName.to(name, known).orElse(null),
                null);
    }
}
