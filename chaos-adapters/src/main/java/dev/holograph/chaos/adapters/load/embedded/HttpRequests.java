package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes of a load's HTTP requests. They are made once where no id stands in them. */
final class HttpRequests {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern PATH = Pattern.compile("/[!-~]*");
    private static final Pattern SECRET = Pattern.compile("\\{env\\.([A-Za-z_][A-Za-z0-9_]*)}");

    /** Methods whose request without a body says so (RFC 9110, 8.6): some servers refuse it otherwise. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Template requestLine;
    private final byte[] headers;
    private final @Nullable Template body;
    private final Ids ids;
    private final @Nullable ByteBuf ready;

    private HttpRequests(Template requestLine, byte[] headers, @Nullable Template body, Ids ids) {
        this.requestLine = requestLine;
        this.headers = headers;
        this.body = body;
        this.ids = ids;
        boolean different = requestLine.hasId() || body != null && body.hasId();
        ready = different ? null : Unpooled.unreleasableBuffer(write("", Unpooled.directBuffer()));
    }

    /**
     * @param environment for {@code {env.NAME}} in headers; gives {@code null} for what is not set
     * @throws DriverException if no valid request can be made of this profile
     */
    static HttpRequests of(Profile.Http profile, Endpoint base, Ids ids, UnaryOperator<@Nullable String> environment)
            throws DriverException {
        if (!TOKEN.matcher(profile.method()).matches()) {
            throw new DriverException("method: '" + profile.method() + "' is none: write one such as GET or POST");
        }
        Template requestLine = new Template(profile.method() + " " + checkedPath(profile.path()) + " HTTP/1.1\r\n");
        StringBuilder head = new StringBuilder();
        boolean host = false;
        for (Map.Entry<String, String> header : profile.headers().entrySet()) {
            host |= header.getKey().toLowerCase(Locale.ROOT).equals("host");
            head.append(header(header.getKey(), header.getValue(), environment));
        }
        if (!host) {
            head.append("Host: ").append(base).append("\r\n");
        }
        String body = profile.body() == null && WITH_BODY.contains(profile.method()) ? "" : profile.body();
        return new HttpRequests(
                requestLine,
                head.toString().getBytes(StandardCharsets.UTF_8),
                body == null ? null : new Template(body),
                ids);
    }

    static String checkedPath(String path) throws DriverException {
        if (!PATH.matcher(path).matches()) {
            throw new DriverException("path: '" + path
                    + "' must begin with / and have no spaces; write other characters as %20 and the like");
        }
        return path;
    }

    private static String header(String name, String value, UnaryOperator<@Nullable String> environment)
            throws DriverException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches() || lower.equals("content-length") || lower.equals("transfer-encoding")) {
            throw new DriverException(
                    "header '" + name + "' cannot be set: it is no header's name, or follows from the body");
        }
        Matcher secret = SECRET.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (secret.find()) {
            String found = environment.apply(secret.group(1));
            if (found == null) {
                throw new DriverException("header " + name + " needs the environment variable " + secret.group(1)
                        + ", which is not set: set it for this build");
            }
            secret.appendReplacement(resolved, Matcher.quoteReplacement(found));
        }
        secret.appendTail(resolved);
        if (resolved.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new DriverException("header " + name + " has a line break in its value: it must be one line");
        }
        return name + ": " + resolved + "\r\n";
    }

    /** The request of this number, for its receiver to release. */
    ByteBuf bytes(long number, ByteBufAllocator allocator) {
        return ready != null ? ready.duplicate() : write(ids.id(number), allocator.buffer(headers.length + 256));
    }

    private ByteBuf write(String id, ByteBuf to) {
        requestLine.write(id, to);
        to.writeBytes(headers);
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
