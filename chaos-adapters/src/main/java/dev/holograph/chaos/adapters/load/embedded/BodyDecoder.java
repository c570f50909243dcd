package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/** Decodes the body of an answer by HTTP/2 with the very handler that decodes those by HTTP/1.1. */
final class BodyDecoder implements AutoCloseable {

    private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerDecompressor(() -> true));

    /** @param coding the answer's {@code Content-Encoding} */
    BodyDecoder(int status, CharSequence coding) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        response.headers().set(HttpHeaderNames.CONTENT_ENCODING, coding);
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        channel.writeInbound(response);
        ReferenceCountUtil.release(channel.readInbound());
    }

    /**
     * Decodes a part.
     *
     * @param last whether no more comes
     * @param to takes what it means, and keeps nothing of it
     * @throws RuntimeException if it is not in the coding, or is cut
     */
    void add(ByteBuf part, boolean last, Consumer<ByteBuf> to) {
        channel.writeInbound(new DefaultHttpContent(part.retain()));
        if (last) {
            channel.writeInbound(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER));
        }
        for (HttpContent plain = channel.readInbound(); plain != null; plain = channel.readInbound()) {
            try {
                to.accept(plain.content());
            } finally {
                plain.release();
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.finishAndReleaseAll();
        } catch (RuntimeException e) {
            channel.releaseInbound(); // a stream that was cut off is in no coding
        }
    }
}
