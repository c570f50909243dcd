package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {env.NAME}}, {@code {env.NAME:default}} and {@code {project.version}}-like places in a text. Those that
 * only a run can fill, such as {@code {port}}, stay as they are.
 */
public final class Placeholders {

    private static final Pattern PLACE =
            Pattern.compile("\\{(?<name>[A-Za-z][A-Za-z0-9_.-]*)(?::(?<default>[^{}]*))?}");
    private static final String ENVIRONMENT = "env.";

    private final Map<String, String> properties;
    private final UnaryOperator<@Nullable String> environment;

    /**
     * @param properties of the build, such as {@code project.version}
     * @param environment gives a variable's value, {@code null} if it is not set
     */
    public Placeholders(Map<String, String> properties, UnaryOperator<@Nullable String> environment) {
        this.properties = Map.copyOf(properties);
        this.environment = environment;
    }

    /** The text with what is known now; anything else that is not in {@code later} is a mistake. */
    String fill(String text, Item item, Collection<String> later) {
        return fill(text, item, later, Map.of());
    }

    /** @param advice what to do about places that nothing fills, by their name */
    String fill(String text, Item item, Collection<String> later, Map<String, String> advice) {
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group("name"), matcher.group("default"));
            if (value == null && !later.contains(matcher.group("name"))) {
                item.add(mistake(item.at().right(matcher.start()), matcher.group("name"), later, advice));
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return matcher.appendTail(filled).toString();
    }

    private @Nullable String value(String name, @Nullable String standard) {
        String value = name.startsWith(ENVIRONMENT)
                ? environment.apply(name.substring(ENVIRONMENT.length()))
                : properties.get(name);
        return value == null ? standard : value;
    }

    private Violation mistake(Location at, String name, Collection<String> later, Map<String, String> advice) {
        if (name.startsWith(ENVIRONMENT)) {
            String variable = name.substring(ENVIRONMENT.length());
            return Violation.of(at, "the environment variable " + variable + " is not set")
                    .withHint("set it, or give a default: {env." + variable + ":value}");
        }
        if (advice.containsKey(name)) {
            return Violation.of(at, "nothing fills {" + name + "}").withHint(advice.get(name));
        }
        List<String> known = new ArrayList<>(properties.keySet());
        known.addAll(later);
        known.add("env.NAME");
        List<String> sorted = known.stream().sorted().toList();
        return new Violation(
                at,
                "nothing fills {" + name + "}",
                sorted,
                NearestName.to(name, sorted).orElse(null),
                null);
    }
}
