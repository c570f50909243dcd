package dev.holograph.renderer;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A frame that cannot be taken; knows the answer that its sender gets. */
final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String id;

    /**
     * @param code a short name of the mistake, for programs
     * @param id of the frame, where it has a proper one
     * @param message what was found and what is allowed, for people
     */
    BadFrameException(String code, @Nullable String id, String message) {
        super(message);
        this.code = code;
        this.id = id;
    }

    /** {@code {"error":code,"message":…,"id":…}}. */
    String answer() {
        JsonObject answer = new JsonObject().put("error", code).put("message", getMessage());
        if (id != null) {
            answer.put("id", id);
        }
        return answer.encode();
    }
}
