package dev.holograph.chaos.adapters.journal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a JSON object apart. What is not there or of another kind is an {@link IllegalArgumentException}. */
final class Fields {

    private final JsonObject json;

    Fields(JsonObject json) {
        this.json = json;
    }

    private <T> T need(String name, Class<T> type) {
        T value = get(name, type);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private <T> @Nullable T get(String name, Class<T> type) {
        Object value = json.getValue(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("'" + name + "' is '" + value + "'");
        }
        return type.cast(value);
    }

    boolean has(String name) {
        return json.containsKey(name);
    }

    String text(String name) {
        return need(name, String.class);
    }

    @Nullable String textOrNull(String name) {
        return get(name, String.class);
    }

    long number(String name) {
        return need(name, Number.class).longValue();
    }

    double fraction(String name) {
        return need(name, Number.class).doubleValue();
    }

    boolean flag(String name) {
        return need(name, Boolean.class);
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    Instant instant(String name) {
        Instant instant = instantOrNull(name);
        if (instant == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return instant;
    }

    @Nullable Instant instantOrNull(String name) {
        String text = textOrNull(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + name + "' is no instant: '" + text + "'", e);
        }
    }

    Duration duration(String name) {
        try {
            return Duration.parse(text(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + name + "' is no duration: '" + text(name) + "'", e);
        }
    }

    Fields block(String name) {
        return new Fields(need(name, JsonObject.class));
    }

    @Nullable Fields blockOrNull(String name) {
        JsonObject block = get(name, JsonObject.class);
        return block == null ? null : new Fields(block);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object one : need(name, JsonArray.class)) {
            if (!(one instanceof String text)) {
                throw new IllegalArgumentException("'" + name + "' holds '" + one + "'");
            }
            texts.add(text);
        }
        return texts;
    }

    List<Number> numbers(String name) {
        List<Number> numbers = new ArrayList<>();
        for (Object one : need(name, JsonArray.class)) {
            if (!(one instanceof Number number)) {
                throw new IllegalArgumentException("'" + name + "' holds '" + one + "'");
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** Each object of a list. */
    <T> List<T> list(String name, Function<Fields, T> reader) {
        List<T> list = new ArrayList<>();
        for (Object one : need(name, JsonArray.class)) {
            if (!(one instanceof JsonObject object)) {
                throw new IllegalArgumentException("'" + name + "' holds '" + one + "'");
            }
            list.add(reader.apply(new Fields(object)));
        }
        return list;
    }
}
