package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value in a file. Each way of reading it returns {@code null} where it is something else, and notes the mistake. */
final class Item {

    /** Limit for a word or a number with its unit. */
    static final int LONGEST_WORD = 500;

    /** Limit for any other single value, such as a body that load sends. */
    static final int LONGEST_TEXT = 1 << 16;

    static final int MOST_ENTRIES = 1000;

    /** Shorter values of variables are no secrets, and are shown in messages. */
    static final int SHORTEST_SECRET = 4;

    /** How people call keys and variables that hold secrets. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)pass(w|phrase|$|_)|pwd|secret|token|credential|api_?key|authorization");

    private final String key;
    private final Node node;
    private final Mistakes mistakes;
    private final boolean mayBeBlank;

    /** @param key under which it stands, for messages */
    Item(String key, Node node, Mistakes mistakes) {
        this(key, node, mistakes, false);
    }

    /** @param mayBeBlank whether a blank text says something in its place, and in those of all that it holds */
    Item(String key, Node node, Mistakes mistakes, boolean mayBeBlank) {
        this.key = key;
        this.node = node;
        this.mistakes = mistakes;
        this.mayBeBlank = mayBeBlank;
    }

    /** The same in a place where a blank text says something, as a header's value. */
    Item orBlank() {
        return new Item(key, node, mistakes, true);
    }

