package dev.holograph.chaos.adapters.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON by RFC 8259. Vert.x' own reader takes comments too, which k6 refuses. */
public final class StrictJson {

    private static final JsonFactory STRICT = new JsonFactory();

    private StrictJson() {}

    /** Objects and arrays as Vert.x has them; {@code null} if the text is not JSON. */
    public static @Nullable Object read(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            return JacksonCodec.fromParser(parser, Object.class);
        } catch (DecodeException | IOException e) {
            return null;
        }
    }
}
