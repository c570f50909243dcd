package dev.holograph.chaos.adapters.load.embedded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers as JSON by RFC 8259. Vert.x' own reader takes comments too, which k6 refuses. */
final class AnswerJson {

    private static final JsonFactory STRICT = new JsonFactory();

    private AnswerJson() {}

    /** Objects and arrays as Vert.x has them; {@code null} if the text is not JSON. */
    static @Nullable Object read(String answer) {
        try (JsonParser parser = STRICT.createParser(answer)) {
            return JacksonCodec.fromParser(parser, Object.class);
        } catch (DecodeException | IOException e) {
            return null;
        }
    }
}
