package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** The way to one target: a listener on loopback, its connections, and the impairments in force on them. */
final class Gateway {

    private static final int CONNECT_WITHIN_MILLIS = 10_000;

    /** One full read may wait to be written and the next be on its way before the source is paused. */
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final ScheduledExecutorService timer;
    private final InetSocketAddress upstream;
    private final Channel listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final Map<String, Impairment> byName = new LinkedHashMap<>();
    private volatile List<Impairment> inForce = List.of();

    /**
     * @param port to listen on; 0: any free one
     * @throws DriverException if it cannot listen
     */
    Gateway(String target, Endpoint upstream, int port, EventLoopGroup loops, ScheduledExecutorService timer)
            throws DriverException {
        this.timer = timer;
        this.upstream = new InetSocketAddress(upstream.host(), upstream.port());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .childHandler(initializer(this::accepted))
                .bind(InetAddress.getLoopbackAddress(), port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new DriverException(
                    "the proxy for target '" + target + "' cannot listen on 127.0.0.1" + (port == 0 ? "" : ":" + port)
                            + ": " + bound.cause().getMessage() + "; is opening ports allowed here?",
                    bound.cause());
        }
        listener = bound.channel();
    }

    /** Where clients connect. */
    Endpoint address() {
        InetSocketAddress local = (InetSocketAddress) listener.localAddress();
        return new Endpoint(local.getAddress().getHostAddress(), local.getPort());
    }

    /** The names of the faults in force. */
    synchronized List<String> faults() {
        return List.copyOf(byName.keySet());
    }

    int connections() {
        return connections.size();
    }

    /** How many connections have ever come. */
    long accepted() {
        return accepted.get();
    }

    /** Puts a fault in force on open and new connections; replaces one of the same name. In force when all are done. */
    synchronized List<Future<?>> impair(String name, Impairment impairment) {
        byName.put(name, impairment);
        return spread();
    }

    /** Takes a fault away, if there is one of this name. Gone from every connection when all are done. */
    synchronized List<Future<?>> heal(String name) {
        return byName.remove(name) == null ? List.of() : spread();
    }

    /** Resets all open connections; they are when all are done. */
    List<Future<?>> reset() {
        List<Future<?>> pending = new ArrayList<>();
        connections.forEach(connection -> pending.add(connection.reset()));
        return pending;
    }

    /** Stops listening and ends all connections. */
    void close() {
        listener.close().awaitUninterruptibly();
        reset();
    }

    private List<Future<?>> spread() {
        List<Impairment> now = List.copyOf(byName.values());
        // Published before the connections are gone through: one that opens meanwhile is in the set or sees the list.
        inForce = now;
        boolean accepts = now.stream().noneMatch(Impairment::stopsAccepting);
        List<Future<?>> pending = new ArrayList<>();
        pending.add(listener.eventLoop().submit(() -> listener.config().setAutoRead(accepts)));
        connections.forEach(connection -> pending.add(connection.bring(now)));
        return pending;
    }

    private void accepted(SocketChannel client) {
        Connection connection = new Connection(client, timer);
        connections.add(connection);
        accepted.incrementAndGet();
        ChannelFuture connecting = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_WITHIN_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .handler(initializer(channel -> {}))
                .connect(upstream);
        // Not before both are closed: stages may still hold what the one that is closed has said last.
        client.closeFuture()
                .addListener(
                        one -> connecting.channel().closeFuture().addListener(both -> connections.remove(connection)));
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connection.resetNow();
            } else if (client.isOpen()) {
                connection.join((DuplexChannel) connecting.channel(), inForce);
            } else {
                connecting.channel().close();
            }
        });
    }

    private interface OnChannel {
        void opened(SocketChannel channel);
    }

    private static ChannelHandler initializer(OnChannel onChannel) {
        return new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                onChannel.opened(channel);
            }
        };
    }
}
