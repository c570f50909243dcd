package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection: many requests at once, each on a stream of its own. What the server says that it has not taken
 * (RFC 9113, 8.7) goes back to the pool, since it is as if it had not been sent; all else that ends without an answer has
 * failed.
 */
final class SharedConnection extends Http2ConnectionHandler implements Request.Carrier {

    static final String VERSION = "HTTP/2";

    private static final int LONGEST_HEADER = 64 * 1024;

    /** As Go's client has them: an answer must not wait for this client to say that it may go on. */
    private static final int STREAM_WINDOW = 4 << 20;

    private static final int CONNECTION_WINDOW = 1 << 30;

    /** A server that refuses streams for good gets no more of them. */
    private static final int MOST_RETURNS = 5;

    /** A request on its stream. */
    private static final class Exchange {
        final Request request;
        final HttpAnswer answer;
        boolean begun;
        boolean complete;
        /** {@code null}: its body is in no coding, or nobody reads it. */
        @Nullable BodyDecoder decoder;
        /** The server has said that it did not take it. */
        boolean untaken;
        /** Why it ends without an answer; {@code null}: as the connection does. */
        @Nullable Failure failure;

        Exchange(Request request, HttpAnswer answer) {
            this.request = request;
            this.answer = answer;
        }
    }

    private final HttpTransport pool;
    private final HttpConnection.Client client;

    /** By {@link Request#kind}. */
    private final List<Http2Requests> requests;

    private final IntObjectMap<Exchange> exchanges = new IntObjectHashMap<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Throwable thrown;
    private boolean open;
    private boolean retired;
    private boolean spoke;

    /** Streams beyond this one were not taken, once the server has said so. */
    private int lastTaken = Integer.MAX_VALUE;

    /** How often bytes have come. */
    private int reads;

    private SharedConnection(
            HttpTransport pool,
            HttpConnection.Client client,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings) {
        super(decoder, encoder, settings, true);
        this.pool = pool;
        this.client = client;
        this.requests = client.kinds().stream().map(kind -> new Http2Requests()).toList();
    }

