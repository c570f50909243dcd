package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.http.LenientHttp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
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
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
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

    /** As Go's client has them: an answer must not wait for this client to say that it may go on. */
    private static final int STREAM_WINDOW = 4 << 20;

    private static final int CONNECTION_WINDOW = 1 << 30;

    private final HttpTransport pool;
    private final HttpConnection.Client client;

    /** By {@link Request#kind}. */
    private final List<Http2Requests> requests;

    private final Http2Streams streams;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Throwable thrown;
    private boolean open;
    private boolean retired;

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
        this.streams = new Http2Streams(this, pool, client);
        this.requests = client.kinds().stream().map(kind -> new Http2Requests()).toList();
    }

    static SharedConnection of(HttpTransport pool, HttpConnection.Client client) {
        Http2Connection connection = new DefaultHttp2Connection(false);
        Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter());
        // What a server sends is measured, not judged: it may put into its headers what it likes.
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                connection,
                encoder,
                new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(false, LenientHttp.LONGEST_HEAD)));
        Http2Settings settings = new Http2Settings()
                .pushEnabled(false)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(LenientHttp.LONGEST_HEAD);
        SharedConnection made = new SharedConnection(pool, client, decoder, encoder, settings);
        connection.addListener(made.streams);
        decoder.frameListener(made.streams);
        return made;
    }

    /** How many requests it takes now, beside those that it carries. One that a write has found dead takes none. */
    int room() {
        Http2Connection.Endpoint<?> own = connection().local();
        return retired || !open || !opened().channel().isActive() ? 0 : own.maxActiveStreams() - own.numActiveStreams();
    }

    /** How many requests it carries. */
    int carried() {
        return streams.size();
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
        streams.add(id, next);
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
        streams.notOpened(id);
    }

    /** Resets the stream: nobody waits for it. From a connection that is dead no more will come to any request. */
    @Override
    public void gaveUp(Request late) {
        if (reads == late.mark) {
            retire();
        }
        if (streams.carries(late.stream)) {
            ChannelHandlerContext to = opened();
            resetStream(to, late.stream, Http2Error.CANCEL.code(), to.newPromise());
            flush(to);
        }
    }

    /** It takes no more requests, and is closed after the last that it carries. */
    void retire() {
        if (!retired) {
            retired = true;
            pool.gone(opened().channel(), this);
        }
        closeIfOver();
    }

    boolean isRetired() {
        return retired;
    }

    /** What has ended it, or will; {@code null}: nothing has been thrown. */
    @Nullable Throwable thrown() {
        return thrown;
    }

    /** The server has said how many streams it takes at once: with that the connection is open. */
    void settingsRead(ChannelHandlerContext ctx) {
        if (!open) {
            open = true;
            pool.opened(ctx.channel(), this);
        } else if (!retired) {
            pool.free(this);
        }
    }

    /** Closes it, once it is retired and its last request has ended. */
    void closeIfOver() {
        if (retired && streams.size() == 0 && context != null) {
            context.close();
        }
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
        streams.failed(stream.streamId(), cause);
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
}
