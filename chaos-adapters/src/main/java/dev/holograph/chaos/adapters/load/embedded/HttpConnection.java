package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
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
     */
    record Client(List<HttpKind> kinds, Ids ids, AnswerSample samples, Requests requests) {

        /** Whether the bodies of some answers are read. */
        boolean readsAnswers() {
            return kinds.stream().anyMatch(HttpKind::readsAnswers);
        }
    }

    private final HttpTransport pool;
    private final Client client;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Request request;
    private HttpKind kind;
    private @Nullable ByteBuf body;
    private boolean informational;
    private boolean asExpected;
    private boolean hasValues = true;
    private @Nullable Object json;
    private int status;
    private @Nullable Throwable thrown;
    private boolean keepAlive;

    HttpConnection(HttpTransport pool, Client client) {
        this.pool = pool;
        this.client = client;
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
        to.writeAndFlush(kind.bytes().bytes(next.number, to.alloc()), to.voidPromise());
    }

    /** Why it is being closed, as far as it was told; {@code null} if nobody did. */
    @Nullable Throwable thrown() {
        return thrown;
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
        status = response.status().code();
        asExpected = kind.expectation().isMetBy(status);
        keepAlive = HttpUtil.isKeepAlive(response);
    }

    private void read(ChannelHandlerContext ctx, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            throw new IllegalArgumentException(
                    "not an HTTP response", content.decoderResult().cause());
        }
        if (!informational && !asExpected) {
            collect(ctx, content.content(), AnswerSample.LONGEST);
        } else if (!informational && kind.readsAnswers()) {
            collectAll(ctx, content.content());
        }
        if (content instanceof LastHttpContent && !informational) {
            complete(ctx);
        }
    }

    private void collectAll(ChannelHandlerContext ctx, ByteBuf part) {
        int before = body == null ? 0 : body.readableBytes();
        if (before + part.readableBytes() > AnswerId.LONGEST_ANSWER) {
            throw new IllegalArgumentException("an answer is longer than " + AnswerId.LONGEST_ANSWER
                    + " bytes: what should stand in it is not looked for");
        }
        collect(ctx, part, AnswerId.LONGEST_ANSWER);
    }

    private void collect(ChannelHandlerContext ctx, ByteBuf part, int most) {
        if (body == null) {
            body = ctx.alloc().buffer();
        }
        body.writeBytes(part, Math.min(part.readableBytes(), most - body.readableBytes()));
    }

    private void complete(ChannelHandlerContext ctx) {
        Request answered = request;
        request = null;
        if (answered == null) { // the server said something that nobody had asked
            ctx.close();
            return;
        }
        if (kind.readsAnswers() && asExpected) {
            readAnswer();
        }
        AnswerId answerId = kind.answerId();
        String id = answerId == null || !asExpected || !hasValues ? null : answerId.in(json);
        json = null;
        Failure failure = failure(answered, id);
        releaseBody();
        if (keepAlive) { // free before the outcome is told: a closed user's next request takes it up at once
            pool.free(this);
        } else {
            ctx.close();
        }
        if (id != null && client.ids().number(id) >= 0) {
            client.requests().acknowledged(id);
        }
        if (failure == null) {
            client.requests().answered(answered);
        } else {
            client.requests().refused(answered, failure);
        }
    }

    private void readAnswer() {
        json = body == null ? null : AnswerJson.read(body.toString(StandardCharsets.UTF_8));
        hasValues = kind.expectation().hasItsValues(json);
    }

    /** Why this answer is not the expected one; {@code null} if it is. */
    private @Nullable Failure failure(Request answered, @Nullable String id) {
        if (!asExpected) {
            return new Failure(FailureReason.status(status), sample());
        }
        if (!hasValues) {
            return new Failure(FailureReason.of(Kind.WRONG_VALUE), sample());
        }
        return kind.answerId() == null || kind.isRight(id, answered)
                ? null
                : new Failure(FailureReason.of(Kind.WRONG_ID), sample());
    }

    private @Nullable String sample() {
        return body == null || !body.isReadable() ? null : client.samples().of(body);
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        thrown = thrown == null ? cause : thrown;
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.gone(this);
        String sample = sample();
        releaseBody();
        Request unanswered = request;
        request = null;
        if (unanswered != null) {
            client.requests().lost(unanswered, new Failure(Failure.of(thrown).reason(), sample));
        }
    }
}
