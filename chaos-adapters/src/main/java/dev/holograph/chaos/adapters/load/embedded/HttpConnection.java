package dev.holograph.chaos.adapters.load.embedded;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection with one request at a time. */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Request.Carrier {

    /**
     * What all connections of a load share.
     *
     * @param kinds of requests, by {@link Request#kind}
     * @param ids tell an acknowledgement from an id that the system made itself
     * @param samples of answers that were not the expected ones
     * @param redirects {@code null}: none is followed
     */
    record Client(
            List<HttpKind> kinds,
            Ids ids,
            AnswerSample samples,
            Requests requests,
            @Nullable RedirectRule redirects) {

        /** Whether the bodies of some answers are read. */
        boolean readsAnswers() {
            return kinds.stream().anyMatch(HttpKind::readsAnswers);
        }
    }

    private final HttpTransport pool;
    private final Client client;
    private final HttpAnswer answer;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Request request;
    private HttpKind kind;
    private boolean informational;
    private @Nullable Throwable thrown;
    private boolean keepAlive;
    private boolean spoke;

    HttpConnection(HttpTransport pool, Client client) {
        this.pool = pool;
        this.client = client;
        this.answer = new HttpAnswer(client);
        this.kind = client.kinds().get(0);
    }

    /** Whether the answer that comes next has no body, whatever its headers say. */
    boolean expectsNoBody() {
        return kind.isHead();
    }

    /** Whether the body of the answer that comes next is read. */
    boolean readsAnswer() {
        return kind.readsAnswers();
    }

    void send(Request next) {
        ChannelHandlerContext to = context;
        if (to == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        request = next;
        next.carrier = this;
        kind = client.kinds().get(next.kind);
        to.writeAndFlush(kind.bytes().bytes(next, to.alloc()), to.voidPromise());
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
        answer.begin(kind, response.status().code(), response.headers().get(HttpHeaderNames.LOCATION));
        keepAlive = HttpUtil.isKeepAlive(response);
        if (!spoke) {
            spoke = true;
            client.requests().spoke(response.protocolVersion().text());
        }
    }

    private void read(ChannelHandlerContext ctx, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            throw new IllegalArgumentException(
                    "not an HTTP response", content.decoderResult().cause());
        }
        if (informational) {
            return;
        }
        answer.add(content.content(), ctx.alloc());
        if (content instanceof LastHttpContent) {
            complete(ctx);
        }
    }

    private void complete(ChannelHandlerContext ctx) {
        Request answered = request;
        request = null;
        if (answered == null) { // the server said something that nobody had asked
            ctx.close();
            return;
        }
        RedirectRule.Step redirect = answer.redirect(answered);
        if (redirect != null && redirect.path() != null) {
            answered.follow(redirect.path(), redirect.keepsMethod());
            if (keepAlive) {
                send(answered);
            } else {
                ctx.close();
                pool.again(answered);
            }
            return;
        }
        Runnable outcome = answer.complete(answered, redirect);
        if (keepAlive) { // free before the outcome is recorded: a closed user's next request takes it up at once
            pool.free(this);
        } else {
            ctx.close();
        }
        outcome.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        thrown = thrown == null ? cause : thrown;
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.gone(this);
        Failure why = answer.cutOff(Failure.of(thrown));
        Request unanswered = request;
        request = null;
        if (unanswered != null) {
            client.requests().lost(unanswered, why);
        }
    }
}
