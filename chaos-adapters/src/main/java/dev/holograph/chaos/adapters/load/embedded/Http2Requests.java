package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The headers of requests as HTTP/2 has them (RFC 9113, 8.3). They are read out of the bytes that go out by HTTP/1.1, so
 * that both versions ask the same. Of a connection, and not thread-safe.
 */
final class Http2Requests {

    /** They speak of an HTTP/1.1 connection, and may not be sent (RFC 9113, 8.2.2). */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The last head and its headers: in most loads all requests have the same. */
    private ByteBuf last = Unpooled.EMPTY_BUFFER;

    private Http2Headers lastHeaders = new DefaultHttp2Headers();

    /** Takes the head off a request, so that its body is left: the headers, which nobody may change. */
    Http2Headers take(ByteBuf request) {
        int known = last.readableBytes();
        if (known > 0
                && request.readableBytes() >= known
                && ByteBufUtil.equals(request, request.readerIndex(), last, 0, known)) {
            request.skipBytes(known);
            return lastHeaders;
        }
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END), request);
        ByteBuf head = request.readSlice(end - request.readerIndex() + END.length);
        lastHeaders = headers(head.toString(StandardCharsets.ISO_8859_1));
        last = Unpooled.copiedBuffer(head);
        return lastHeaders;
    }

    private static Http2Headers headers(String head) {
        String[] lines = head.split("\r\n");
        String[] start = lines[0].split(" ");
        Http2Headers headers = new DefaultHttp2Headers(false)
                .method(new AsciiString(start[0]))
                .scheme(new AsciiString("https"))
                .path(new AsciiString(start[1]));
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            AsciiString value = bytes(lines[i].substring(colon + 1).strip());
            if (name.equals("host")) {
                headers.authority(value);
            } else if (!OF_CONNECTION.contains(name)) {
                headers.add(new AsciiString(name), value);
            }
        }
        return headers;
    }

    /** Byte by byte: a value need not be ASCII. */
    private static AsciiString bytes(String latin) {
        return new AsciiString(latin.getBytes(StandardCharsets.ISO_8859_1), false);
    }
}
