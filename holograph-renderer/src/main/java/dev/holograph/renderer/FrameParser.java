package dev.holograph.renderer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holograph.renderer.store.Frame;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Turns what a client sent into a frame. */
final class FrameParser {
    /** The largest frame that is taken, in bytes of UTF-8. */
    static final int MAX_BYTES = 64 << 10;

    private static final int SHOWN = 80;

    /** New with each start, so that an id made before a restart is not made again. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final AtomicLong made = new AtomicLong();

    /** The text {@code frame}, which gets an id, or a JSON object with {@code id} and {@code data}. */
    Frame parse(String text) throws BadFrameException {
        if (text.equals("frame")) {
            String id = "server-" + run + "-" + made.incrementAndGet();
            return new Frame(id, "{\"id\":\"" + id + "\",\"data\":\"frame\"}");
        }
        if (tooLarge(text)) {
            throw new BadFrameException("too-large", null, "a frame may have " + MAX_BYTES + " bytes at most");
        }
        JsonObject object = object(text);
        Object id = object.getValue("id");
        if (!(id instanceof String name) || !Frame.isId(name)) {
            throw new BadFrameException("bad-id", null, "id must be text like " + Frame.ID + ", found " + shown(id));
        }
        if (!object.containsKey("data")) {
            throw new BadFrameException("no-data", name, "data is missing");
        }
        return new Frame(name, text);
    }

    private static JsonObject object(String text) throws BadFrameException {
        try {
            return new JsonObject(text);
        } catch (DecodeException | ClassCastException e) {
            throw new BadFrameException(
                    "bad-json",
                    null,
                    "allowed are the text frame and a JSON object {\"id\":…,\"data\":…}, found " + shown(text));
        }
    }

    private static boolean tooLarge(String text) {
        return text.length() > MAX_BYTES || (text.length() > MAX_BYTES / 3 && text.getBytes(UTF_8).length > MAX_BYTES);
    }

    private static String shown(Object found) {
        String text = String.valueOf(found);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
