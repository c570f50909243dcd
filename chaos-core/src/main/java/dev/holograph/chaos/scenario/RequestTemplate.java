package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in which each request has values of its own: <code>{id}</code>, <code>{seq}</code>, <code>{uuid}</code>,
 * <code>{now}</code>, <code>{random.int(1,100)}</code> and <code>{data.column}</code>.
 *
 * @param texts what stands before, between and after the values; one more than there are values
 * @param values in their order
 */
public record RequestTemplate(List<String> texts, List<Value> values) {

    private static final Pattern PLACE = Pattern.compile("\\{(?:(?<name>id|seq|uuid|now)"
            + "|random\\.int\\(\\s*(?<least>-?\\d{1,9})\\s*,\\s*(?<most>-?\\d{1,9})\\s*\\)"
            + "|data\\.(?<column>[A-Za-z_][A-Za-z0-9_-]*))}");

    /** A generator that is written wrong. */
    private static final Pattern ALMOST = Pattern.compile("\\{(random\\.[^{}]*|data\\.[^{}]*)}");

    /** A value that each request has. @param at where its place begins in the text */
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
            DATA
        }
    }

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
            return new Value(Value.Kind.DATA, 0, 0, column, place.start());
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

    /** Where in a text a place begins that is none, but was certainly meant as one; -1 if there is none. */
    public static int mistake(String text) {
        Matcher almost = ALMOST.matcher(text);
        while (almost.find()) {
            if (!PLACE.matcher(almost.group()).matches()) {
                return almost.start();
            }
        }
        return -1;
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