    static SharedConnection of(HttpTransport pool, HttpConnection.Client client) {
        Http2Connection connection = new DefaultHttp2Connection(false);
        Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter());
        // What a server sends is measured, not judged: it may put into its headers what it likes.
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                connection,
                encoder,
                new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(false, LONGEST_HEADER)));
        Http2Settings settings = new Http2Settings()
                .pushEnabled(false)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(LONGEST_HEADER);
        SharedConnection made = new SharedConnection(pool, client, decoder, encoder, settings);
        Events events = made.new Events();
        connection.addListener(events);
        decoder.frameListener(events);
        return made;
    }

    /** How many requests it takes now, beside those that it carries. One that a write has found dead takes none. */
    int room() {
        Http2Connection.Endpoint<?> own = connection().local();
        return retired || !open || !opened().channel().isActive() ? 0 : own.maxActiveStreams() - own.numActiveStreams();
    }

    /** How many requests it carries. */
    int carried() {
        return exchanges.size();
    }

    void send(Request next) {
        ChannelHandlerContext to = opened();
        int id = connection().local().incrementAndGetNextStreamId();
        if (id < 0) { // a connection has 2^30 streams in its life
            retire();
            pool.again(next);
            return;
        }
        next.carrier = this;
        next.mark = reads;
        next.stream = id;
        exchanges.put(id, new Exchange(next, new HttpAnswer(client)));
        ByteBuf request = client.kinds().get(next.kind).bytes().bytes(next, to.alloc());
        Http2Headers headers = requests.get(next.kind).take(request);
        boolean hasBody = request.isReadable();
        encoder().writeHeaders(to, id, headers, 0, !hasBody, promise(to, id));
        if (hasBody) {
            encoder().writeData(to, id, request, 0, true, promise(to, id));
        } else {
            request.release();
        }
        flush(to);
    }

    private ChannelPromise promise(ChannelHandlerContext to, int id) {
        return to.newPromise().addListener(written -> {
            if (!written.isSuccess()) {
                notWritten(id, written.cause());
            }
        });
    }

    /** Either the connection is gone, of which nothing else may tell why, or there is no room for this one. */
    private void notWritten(int id, Throwable cause) {
        if (!(cause instanceof Http2Exception)) {
            boolean tellsWhy = !(cause instanceof ClosedChannelException || cause instanceof SSLException);
            thrown = thrown == null && tellsWhy ? cause : thrown;
            retire();
            return;
        }
        Exchange exchange = connection().stream(id) == null ? exchanges.remove(id) : null;
        if (exchange != null) {
            exchange.untaken = true;
            settle(exchange);
        }
    }

    /** Resets the stream: nobody waits for it. From a connection that is dead no more will come to any request. */
    @Override
    public void gaveUp(Request late) {
        if (reads == late.mark) {
            retire();
        }
        if (exchanges.containsKey(late.stream)) {
            ChannelHandlerContext to = opened();
            resetStream(to, late.stream, Http2Error.CANCEL.code(), to.newPromise());
            flush(to);
        }
    }

    /** It takes no more requests, and is closed after the last that it carries. */
    private void retire() {
        if (!retired) {
            retired = true;
            pool.gone(opened().channel(), this);
        }
        closeIfOver();
    }

    private void closeIfOver() {
        if (retired && exchanges.isEmpty() && context != null) {
            context.close();
        }
    }

    private void settle(Exchange exchange) {
        Request request = exchange.request;
        if (exchange.decoder != null) {
            exchange.decoder.close();
        }
        if (exchange.complete) {
            RedirectRule.Step redirect = exchange.answer.redirect(request);
            if (redirect != null && redirect.path() != null) {
                request.follow(redirect.path(), redirect.keepsMethod());
                pool.again(request);
                return;
            }
            Runnable outcome = exchange.answer.complete(request, redirect);
            pool.free(this); // before the outcome is recorded: a closed user's next request takes it up at once
            outcome.run();
            return;
        }
        Failure why = exchange.answer.cutOff(exchange.failure == null ? Failure.of(thrown) : exchange.failure);
        if (exchange.untaken && !request.settled && request.returned < MOST_RETURNS) {
            // A server that takes some of them at a time makes headway, however often the others come back.
            request.returned += lastTaken > 0 && lastTaken < Integer.MAX_VALUE ? 0 : 1;
            request.carrier = null;
            pool.again(request);
        } else {
            client.requests().lost(request, why);
        }
        if (!retired) {
            pool.free(this);
        }
    }

    private static Failure reset(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return new Failure(
                new FailureReason(Kind.STREAM_RESET, error == null ? Long.toString(code) : error.name()), null);
    }

    private ChannelHandlerContext opened() {
        if (context == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return context;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
        Http2LocalFlowController windows = connection().local().flowController();
        Http2Stream whole = connection().connectionStream();
        windows.incrementWindowSize(whole, CONNECTION_WINDOW - windows.windowSize(whole));
        ctx.flush();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        reads++;
        super.decode(ctx, in, out);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        thrown = thrown == null ? cause : thrown;
        ctx.close();
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception http2) {
        thrown = thrown == null ? cause : thrown;
        super.onConnectionError(ctx, outbound, cause, http2);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException stream) {
        Exchange exchange = exchanges.get(stream.streamId());
        if (exchange != null && exchange.failure == null) {
            exchange.failure = Failure.of(cause);
        }
        super.onStreamError(ctx, outbound, cause, stream);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        boolean never = !open;
        retired = true;
        pool.gone(ctx.channel(), this);
        super.channelInactive(ctx); // ends the streams
        if (never) {
            pool.failed(ctx.channel(), Failure.of(thrown));
        }
    }

    /** What comes of frames and streams. */
    private final class Events extends Http2EventAdapter {

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
            if (!open) {
                open = true;
                pool.opened(ctx.channel(), SharedConnection.this);
            } else if (!retired) {
                pool.free(SharedConnection.this);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            onHeadersRead(ctx, streamId, headers, padding, last);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean last) {
            Exchange exchange = exchanges.get(streamId);
            if (exchange == null) {
                return;
            }
            if (!exchange.begun) {
                int status = status(headers);
                if (HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL) {
                    return;
                }
                exchange.begun = true;
                HttpKind kind = client.kinds().get(exchange.request.kind);
                CharSequence location = headers.get(HttpHeaderNames.LOCATION);
                exchange.answer.begin(kind, status, location == null ? null : location.toString());
                CharSequence coding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
                if (coding != null && kind.readsAnswers()) {
                    exchange.decoder = new BodyDecoder(status, coding);
                }
                if (!spoke) {
                    spoke = true;
                    client.requests().spoke(VERSION);
                }
            }
            if (!last || read(ctx, streamId, exchange, Unpooled.EMPTY_BUFFER, true)) {
                end(ctx, streamId, exchange, last);
            }
        }

        private int status(Http2Headers headers) {
            try {
                return Integer.parseInt(String.valueOf(headers.status()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not an HTTP response", e);
            }
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last) {
            Exchange exchange = exchanges.get(streamId);
            int processed = data.readableBytes() + padding;
            if (exchange != null && read(ctx, streamId, exchange, data, last)) {
                end(ctx, streamId, exchange, last);
            }
            return processed;
        }

        /** Reads a part of a body. @return whether it can be used */
        private boolean read(ChannelHandlerContext ctx, int streamId, Exchange exchange, ByteBuf part, boolean last) {
            try {
                if (exchange.decoder == null) {
                    exchange.answer.add(part, ctx.alloc());
                } else {
                    exchange.decoder.add(part, last, plain -> exchange.answer.add(plain, ctx.alloc()));
                }
                return true;
            } catch (IllegalArgumentException | CodecException e) {
                exchange.failure = Failure.of(e);
                resetStream(ctx, streamId, Http2Error.CANCEL.code(), ctx.newPromise());
                return false;
            }
        }

        /** What is left of the request, whose answer is whole, is of no use to anybody. */
        private void end(ChannelHandlerContext ctx, int streamId, Exchange exchange, boolean last) {
            if (!last) {
                return;
            }
            exchange.complete = true;
            Http2Stream stream = connection().stream(streamId);
            if (stream != null && stream.state().localSideOpen()) {
                resetStream(ctx, streamId, Http2Error.NO_ERROR.code(), ctx.newPromise());
            }
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long code) {
            Exchange exchange = exchanges.get(streamId);
            if (exchange != null && !exchange.complete) {
                exchange.untaken = code == Http2Error.REFUSED_STREAM.code();
                exchange.failure = reset(code);
            }
        }

        /** Comes before the streams are closed that were not taken. */
        @Override
        public void onGoAwayReceived(int lastStreamId, long code, ByteBuf debugData) {
            lastTaken = lastStreamId;
            retire();
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            Exchange exchange = exchanges.remove(stream.id());
            if (exchange != null) {
                exchange.untaken |= stream.id() > lastTaken && !exchange.begun;
                settle(exchange);
            }
            closeIfOver();
        }
    }
}
