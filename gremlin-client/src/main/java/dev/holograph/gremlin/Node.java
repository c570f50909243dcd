package dev.holograph.gremlin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer. Gremlin's OpenAPI document writes names in camelCase, and its live answers about attacks and
 * executions have them in snake_case: a name is looked for in both.
 *
 * @param text of a scalar; {@code null} for anything else
 */
record Node(
        Map<String, Node> fields,
        List<Node> items,
        @Nullable String text) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
    private static final Node NOTHING = new Node(Map.of(), List.of(), null);

    /** @throws IOException if it is not one JSON value */
    static Node parse(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IOException("the answer is empty");
            }
            Node node = read(parser, first);
            if (parser.nextToken() != null) {
                throw new IOException("something stands behind the answer");
            }
            return node;
        }
    }

    private static Node read(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            Map<String, Node> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                fields.put(name, read(parser, parser.nextToken()));
            }
            return new Node(fields, List.of(), null);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(read(parser, next));
            }
            return new Node(Map.of(), items, null);
        }
        return token == JsonToken.VALUE_NULL ? NOTHING : new Node(Map.of(), List.of(), parser.getText());
    }

    /** A field by its camelCase name; an empty node if there is none. */
    Node get(String name) {
        Node found = fields.get(name);
        if (found == null) {
            found = fields.get(CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(java.util.Locale.ROOT));
        }
        return found == null ? NOTHING : found;
    }

    Optional<String> string() {
        return Optional.ofNullable(text);
    }

    String stringOr(String otherwise) {
        return text == null ? otherwise : text;
    }

    /** {@code null} if it is none. */
    @Nullable Instant instant() {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** What there is of scalars in this array. */
    List<String> strings() {
        return items.stream().flatMap(item -> item.string().stream()).toList();
    }

    /** What there is of scalars in this object. */
    Map<String, String> stringFields() {
        Map<String, String> strings = new LinkedHashMap<>();
        fields.forEach((name, value) -> value.string().ifPresent(string -> strings.put(name, string)));
        return strings;
    }

    <T> List<T> map(Function<Node, T> reader) {
        return items.stream().map(reader).toList();
    }
}
