package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: sends frames, and finds the frame that an answer is for by the id in it. A message without one answers
 * nothing: a server may say things that nobody asked for. Where a frame gets no answer, though, and a message without an
 * id came while it waited, that message is what its report shows.
 */
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements Request.Carrier {

    private final WebSocketLane lane;
    private final WebSocketLane.Client client;

    /** By number. Also those given up: an answer that comes late is no outcome any more, but it is an acknowledgement. */
    private final Map<Long, Request> unanswered = new HashMap<>();

    private @Nullable ChannelHandlerContext context;
    private int sent;
    private int awaited;
    private boolean finishing;
    private @Nullable Failure ending;

    /** How many messages came that carry no id of this load, and the beginning of the last one. */
    private int strays;

    private @Nullable String stray;

    /** The first so many of them explain frames that were given up. */
    private int explained;

    WebSocketConnection(WebSocketLane lane, WebSocketLane.Client client) {
        this.lane = lane;
        this.client = client;
    }

    /** Whether a frame would go out now: a peer that has stopped reading must not fill this machine's memory. */
    boolean takesMore() {
        return context != null && context.channel().isWritable();
    }

    int sent() {
        return sent;
    }

    void write(Request request) {
        ChannelHandlerContext to = open();
        Template message = client.messages().get(request.kind);
        String[] values = message.values(request.number, client.ids().id(request.number));
        ByteBuf text = to.alloc().buffer(message.length(values));
        message.write(values, text);
        request.carrier = this;
        request.mark = strays;
        unanswered.put(request.number, request);
        awaited++;
        sent++;
        to.write(new TextWebSocketFrame(text), to.voidPromise());
    }

    void flush() {
        open().flush();
    }

    /** No more frames: closes as soon as nobody waits for an answer. */
    void finish() {
        finishing = true;
        flush();
        closeIfFinished();
    }

    @Override
    public Failure silence(Request request) {
        int next = Math.max(explained, request.mark);
        if (strays <= next) {
            return Failure.of(Kind.ANSWER_TIMEOUT);
        }
        explained = next + 1;
        return new Failure(FailureReason.of(Kind.WRONG_ID), stray);
    }

    @Override
    public void gaveUp(Request request) {
        awaited--;
        closeIfFinished();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            context = ctx;
            if (client.firstMessage() != null) {
                ctx.write(new TextWebSocketFrame(client.firstMessage()), ctx.voidPromise());
            }
            lane.ready(this);
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            ending = Failure.of(Kind.CONNECT_TIMEOUT);
        } else if (event instanceof SslHandshakeCompletionEvent over && !over.isSuccess() && ending == null) {
            ending = Failure.of(over.cause());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        String id = client.answerId().in(frame.content().toString(StandardCharsets.UTF_8));
        if (id == null || client.ids().number(id) < 0) {
            strays++;
            stray = client.samples().of(frame.content());
        }
        Request request = id == null ? null : unanswered.remove(client.ids().number(id));
        if (id == null || request == null) {
            return;
        }
        client.requests().acknowledged(id);
        if (!request.settled) {
            awaited--;
            client.requests().answered(request);
            closeIfFinished();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        lane.pump();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        ending = ending == null ? Failure.of(thrown) : ending;
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Failure why = ending == null ? Failure.of(Kind.CLOSED) : ending;
        if (context == null) {
            lane.refused(why);
        }
        lane.lost(this, finishing);
        List.copyOf(unanswered.values()).forEach(request -> client.requests().lost(request, why));
        unanswered.clear();
    }

    private void closeIfFinished() {
        if (finishing && awaited == 0) {
            open().close();
        }
    }

    private ChannelHandlerContext open() {
        if (context == null) {
            throw new IllegalStateException("the WebSocket is not open yet");
        }
        return context;
    }
}
