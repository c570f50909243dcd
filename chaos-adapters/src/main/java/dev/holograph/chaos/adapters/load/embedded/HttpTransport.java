package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over connections that are kept alive: a request takes the one that was used last, opens another where there
 * is none, and waits its turn where there are as many as there may be.
 */
final class HttpTransport implements Transport {

    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final Requests requests;
    private final Consumer<String> problems;
    private final int maxConnections;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final Set<Channel> channels = new HashSet<>();

    /** Since when each connection that is not open yet has been waited for. */
    private final Map<Channel, Long> connecting = new LinkedHashMap<>();

    private boolean closed;

    /** @param problems takes what this machine, and not the system, lacked */
    HttpTransport(
            Bootstrap bootstrap,
            EventLoop loop,
            Requests requests,
            Consumer<String> problems,
            int maxConnections,
            Function<HttpTransport, ChannelInitializer<Channel>> pipeline) {
        this.bootstrap = bootstrap.clone().handler(pipeline.apply(this));
        this.loop = loop;
        this.requests = requests;
        this.problems = problems;
        this.maxConnections = maxConnections;
        requests.obstacles(request -> Failure.of(waitsToConnect(request) ? Kind.CONNECT_TIMEOUT : Kind.UNSENT));
    }

    /** Whether it has waited for a connection to open for longer than for one to become free. */
    private boolean waitsToConnect(Request request) {
        long now = System.nanoTime();
        return connecting.values().stream().anyMatch(since -> since - request.due < now - since);
    }

    /** Connections are opened by the requests that need them. */
    @Override
    public CompletableFuture<Void> open() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void send(Request request) {
        HttpConnection free = idle.poll();
        if (free != null) {
            free.send(request);
        } else {
            waiting.add(request);
            connectForWaiting();
        }
    }

    /** This connection can take a request. */
    void free(HttpConnection connection) {
        Request next = nextWaiting();
        if (next != null) {
            connection.send(next);
        } else {
            idle.push(connection);
        }
    }

    /** This connection is no more. */
    void gone(HttpConnection connection) {
        idle.remove(connection);
    }

    @Override
    public void close() {
        closed = true;
        // Closing one takes it out of the set; one that could not even be made cannot be closed.
        channels.stream().filter(Channel::isRegistered).toList().forEach(Channel::close);
    }

    private void connectForWaiting() {
        while (!waiting.isEmpty() && waiting.peek().settled) {
            waiting.remove();
        }
        while (!closed && connecting.size() < waiting.size() && channels.size() < maxConnections) {
            connect();
        }
    }

    private void connect() {
        ChannelFuture made = bootstrap.connect();
        Channel channel = made.channel();
        connecting.put(channel, System.nanoTime());
        channels.add(channel);
        made.addListener(tried -> inLoop(() -> {
            if (tried.isSuccess()) {
                channel.closeFuture().addListener(over -> forget(channel));
                connected(channel);
            } else {
                connecting.remove(channel);
                refused(tried.cause());
                forget(channel);
            }
        }));
    }

    /** Where TLS is spoken, a connection is open once that is. */
    private void connected(Channel channel) {
        HttpConnection connection = channel.pipeline().get(HttpConnection.class);
        Future<Channel> handshake = TlsLayer.handshake(channel);
        if (handshake == null) {
            connecting.remove(channel);
            free(connection);
            return;
        }
        handshake.addListener(over -> inLoop(() -> {
            connecting.remove(channel);
            if (over.isSuccess()) {
                free(connection);
            } else {
                // What ended the connection says more than that the handshake was not over.
                refused(connection.thrown() == null ? over.cause() : connection.thrown());
                channel.close();
            }
        }));
    }

    /** The request for which this connection was to be: it meets what a client meets that calls now. */
    private void refused(Throwable cause) {
        GeneratorLimits.problem(cause).ifPresent(problems);
        Request unlucky = nextWaiting();
        if (unlucky != null) {
            requests.lost(unlucky, Failure.of(cause));
        }
    }

    private void forget(Channel channel) {
        channels.remove(channel);
        connectForWaiting();
    }

    /** A channel that could not even be made (no file descriptors left) says so from a thread of Netty's own. */
    private void inLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private @Nullable Request nextWaiting() {
        Request next = waiting.poll();
        while (next != null && next.settled) {
            next = waiting.poll();
        }
        return next;
    }
}
