package dev.holograph.chaos.adapters.data;

import dev.holograph.chaos.spi.DriverException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in an answer a value stands: a JSON pointer by RFC 6901. Vert.x' own finds the second element of a list at
 * {@code /01} as well, which k6 does not.
 */
public final class AnswerPointer {

    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

    private final List<String> steps;

    private AnswerPointer(List<String> steps) {
        this.steps = steps;
    }

    /** @throws DriverException if this is no JSON pointer */
    public static AnswerPointer of(String pointer) throws DriverException {
        try {
            JsonPointer.from(pointer);
        } catch (IllegalArgumentException e) {
            throw new DriverException(
                    "'" + pointer + "' is no JSON pointer: write one such as /ack or /data/id (RFC 6901)", e);
        }
        return new AnswerPointer(Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    /** What stands there; {@code null} if nothing does, or there is no JSON. */
    public @Nullable Object in(@Nullable Object json) {
        Object value = json;
        for (String step : steps) {
            value = member(value, step);
        }
        return value;
    }

    private static @Nullable Object member(@Nullable Object of, String step) {
        if (of instanceof JsonObject object) {
            return object.getValue(step);
        }
        return of instanceof JsonArray array && INDEX.matcher(step).matches() && Integer.parseInt(step) < array.size()
                ? array.getValue(Integer.parseInt(step))
                : null;
    }
}