    /** Where its first character stands, past a quotation mark. */
    Location at() {
        Location start = mistakes.at(node.getStartMark());
        boolean quoted = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                        || scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED);
        return quoted ? start.right(1) : start;
    }

    void wrong(String found, @Nullable String hint) {
        Violation violation = Violation.of(at(), found);
        add(hint == null ? violation : violation.withHint(hint));
    }

    /** A mistake in its text; columns are those of the text with its places filled. */
    void add(Violation violation) {
        mistakes.add(node instanceof ScalarNode scalar ? ofPlaces(violation, scalar) : violation);
    }

    /** Where the placeholder stands that the mistake is about, and what was put in its place, unless it may be secret. */
    private Violation ofPlaces(Violation violation, ScalarNode scalar) {
        Filled filled = mistakes.places().fill(scalar.getValue(), List.of());
        if (filled.parts().isEmpty()) {
            return violation;
        }
        Location at = violation.at();
        int column = at.column() - at().column();
        if (at.equals(at())) {
            at = place(filled.parts().get(0).writtenFrom());
        } else if (at.line() == at().line() && column > 0) {
            at = place(filled.written(column));
        }
        StringBuilder found = new StringBuilder(withoutSecrets(violation.found(), filled));
        filled.parts().stream()
                .map(Filled.Part::parameter)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(value -> found.append("; {")
                        .append(value.name())
                        .append("} is ")
                        .append(value.text())
                        .append(", ")
                        .append(value.origin()));
        String hint = violation.hint();
        return new Violation(
                at,
                found.toString(),
                violation.allowed(),
                violation.nearest(),
                hint == null ? null : withoutSecrets(hint, filled));
    }

    private String withoutSecrets(String text, Filled filled) {
        String safe = text;
        for (Filled.Part part : filled.parts()) {
            if (mistakes.places().hidesVariables()
                    && part.place().startsWith("{" + Placeholders.ENVIRONMENT)
                    && part.value().length() >= SHORTEST_SECRET) {
                safe = safe.replace(part.value(), part.place());
            }
        }
        return safe;
    }

    /** Where a character of the text as it was written stands; of a text over several lines, where it begins. */
    private Location place(int column) {
        boolean isBlock = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                        || scalar.getScalarStyle() == ScalarStyle.FOLDED
                        || scalar.getValue().contains("\n"));
        return isBlock ? at() : at().right(column);
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isEmptyList() {
        return node instanceof SequenceNode sequence && sequence.getValue().isEmpty();
    }

    /** Notes that it is empty, with what to do. */
    void empty(String hint) {
        wrong("'" + key + "' is empty", hint);
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** With its places filled: whatever stands between braces must be one. */
    @Nullable String text() {
        return text(List.of());
    }

    /** @param later names of places that only a run fills */
    @Nullable String text(Collection<String> later) {
        return text(later, Map.of());
    }

    /** @param advice what to do about places that nothing fills, by their names */
    @Nullable String text(Collection<String> later, Map<String, String> advice) {
        String written = written();
        if (written == null) {
            return null;
        }
        Filled filled = mistakes.places().fill(written, later);
        mistakes.remember(filled);
        return sound(filled, filled.open(), later, advice);
    }

    /** The same of a text in which braces may mean anything, such as a body: only what looks like a place must be one. */
    @Nullable String prose() {
        String written = written();
        if (written == null) {
            return null;
        }
        Filled filled = mistakes.places().fill(written, List.of());
        mistakes.remember(filled);
        List<Filled.Open> meant = filled.open().stream()
                .filter(open -> mistakes.places().isMeant(open.name()))
                .toList();
        return sound(filled, meant, List.of(), Map.of());
    }

    /** The same of a text that plans and reports show: a variable of the build may be a secret, and has no place in it. */
    @Nullable String shown() {
        String written = written();
        if (written != null && hasVariable()) {
            int variable = written.indexOf("{" + Placeholders.ENVIRONMENT);
            mistakes.add(Violation.of(
                            place(variable), "'" + key + "' is shown in plans and reports, which {env.NAME} is not")
                    .withHint("use a parameter, or write the value here; secrets belong into headers: or into the"
                            + " url: of a target"));
            return null;
        }
        return prose();
    }

    /** Whether a variable of the build has a place in it. */
    boolean hasVariable() {
        return node instanceof ScalarNode scalar && scalar.getValue().contains("{" + Placeholders.ENVIRONMENT);
    }

    /** Whether it is one place of a variable and nothing else, without a default that would stand in the file. */
    boolean isVariable() {
        return node instanceof ScalarNode scalar
                && scalar.getValue().matches("\\{" + Placeholders.ENVIRONMENT + "[A-Za-z0-9_.-]+}");
    }

    private @Nullable String sound(
            Filled filled, List<Filled.Open> wrong, Collection<String> later, Map<String, String> advice) {
        wrong.forEach(open -> mistakes.add(
                advice.containsKey(open.name())
                        ? Violation.of(place(open.at()), "nothing fills {" + open.name() + "}")
                                .withHint(advice.get(open.name()))
                        : mistakes.places().mistake(place(open.at()), open.name(), later, isSecret(open.name()))));
        if (filled.text().length() > LONGEST_TEXT) {
            tooLong(filled.text(), LONGEST_TEXT);
            return null;
        }
        if (filled.isBroken() || !wrong.isEmpty()) {
            return null;
        }
        if (!mayBeBlank && filled.text().isBlank()) {
            empty("give it a value, or remove it");
            return null;
        }
        return filled.text();
    }

    /** Whether a place stands where a secret belongs: under such a key, or before the host of a URL. */
    private boolean isSecret(String place) {
        return SECRET.matcher(key).find()
                || SECRET.matcher(place).find()
                || (node instanceof ScalarNode scalar && scalar.getValue().contains("{" + place + "}@"));
    }

    /** As it stands in the file. */
    @Nullable String written() {
        if (!(node instanceof ScalarNode scalar)) {
            wrong("'" + key + "' must be a single value, not " + shape(), isPlace() ? "write \"{…}\" in quotes" : null);
            return null;
        }
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        if (plain && List.of("", "~", "null", "Null", "NULL").contains(scalar.getValue())) {
            wrong("'" + key + "' has no value", "give one, or remove the key");
            return null;
        }
        if (scalar.getValue().length() > LONGEST_TEXT) {
            tooLong(scalar.getValue(), LONGEST_TEXT);
            return null;
        }
        return scalar.getValue();
    }

    @Nullable Block block() {
        if (node instanceof MappingNode mapping) {
            return new Block(mapping, mistakes, mayBeBlank);
        }
        wrong("'" + key + "' must be a mapping of keys to values, not " + shape(), null);
        return null;
    }

    /** How many entries it has; a single value counts as a list of one. */
    int entries() {
        return node instanceof SequenceNode sequence ? sequence.getValue().size() : 1;
    }

    /** Its entries, of too many the first; a single value counts as a list of one. */
    List<Item> list() {
        if (node instanceof SequenceNode all && all.getValue().size() > MOST_ENTRIES) {
            wrong(
                    "'" + key + "' has " + all.getValue().size() + " entries, which is too many",
                    "give at most " + MOST_ENTRIES);
        }
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .limit(MOST_ENTRIES)
                        .map(entry -> new Item(key, entry, mistakes, mayBeBlank))
                        .toList()
                : List.of(this);
    }

    @Nullable Duration duration() {
        return parsed(Quantity::parseDuration);
    }

    /** One that may have a minus before it. */
    @Nullable Duration signedDuration() {
        return parsed(text -> text.startsWith("-")
                ? Quantity.parseDuration(text.substring(1)).negated()
                : Quantity.parseDuration(text));
    }

    @Nullable Quantity quantity(Dimension dimension) {
        return parsed(text -> Quantity.parse(text, dimension));
    }

    @Nullable Integer integer(int least, int most) {
        return parsed(text -> {
            if (!text.matches("-?\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("'" + text + "' is no whole number from " + least + " to " + most);
            }
            return Integer.valueOf(text);
        });
    }

    @Nullable Double number() {
        return parsed(text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no number", e);
            }
        });
    }

    @Nullable Boolean truth() {
        return "true".equals(word(List.of("true", "false")));
    }

    /** One of these words. */
    @Nullable String word(Collection<String> allowed) {
        return word(text(), allowed);
    }

    /** The same of its text with its places filled. */
    @Nullable String word(@Nullable String text, Collection<String> allowed) {
        if (text == null || allowed.contains(text)) {
            return text;
        }
        if (text.length() > LONGEST_WORD) {
            tooLong(text, LONGEST_WORD);
            return null;
        }
        add(Violation.unknown(at(), "value for " + key, text, allowed));
        return null;
    }

    /** What the parser makes of its text; an {@link IllegalArgumentException} of it is the mistake. */
    <T> @Nullable T parsed(Function<String, T> parser) {
        return parsed(text(), parser);
    }

    /** The same of a text that stands for this item's own, such as one whose places are filled. */
    <T> @Nullable T parsed(@Nullable String text, Function<String, T> parser) {
        if (text == null) {
            return null;
        }
        if (text.length() > LONGEST_WORD) {
            tooLong(text, LONGEST_WORD);
            return null;
        }
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            wrong(key + ": " + e.getMessage(), null);
            return null;
        }
    }

    /** A placeholder without quotes is a mapping with one key to YAML. */
    private boolean isPlace() {
        return node instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().get(0).getValueNode() instanceof ScalarNode scalar
                && scalar.getValue().isEmpty();
    }

    private void tooLong(String text, int most) {
        wrong("'" + key + "' has " + text.length() + " characters, which is too long", "give at most " + most);
    }

    private String shape() {
        return node instanceof SequenceNode ? "a list" : node instanceof MappingNode ? "a mapping" : "a single value";
    }
}
