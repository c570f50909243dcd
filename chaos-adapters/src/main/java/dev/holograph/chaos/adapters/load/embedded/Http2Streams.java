package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/** The streams of one HTTP/2 connection: what its frames bring to the requests on them, and how each of these ends. */
final class Http2Streams extends Http2EventAdapter {

    /** A server that refuses streams for good gets no more of them. */
    private static final int MOST_RETURNS = 5;

    private final SharedConnection connection;
    private final HttpTransport pool;
    private final HttpConnection.Client client;
    private final IntObjectMap<Http2Exchange> exchanges = new IntObjectHashMap<>();
    private boolean spoke;

    /** Streams beyond this one were not taken, once the server has said so. */
    private int lastTaken = Integer.MAX_VALUE;

    Http2Streams(SharedConnection connection, HttpTransport pool, HttpConnection.Client client) {
        this.connection = connection;
        this.pool = pool;
        this.client = client;
    }

    /** How many carry a request. */
    int size() {
        return exchanges.size();
    }

    boolean carries(int id) {
        return exchanges.containsKey(id);
    }

    void add(int id, Request request) {
        exchanges.put(id, new Http2Exchange(request, client));
    }

    /** A request could not be written. If its stream was never opened, nothing else will end it. */
    void notOpened(int id) {
        Http2Exchange exchange = connection.connection().stream(id) == null ? exchanges.remove(id) : null;
        if (exchange != null) {
            exchange.notTaken();
            settle(exchange);
        }
    }

    /** What the server sends on a stream is against the protocol. */
    void failed(int id, Throwable cause) {
        Http2Exchange exchange = exchanges.get(id);
        if (exchange != null && !exchange.hasFailed()) {
            exchange.fail(cause);
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        connection.settingsRead(ctx);
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
        Http2Exchange exchange = exchanges.get(streamId);
        if (exchange == null) {
            return;
        }
        if (!exchange.hasBegun()) {
            if (!exchange.begin(headers)) {
                return;
            }
            if (!spoke) {
                spoke = true;
                client.requests().spoke(SharedConnection.VERSION);
            }
        }
        if (last && read(ctx, streamId, exchange, Unpooled.EMPTY_BUFFER, true)) {
            end(ctx, streamId, exchange);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last) {
        Http2Exchange exchange = exchanges.get(streamId);
        int processed = data.readableBytes() + padding;
        if (exchange != null && read(ctx, streamId, exchange, data, last) && last) {
            end(ctx, streamId, exchange);
        }
        return processed;
    }

    /** Reads a part of a body. @return whether it can be used */
    private boolean read(ChannelHandlerContext ctx, int streamId, Http2Exchange exchange, ByteBuf part, boolean last) {
        try {
            exchange.add(part, last, ctx.alloc());
            return true;
        } catch (IllegalArgumentException | CodecException e) {
            exchange.fail(e);
            connection.resetStream(ctx, streamId, Http2Error.CANCEL.code(), ctx.newPromise());
            return false;
        }
    }

    /** What is left of the request, whose answer is whole, is of no use to anybody. */
    private void end(ChannelHandlerContext ctx, int streamId, Http2Exchange exchange) {
        exchange.complete();
        Http2Stream stream = connection.connection().stream(streamId);
        if (stream != null && stream.state().localSideOpen()) {
            connection.resetStream(ctx, streamId, Http2Error.NO_ERROR.code(), ctx.newPromise());
        }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long code) {
        Http2Exchange exchange = exchanges.get(streamId);
        if (exchange != null && !exchange.isComplete()) {
            exchange.reset(code);
        }
    }

    /** Comes before the streams are closed that were not taken. */
    @Override
    public void onGoAwayReceived(int lastStreamId, long code, ByteBuf debugData) {
        lastTaken = lastStreamId;
        connection.retire();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Http2Exchange exchange = exchanges.remove(stream.id());
        if (exchange != null) {
            if (stream.id() > lastTaken && !exchange.hasBegun()) {
                exchange.notTaken();
            }
            settle(exchange);
        }
        connection.closeIfOver();
    }

    private void settle(Http2Exchange exchange) {
        exchange.close();
        if (exchange.isComplete()) {
            answered(exchange);
        } else {
            unanswered(exchange);
        }
    }

    private void answered(Http2Exchange exchange) {
        Request request = exchange.request();
        RedirectRule.Step redirect = exchange.answer().redirect(request);
        if (redirect != null && redirect.path() != null) {
            request.follow(redirect.path(), redirect.keepsMethod());
            pool.again(request);
            return;
        }
        Runnable outcome = exchange.answer().complete(request, redirect);
        pool.free(connection); // before the outcome is recorded: a closed user's next request takes it up at once
        outcome.run();
    }

    private void unanswered(Http2Exchange exchange) {
        Request request = exchange.request();
        Failure why = exchange.cutOff(connection.thrown());
        if (exchange.isUntaken() && !request.settled && request.returned < MOST_RETURNS) {
            // A server that takes some of them at a time makes headway, however often the others come back.
            request.returned += lastTaken > 0 && lastTaken < Integer.MAX_VALUE ? 0 : 1;
            request.carrier = null;
            pool.again(request);
        } else {
            client.requests().lost(request, why);
        }
        if (!connection.isRetired()) {
            pool.free(connection);
        }
    }
}
