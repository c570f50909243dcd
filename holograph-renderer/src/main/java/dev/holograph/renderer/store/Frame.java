package dev.holograph.renderer.store;

import java.util.regex.Pattern;

/**
 * One frame: its id and the JSON object it came in, kept as it is served. An id stands for one
 * content: whoever sends an id again says "the same frame again".
 */
public record Frame(String id, String json) {
    /** What an id looks like; short and plain enough for a URL, a Redis key and a file. */
    public static final String ID = "[A-Za-z0-9._-]{1,64}";

    private static final Pattern ID_PATTERN = Pattern.compile(ID);

    /** Whether the text can be the id of a frame. */
    public static boolean isId(String text) {
        return ID_PATTERN.matcher(text).matches();
    }
}
