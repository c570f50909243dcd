package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.Expectation;
import dev.holograph.chaos.adapters.http.LenientHttp;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client of a WebSocket: the frames that are due for it, and the connection that it has at present. A frame stays
 * with its client, as it does in a browser: it waits for this connection and does not move to another one.
 */
final class WebSocketLane {

    private static final int RECONNECT_MILLIS = 250;
    private static final int LONGEST_HANDSHAKE = 64 * 1024;

    /**
     * What all lanes of a load share.
     *
     * @param framesPerConnection 0: a connection is never renewed
     * @param firstMessage the text of a frame that each connection begins with
     * @param messages by {@link Request#kind}
     * @param expectation what an answer must hold beside its id
     * @param problems takes what this machine, and not the system, lacked
     */
    record Client(
            Bootstrap bootstrap,
            EventLoop loop,
            TlsLayer tls,
            WebSocketClientProtocolConfig config,
            int framesPerConnection,
            @Nullable String firstMessage,
            List<Template> messages,
            AnswerId answerId,
            Expectation expectation,
            Ids ids,
            AnswerSample samples,
            Requests requests,
            Consumer<String> problems) {}

    private final Client client;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> firstTry = new CompletableFuture<>();

    /** Also those that are finishing after their last frame. */
    private final Set<Channel> channels = new HashSet<>();

    private @Nullable WebSocketConnection connection;
    private boolean closed;

    /** Why the last try to open a connection failed; {@code null} if it did not. */
    private @Nullable Failure refusal;

    WebSocketLane(Client client) {
        this.client = client;
    }

    CompletableFuture<Void> open() {
        connect();
        return firstTry;
    }

    void send(Request request) {
        while (!waiting.isEmpty() && waiting.peek().settled) {
            waiting.remove();
        }
        waiting.add(request);
        pump();
    }

    /** Sends what waits, as far as the connection takes it. */
    void pump() {
        WebSocketConnection at = connection;
        if (at == null) {
            return;
        }
        int most = client.framesPerConnection();
        while (!waiting.isEmpty() && at.takesMore()) {
            Request request = waiting.remove();
            if (request.settled) {
                continue;
            }
            at.write(request);
            if (at.sent() == most) {
                connection = null;
                at.finish();
                connect();
                return;
            }
        }
        at.flush();
    }

    void ready(WebSocketConnection made) {
        connection = made;
        refusal = null;
        firstTry.complete(null);
        pump();
    }

    /** Why a frame that is due was not sent: what kept this client from a connection, or that it takes no more. */
    Failure obstacle() {
        if (connection != null) {
            return Failure.of(Kind.UNSENT);
        }
        return refusal == null ? Failure.of(Kind.CONNECT_TIMEOUT) : refusal;
    }

    /** A connection was closed before its handshake was over. */
    void refused(Failure why) {
        refusal = why;
    }

    /** @param finishing it had its last frame, and another one took its place */
    void lost(WebSocketConnection gone, boolean finishing) {
        if (connection == gone) {
            connection = null;
        }
        if (!finishing) {
            reconnect();
        }
    }

    void close() {
        closed = true;
        connection = null;
        // Closing one takes it out of the set; one that could not even be made cannot be closed.
        channels.stream().filter(Channel::isRegistered).toList().forEach(Channel::close);
    }

    private void connect() {
        if (closed) {
            return;
        }
        ChannelFuture made = client.bootstrap().clone().handler(pipeline()).connect();
        Channel channel = made.channel();
        channels.add(channel);
        made.addListener(tried -> {
            if (tried.isSuccess()) {
                channel.closeFuture().addListener(over -> channels.remove(channel));
            } else if (client.loop().inEventLoop()) {
                refused(channel, tried.cause());
            } else { // no channel could be made, e.g. for want of file descriptors: Netty says so from another thread
                client.loop().execute(() -> refused(channel, tried.cause()));
            }
        });
    }

    private void refused(Channel channel, Throwable cause) {
        channels.remove(channel);
        if (channel.isRegistered()) {
            channel.close(); // Netty leaves it open where its address could not be resolved
        }
        refusal = Failure.of(cause);
        GeneratorLimits.problem(cause).ifPresent(client.problems());
        reconnect();
    }

    private ChannelHandler pipeline() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                client.tls().addTo(channel);
                channel.pipeline()
                        .addLast(
                                new HttpClientCodec(LenientHttp.decoderConfig(), false, false),
                                new HttpObjectAggregator(LONGEST_HANDSHAKE),
                                new WebSocketClientProtocolHandler(client.config()),
                                new WebSocketFrameAggregator(AnswerId.LONGEST_ANSWER),
                                new WebSocketConnection(WebSocketLane.this, client));
            }
        };
    }

    private void reconnect() {
        firstTry.complete(null);
        if (!closed) {
            client.loop().schedule(this::connect, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
