package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.DriverException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.pointer.JsonPointer;
import org.jspecify.annotations.Nullable;

/** Where in an answer the id of its request stands. */
final class AnswerId {

    /** Longer answers are not read into memory. */
    static final int LONGEST_ANSWER = 1 << 20;

    private final JsonPointer pointer;

    private AnswerId(JsonPointer pointer) {
        this.pointer = pointer;
    }

    /** @throws DriverException if this is no JSON pointer */
    static AnswerId at(String pointer) throws DriverException {
        return new AnswerId(pointer(pointer));
    }

    /** @throws DriverException if this is no JSON pointer */
    static JsonPointer pointer(String pointer) throws DriverException {
        try {
            return JsonPointer.from(pointer);
        } catch (IllegalArgumentException e) {
            throw new DriverException(
                    "'" + pointer + "' is no JSON pointer: write one such as /ack or /data/id (RFC 6901)", e);
        }
    }

    /** The id; {@code null} if the answer is not JSON, or nothing stands there. */
    @Nullable String in(String answer) {
        return in(json(answer));
    }

    /** The same of an answer that is {@link #json read} already. */
    @Nullable String in(@Nullable Object json) {
        Object value = find(pointer, json);
        return value == null ? null : value.toString();
    }

    static @Nullable Object find(JsonPointer at, @Nullable Object json) {
        return json == null ? null : at.queryJson(json);
    }

    /** Objects and arrays as Vert.x has them; {@code null} if the text is not JSON. */
    static @Nullable Object json(String answer) {
        try {
            return Json.decodeValue(answer);
        } catch (DecodeException e) {
            return null;
        }
    }
}
