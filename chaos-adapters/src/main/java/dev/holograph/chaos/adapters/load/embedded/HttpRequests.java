package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.RequestFields;
import dev.holograph.chaos.adapters.data.RequestValues;
import dev.holograph.chaos.adapters.data.RequestValues.Escaping;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes of one kind of a load's HTTP requests. They are made once where no id stands in them. */
final class HttpRequests {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern PATH = Pattern.compile("/[!-~]*");

    /** Methods whose request without a body says so (RFC 9110, 8.6): some servers refuse it otherwise. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** How many parts of a head come before its headers. */
    private static final int PATH_AND_METHOD = 2;

    private final List<Template> head;

    /** The same without what speaks of a body: for where a redirect made a GET of it. */
    private final List<Template> bare;

    private final String method;
    private final @Nullable Template body;
    private final Ids ids;
    private final boolean hasIds;
    private final @Nullable ByteBuf ready;

    private HttpRequests(String method, List<Template> head, List<Template> bare, @Nullable Template body, Ids ids) {
        this.method = method;
        this.head = head;
        this.bare = bare;
        this.body = body;
        this.ids = ids;
        hasIds = head.stream().anyMatch(Template::hasId) || body != null && body.hasId();
        boolean isFixed = head.stream().allMatch(Template::isFixed) && (body == null || body.isFixed());
        ready = isFixed ? Unpooled.unreleasableBuffer(write(0, "", Unpooled.directBuffer())) : null;
    }

    /**
     * @param values of each request but its id
     * @throws DriverException if no valid request can be made of this profile
     */
    static HttpRequests of(HttpRequest profile, HttpAddress base, Ids ids, RequestValues values)
            throws DriverException {
        if (!TOKEN.matcher(profile.method()).matches()) {
            throw new DriverException("method: '" + profile.method() + "' is none: write one such as GET or POST");
        }
        String body = profile.body() == null && WITH_BODY.contains(profile.method()) ? "" : profile.body();
        return new HttpRequests(
                profile.method(),
                head(profile, base, values, true),
                head(profile, base, values, false),
                body == null ? null : new Template(body, RequestFields.BODY, RequestFields.escaping(body), values),
                ids);
    }

    private static List<Template> head(HttpRequest profile, HttpAddress base, RequestValues values, boolean isOfBody)
            throws DriverException {
        List<Template> head = new ArrayList<>();
        head.add(new Template(profile.method() + ' ' + base.path(""), "", Escaping.NONE, values));
        head.add(new Template(checkedPath(profile.path()), RequestFields.PATH, Escaping.URL, values));
        StringBuilder rest = new StringBuilder(" HTTP/1.1\r\n");
        boolean host = false;
        for (Map.Entry<String, String> header : new TreeMap<>(profile.headers()).entrySet()) {
            if (!isOfBody && header.getKey().toLowerCase(Locale.ROOT).startsWith("content-")) {
                continue;
            }
            host |= header.getKey().toLowerCase(Locale.ROOT).equals("host");
            String line = header(header.getKey(), header.getValue());
            rest.append(line, 0, header.getKey().length() + ": ".length());
            head.add(new Template(rest.toString(), "", Escaping.NONE, values));
            head.add(new Template(header.getValue(), RequestFields.header(header.getKey()), Escaping.NONE, values));
            rest.setLength(0);
            rest.append("\r\n");
        }
        base.authorization()
                .ifPresent(login -> rest.append("Authorization: ").append(login).append("\r\n"));
        if (!host) {
            rest.append("Host: ").append(base.authority()).append("\r\n");
        }
        head.add(new Template(rest.toString(), "", Escaping.NONE, values));
        return head;
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
        return hasIds;
    }

    /** What to send for a request now, for its receiver to release: also where a redirect led it. */
    ByteBuf bytes(Request request, ByteBufAllocator allocator) {
        String to = request.redirectedTo;
        if (to == null) {
            return bytes(request.number, allocator);
        }
        boolean keeps = request.keepsMethod || method.equals("HEAD");
        List<Template> from = request.keepsMethod ? head : bare;
        String id = ids.id(request.number);
        ByteBuf bytes = allocator.buffer();
        ByteBufUtil.writeUtf8(bytes, (keeps ? method : "GET") + ' ' + to);
        from.subList(PATH_AND_METHOD, from.size()).forEach(part -> part.write(part.values(request.number, id), bytes));
        return end(request.keepsMethod ? body : null, request.number, id, bytes);
    }

    /** The path that a request asks for now, with its query. */
    String path(Request request) {
        if (request.redirectedTo != null) {
            return request.redirectedTo;
        }
        ByteBuf bytes = Unpooled.buffer();
        String id = ids.id(request.number);
        head.subList(0, PATH_AND_METHOD).forEach(part -> part.write(part.values(request.number, id), bytes));
        return bytes.toString(StandardCharsets.UTF_8).substring(method.length() + 1);
    }

    /** The request of this number, for its receiver to release. */
    ByteBuf bytes(long number, ByteBufAllocator allocator) {
        return ready != null ? ready.duplicate() : write(number, ids.id(number), allocator.buffer());
    }

    private ByteBuf write(long number, String id, ByteBuf to) {
        for (Template part : head) {
            part.write(part.values(number, id), to);
        }
        return end(body, number, id, to);
    }

    private static ByteBuf end(@Nullable Template body, long number, String id, ByteBuf to) {
        if (body == null) {
            to.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
            return to;
        }
        String[] values = body.values(number, id);
        to.writeCharSequence("Content-Length: " + body.length(values) + "\r\n\r\n", StandardCharsets.US_ASCII);
        body.write(values, to);
        return to;
    }
}
