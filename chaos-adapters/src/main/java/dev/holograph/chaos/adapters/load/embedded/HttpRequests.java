package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes of one kind of a load's HTTP requests. They are made once where no id stands in them. */
final class HttpRequests {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern PATH = Pattern.compile("/[!-~]*");

    /** Methods whose request without a body says so (RFC 9110, 8.6): some servers refuse it otherwise. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Template head;
    private final @Nullable Template body;
    private final Ids ids;
    private final @Nullable ByteBuf ready;

    private HttpRequests(Template head, @Nullable Template body, Ids ids) {
        this.head = head;
        this.body = body;
        this.ids = ids;
        boolean different = head.hasId() || body != null && body.hasId();
        ready = different ? null : Unpooled.unreleasableBuffer(write("", Unpooled.directBuffer()));
    }

    /**
     * @throws DriverException if no valid request can be made of this profile
     */
    static HttpRequests of(HttpRequest profile, HttpAddress base, Ids ids) throws DriverException {
        if (!TOKEN.matcher(profile.method()).matches()) {
            throw new DriverException("method: '" + profile.method() + "' is none: write one such as GET or POST");
        }
        StringBuilder head = new StringBuilder()
                .append(profile.method())
                .append(' ')
                .append(checkedPath(base.path(profile.path())))
                .append(" HTTP/1.1\r\n");
        boolean host = false;
        for (Map.Entry<String, String> header : profile.headers().entrySet()) {
            host |= header.getKey().toLowerCase(Locale.ROOT).equals("host");
            head.append(header(header.getKey(), header.getValue()));
        }
        base.authorization()
                .ifPresent(login -> head.append("Authorization: ").append(login).append("\r\n"));
        if (!host) {
            head.append("Host: ").append(base.authority()).append("\r\n");
        }
        String body = profile.body() == null && WITH_BODY.contains(profile.method()) ? "" : profile.body();
        return new HttpRequests(new Template(head.toString()), body == null ? null : new Template(body), ids);
    }

    static String checkedPath(String path) throws DriverException {
        if (!PATH.matcher(path).matches()) {
            throw new DriverException("path: '" + path
                    + "' must begin with / and have no spaces; write other characters as %20 and the like");
        }
        return path;
    }

    private static String header(String name, String value) throws DriverException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches() || lower.equals("content-length") || lower.equals("transfer-encoding")) {
            throw new DriverException(
                    "header '" + name + "' cannot be set: it is no header's name, or follows from the body");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new DriverException("header " + name + " has a line break in its value: it must be one line");
        }
        return name + ": " + value + "\r\n";
    }

    /** Whether each request carries its own id, so that an answer can be told to be its own. */
    boolean carryIds() {
        return ready == null;
    }

    /** The request of this number, for its receiver to release. */
    ByteBuf bytes(long number, ByteBufAllocator allocator) {
        return ready != null ? ready.duplicate() : write(ids.id(number), allocator.buffer());
    }

    private ByteBuf write(String id, ByteBuf to) {
        head.write(id, to);
        if (body != null) {
            to.writeCharSequence("Content-Length: " + body.length(id.length()) + "\r\n", StandardCharsets.US_ASCII);
        }
        to.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
        if (body != null) {
            body.write(id, to);
        }
        return to;
    }
}
