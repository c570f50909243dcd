package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.RequestValues;
import dev.holograph.chaos.adapters.data.RequestValues.Escaping;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.scenario.RequestTemplate.Value.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text in which each request has its own id, and other values of its own. */
final class Template {

    private static final String[] NONE = {};

    private final List<byte[]> parts;
    private final RequestTemplate template;
    private final String field;
    private final Escaping escaping;
    private final RequestValues values;
    private final int fixed;

    /**
     * @param field that the text stands in, which tells its random values from those of others
     * @param escaping of values of the load's data
     * @param values of each request but its id
     */
    Template(String text, String field, Escaping escaping, RequestValues values) {
        this.template = RequestTemplate.of(text);
        this.field = field;
        this.escaping = escaping;
        this.values = values;
        parts = template.texts().stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList();
        fixed = parts.stream().mapToInt(part -> part.length).sum();
    }

    boolean hasId() {
        return template.has(Kind.ID);
    }

    /** Whether it is the same for each request. */
    boolean isFixed() {
        return template.values().isEmpty();
    }

    /** Its values in the request of this number. */
    String[] values(long number, String id) {
        if (isFixed()) {
            return NONE;
        }
        String[] own = new String[template.values().size()];
        for (int i = 0; i < own.length; i++) {
            RequestTemplate.Value value = template.values().get(i);
            own[i] = value.kind() == Kind.ID ? id : values.of(value, value.salt(field), number, escaping);
        }
        return own;
    }

    /** How many bytes it will be with these values. */
    int length(String[] own) {
        int length = fixed;
        for (String value : own) {
            length += ByteBufUtil.utf8Bytes(value);
        }
        return length;
    }

    void write(String[] own, ByteBuf to) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                ByteBufUtil.writeUtf8(to, own[i - 1]);
            }
            to.writeBytes(parts.get(i));
        }
    }
}
