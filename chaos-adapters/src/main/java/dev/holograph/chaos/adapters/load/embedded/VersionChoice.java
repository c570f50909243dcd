package dev.holograph.chaos.adapters.load.embedded;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the handshake of TLS, and then lets the version of HTTP be spoken that client and server have agreed on by
 * ALPN (RFC 7301).
 */
final class VersionChoice extends ChannelInboundHandlerAdapter {

    private final BiConsumer<Channel, String> agreed;
    private @Nullable Throwable thrown;

    /** @param agreed takes the name of the protocol; an empty one where the server knows no ALPN */
    VersionChoice(BiConsumer<Channel, String> agreed) {
        this.agreed = agreed;
    }

    /** Why it is being closed; {@code null} if nobody said why. */
    @Nullable Throwable thrown() {
        return thrown;
    }

    /** Comes before anything that the server sends after the handshake. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent over && over.isSuccess()) {
            agreed.accept(ctx.channel(), TlsLayer.protocol(ctx.channel()));
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        thrown = thrown == null ? cause : thrown;
        ctx.close();
    }
}
