package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.AnswerPointer;
import dev.holograph.chaos.adapters.data.StrictJson;
import dev.holograph.chaos.spi.DriverException;
import org.jspecify.annotations.Nullable;

/** Where in an answer the id of its request stands. */
final class AnswerId {

    /** Longer answers are not read into memory. */
    static final int LONGEST_ANSWER = 1 << 20;

    private final AnswerPointer pointer;

    private AnswerId(AnswerPointer pointer) {
        this.pointer = pointer;
    }

    /** @throws DriverException if this is no JSON pointer */
    static AnswerId at(String pointer) throws DriverException {
        return new AnswerId(AnswerPointer.of(pointer));
    }

    /** The id, a text or a number; {@code null} if the answer is not JSON, or no such value stands there. */
    @Nullable String in(String answer) {
        return in(StrictJson.read(answer));
    }

    /** The same of an answer that is {@link StrictJson#read read} already. */
    @Nullable String in(@Nullable Object json) {
        Object value = pointer.in(json);
        if (value instanceof String text) {
            return text.isEmpty() ? null : text;
        }
        return value instanceof Number number ? number.toString() : null;
    }
}
