package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts TLS under the connections of a load, where its target is reached by it. Its sessions are resumed. */
final class TlsLayer {

    private final @Nullable TlsClient client;
    private final Endpoint own;
    private final int handshakeMillis;
    private final List<String> protocols;

    private TlsLayer(@Nullable TlsClient client, Endpoint own, int handshakeMillis, List<String> protocols) {
        this.client = client;
        this.own = own;
        this.handshakeMillis = handshakeMillis;
        this.protocols = protocols;
    }

    /**
     * @param handshakeMillis after so long a handshake has failed
     * @throws DriverException if a file that the target names cannot be used
     */
    static TlsLayer of(HttpAddress target, int handshakeMillis) throws DriverException {
        Tls tls = target.tls();
        return new TlsLayer(tls == null ? null : TlsClient.of(tls), target.own(), handshakeMillis, List.of());
    }

    /** The same, with these protocols offered by ALPN, the one wanted most first. */
    TlsLayer offering(List<String> names) {
        return new TlsLayer(client, own, handshakeMillis, names);
    }

    /** Whether connections speak TLS. */
    boolean isThere() {
        return client != null;
    }

    /** As the first handler of a new connection. */
    void addTo(Channel channel) {
        if (client != null) {
            SslHandler handler = new SslHandler(client.engine(own.host(), own.port(), protocols));
            handler.setHandshakeTimeoutMillis(handshakeMillis);
            channel.pipeline().addLast(handler);
        }
    }

    /** What was agreed on by ALPN, once the handshake is over; empty: nothing. */
    static String protocol(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        String agreed = handler == null ? null : handler.engine().getApplicationProtocol();
        return agreed == null ? "" : agreed;
    }

    /** When the handshake of a connection is over; {@code null}: it has none. */
    static @Nullable Future<Channel> handshake(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        return handler == null ? null : handler.handshakeFuture();
    }
}
