package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that fail at once, within the call that is to make them. */
@Timeout(60)
class HttpTransportTest {

    private static final int REQUESTS = 20;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) group.next();
    private final List<Channel> made = new CopyOnWriteArrayList<>();
    private final Recording recording = new Recording();
    private final Requests requests =
            new Requests(recording, new WallClock(0, 0), System::nanoTime, TimeUnit.SECONDS.toNanos(10));

    private final Bootstrap bootstrap = new Bootstrap()
            .group(loop)
            .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
            .channelFactory(() -> {
                Channel channel = new NioSocketChannel();
                made.add(channel);
                return channel;
            });

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private void send() {
        HttpTransport transport = new HttpTransport(
                bootstrap, loop, requests, problem -> {}, 1_000, true, pool -> new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {}
                });
        for (int i = 0; i < REQUESTS; i++) {
            transport.send(requests.due(System.nanoTime(), 0));
        }
    }

    /** As where the run has ended while the load stood still. */
    @Test
    void aLoopThatEndsOpensNoConnection() throws Exception {
        loop.submit(() -> {
                    group.shutdownGracefully(0, 10, TimeUnit.SECONDS);
                    send();
                })
                .get(10, TimeUnit.SECONDS);

        assertThat(made).isEmpty();
    }

    @Test
    void aConnectionThatFailsAtOnceTakesOneRequestWithItAndIsClosed() throws Exception {
        bootstrap.resolver(new NoAddresses());
        loop.submit(this::send).get(10, TimeUnit.SECONDS);
        loop.submit(() -> {}).get(10, TimeUnit.SECONDS);

        assertThat(recording.outcomes()).hasSize(REQUESTS);
        assertThat(made).hasSizeLessThanOrEqualTo(REQUESTS + HttpTransport.MOST_SHARED);
        assertThat(made).noneMatch(Channel::isOpen);
    }

    private static final class NoAddresses extends AddressResolverGroup<SocketAddress> {
        @Override
        protected AddressResolver<SocketAddress> newResolver(EventExecutor executor) {
            throw new UnsupportedOperationException("no addresses");
        }
    }
}
