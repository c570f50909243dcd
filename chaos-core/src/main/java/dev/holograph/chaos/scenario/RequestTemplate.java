package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in which each request has values of its own: <code>{id}</code>, <code>{seq}</code>, <code>{uuid}</code>,
 * <code>{now}</code>, <code>{random.int(1,100)}</code>, <code>{data.column}</code> and <code>{setup.name}</code>.
 *
 * @param texts what stands before, between and after the values; one more than there are values
 * @param values in their order
 */
public record RequestTemplate(List<String> texts, List<Value> values) {

    /** What columns and values of a setup may be called. */
    public static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";

    private static final Pattern PLACE = Pattern.compile("\\{(?:(?<name>id|seq|uuid|now)"
            + "|random\\.int\\(\\s*(?<least>-?\\d{1,9})\\s*,\\s*(?<most>-?\\d{1,9})\\s*\\)"
            + "|(?<source>data|setup)\\.(?<column>" + NAME + "))}");

    private static final Pattern OF_SETUP = Pattern.compile("\\{setup\\.(" + NAME + ")}");

    /** A generator that is written wrong. */
    private static final Pattern ALMOST = Pattern.compile("\\{(random\\.[^{}]*|data\\.[^{}]*|setup\\.[^{}]*)}");

    /**
     * A value that each request has.
     *
     * @param column of the data, or the name of a value of the setup
     * @param at where its place begins in the text
     */
    public record Value(
            Kind kind, int least, int most, @Nullable String column, int at) {

        /** Tells its random numbers from those of other places. @param field that it stands in */
        public int salt(String field) {
            return 31 * field.hashCode() + at;
        }

        /** What it is. */
        public enum Kind {
            /** The request's own id. */
            ID,
            /** The request's number in its load, from 0. */
            SEQ,
            /** A random UUID of version 4. */
            UUID,
            /** The moment at which the request is made, as an instant of ISO 8601 with milliseconds. */
            NOW,
            /** A whole number between two others, both included. */
            RANDOM,
            /** The value of a column in the request's row of the load's data. */
            DATA,
            /** A value of the answer to the load's setup; the same in each request. */
            SETUP
        }
    }

    /**
     * What was meant as a value.
     *
     * @param text with its braces
     * @param at where it begins
     */
    public record Mistake(String text, int at) {}

    public RequestTemplate {
        texts = List.copyOf(texts);
        values = List.copyOf(values);
    }

    /** The template that a text is. */
    public static RequestTemplate of(String text) {
        List<String> texts = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            texts.add(text.substring(from, place.start()));
            values.add(value(place));
            from = place.end();
        }
        texts.add(text.substring(from));
        return new RequestTemplate(texts, values);
    }

    private static Value value(Matcher place) {
        String name = place.group("name");
        String column = place.group("column");
        if (column != null) {
            return new Value(
                    place.group("source").equals("setup") ? Value.Kind.SETUP : Value.Kind.DATA,
                    0,
                    0,
                    column,
                    place.start());
        }
        return name == null
                ? new Value(
                        Value.Kind.RANDOM,
                        Integer.parseInt(place.group("least")),
                        Integer.parseInt(place.group("most")),
                        null,
                        place.start())
                : new Value(
                        switch (name) {
                            case "id" -> Value.Kind.ID;
                            case "seq" -> Value.Kind.SEQ;
                            case "uuid" -> Value.Kind.UUID;
                            default -> Value.Kind.NOW;
                        },
                        0,
                        0,
                        null,
                        place.start());
    }

    /** The first place in a text that is none, but was certainly meant as one. */
    public static Optional<Mistake> mistake(String text) {
        return ALMOST.matcher(text)
                .results()
                .filter(almost -> !PLACE.matcher(almost.group()).matches())
                .map(almost -> new Mistake(almost.group(), almost.start()))
                .findFirst();
    }

    /** The text with blanks in the place of its values, so that what is left keeps its columns. */
    public static String withoutValues(String text) {
        return PLACE.matcher(text).replaceAll(place -> " ".repeat(place.group().length()));
    }

    /**
     * A text of which a request is not made, such as a header of a handshake, with the values of the setup.
     *
     * @param values by name; a place of another name stays
     * @param escape how a value is written there
     */
    public static String withSetup(String text, Map<String, String> values, UnaryOperator<String> escape) {
        return OF_SETUP.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            return Matcher.quoteReplacement(value == null ? place.group() : escape.apply(value));
        });
    }

    /** Whether a value of this kind is in it. */
    public boolean has(Value.Kind kind) {
        return values.stream().anyMatch(value -> value.kind() == kind);
    }

    /** The text with the same in every place. */
    public String filledWith(String same) {
        return String.join(same, texts);
    }
}
