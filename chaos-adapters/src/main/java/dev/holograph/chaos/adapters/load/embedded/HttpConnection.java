package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection with one request at a time. */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Request.Carrier {

    /**
     * What all connections of a load share.
     *
     * @param answerId where the id stands in an answer that acknowledges; {@code null} if none does
     * @param ids tell an acknowledgement from an id that the system made itself
     */
    record Client(
            HttpRequests bytes,
            Expectation expectation,
            @Nullable AnswerId answerId,
            Ids ids,
            Requests requests) {}

    private final HttpTransport pool;
    private final Client client;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Request request;
    private @Nullable ByteBuf body;
    private boolean informational;
    private boolean asExpected;
    private boolean keepAlive;

    HttpConnection(HttpTransport pool, Client client) {
        this.pool = pool;
        this.client = client;
    }

    void send(Request next) {
        ChannelHandlerContext to = context;
        if (to == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        request = next;
        next.carrier = this;
        to.writeAndFlush(client.bytes().bytes(next.number, to.alloc()), to.voidPromise());
    }

    /** Its answer would be taken for the next one's: HTTP/1.1 can only hang up. */
    @Override
    public void gaveUp(Request late) {
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                begin(response);
            }
            if (message instanceof HttpContent content) {
                read(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            throw new IllegalArgumentException(
                    "not an HTTP response", response.decoderResult().cause());
        }
        informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        asExpected = client.expectation().isMetBy(response.status().code());
        keepAlive = HttpUtil.isKeepAlive(response);
    }

    private void read(ChannelHandlerContext ctx, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            throw new IllegalArgumentException(
                    "not an HTTP response", content.decoderResult().cause());
        }
        if (client.answerId() != null && asExpected && !informational) {
            collect(ctx, content.content());
        }
        if (content instanceof LastHttpContent && !informational) {
            complete(ctx);
        }
    }

    private void collect(ChannelHandlerContext ctx, ByteBuf part) {
        if (body == null) {
            body = ctx.alloc().buffer();
        }
        if (body.readableBytes() + part.readableBytes() > AnswerId.LONGEST_ANSWER) {
            throw new IllegalArgumentException(
                    "an answer is longer than " + AnswerId.LONGEST_ANSWER + " bytes: its id is not looked for");
        }
        body.writeBytes(part);
    }

    private void complete(ChannelHandlerContext ctx) {
        Request answered = request;
        request = null;
        if (answered == null) { // the server said something that nobody had asked
            ctx.close();
            return;
        }
        String id = acknowledgedId();
        if (keepAlive) { // free before the outcome is told: a closed user's next request takes it up at once
            pool.free(this);
        } else {
            ctx.close();
        }
        if (id != null && client.ids().number(id) >= 0) {
            client.requests().acknowledged(id);
        }
        client.requests().answered(answered, asExpected);
    }

    private @Nullable String acknowledgedId() {
        if (body == null || client.answerId() == null) {
            return null;
        }
        String text = body.toString(StandardCharsets.UTF_8);
        body.release();
        body = null;
        return client.answerId().in(text);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.gone(this);
        if (body != null) {
            body.release();
            body = null;
        }
        Request unanswered = request;
        request = null;
        if (unanswered != null) {
            client.requests().lost(unanswered);
        }
    }
}
