package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text in which each {@code {id}} stands for the request's own id. */
final class Template {

    private static final String ID = "{id}";

    private final List<byte[]> parts = new ArrayList<>();
    private final int fixed;

    Template(String text) {
        int bytes = 0;
        int from = 0;
        for (int at = text.indexOf(ID); from <= text.length(); at = text.indexOf(ID, from)) {
            int to = at < 0 ? text.length() : at;
            byte[] part = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            parts.add(part);
            bytes += part.length;
            from = at < 0 ? text.length() + 1 : at + ID.length();
        }
        fixed = bytes;
    }

    boolean hasId() {
        return parts.size() > 1;
    }

    /** How many bytes it will be with an id of that length. */
    int length(int idLength) {
        return fixed + (parts.size() - 1) * idLength;
    }

    /** @param id of ASCII letters only */
    void write(String id, ByteBuf to) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                to.writeCharSequence(id, StandardCharsets.US_ASCII);
            }
            to.writeBytes(parts.get(i));
        }
    }
}
