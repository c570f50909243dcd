package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP over connections that are kept open. A request takes one that has nothing to do, opens another where there is
 * none, and waits its turn where there are as many as there may be. Connections by HTTP/2 carry many requests: of these
 * there are {@value #MOST_SHARED}, and more only where those are full.
 */
final class HttpTransport implements Transport {

    /**
     * With one alone a server's workers, or the pods behind a service, would not share the load; each more costs processor
     * time, since fewer requests go out in one record of TLS. Ten instead of four cost a third of the requests for each
     * CPU second (benchmarks/load).
     */
    static final int MOST_SHARED = 4;

    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final Requests requests;
    private final Consumer<String> problems;
    private final int maxConnections;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final List<SharedConnection> shared = new ArrayList<>();

    /** Connections that take requests, or will. */
    private final Set<Channel> channels = new HashSet<>();

    /** Connections that take no more requests. */
    private final Set<Channel> leaving = new HashSet<>();

    /** Since when each connection that is not open yet has been waited for. */
    private final Map<Channel, Long> connecting = new LinkedHashMap<>();

    /** Whether a connection may carry many requests: until the server shows otherwise, where HTTP/2 is offered to it. */
    private boolean shares;

    private boolean closed;

    /**
     * @param problems takes what this machine, and not the system, lacked
     * @param offersHttp2 whether connections may come to speak it
     */
    HttpTransport(
            Bootstrap bootstrap,
            EventLoop loop,
            Requests requests,
            Consumer<String> problems,
            int maxConnections,
            boolean offersHttp2,
            Function<HttpTransport, ChannelInitializer<Channel>> pipeline) {
        this.bootstrap = bootstrap.clone().handler(pipeline.apply(this));
        this.loop = loop;
        this.requests = requests;
        this.problems = problems;
        this.maxConnections = maxConnections;
        this.shares = offersHttp2;
        requests.obstacles(request -> Failure.of(waitsToConnect(request) ? Kind.CONNECT_TIMEOUT : Kind.UNSENT));
    }

    /** Whether it has waited for a connection to open for longer than for one to become free. */
    private boolean waitsToConnect(Request request) {
        if (shares && shared.isEmpty()) {
            return true; // one that opens takes all that wait
        }
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
        SharedConnection least = free == null ? leastBusy() : null;
        if (free != null) {
            free.send(request);
        } else if (least != null) {
            if (least.carried() > 0 && channels.size() < Math.min(MOST_SHARED, maxConnections)) {
                connect();
            }
            least.send(request);
        } else {
            waiting.add(request);
            connectForWaiting();
        }
    }

    private @Nullable SharedConnection leastBusy() {
        SharedConnection least = null;
        for (SharedConnection one : shared) {
            if (one.room() > 0 && (least == null || one.carried() < least.carried())) {
                least = one;
            }
        }
        return least;
    }

    /** The server has not taken it: it is as if it had never been sent, and comes before those that wait. */
    void again(Request request) {
        waiting.addFirst(request);
        SharedConnection least = leastBusy();
        if (least != null) {
            free(least);
        } else {
            connectForWaiting();
        }
    }

    /** It speaks, and takes requests from now on. */
    void opened(Channel channel, HttpConnection connection) {
        connecting.remove(channel);
        shares = false;
        free(connection);
        connectForWaiting();
    }

    /** The same of one by HTTP/2. */
    void opened(Channel channel, SharedConnection connection) {
        connecting.remove(channel);
        shares = true;
        shared.add(connection);
        free(connection);
    }

    /** It was closed before it took a request. */
    void failed(Channel channel, Failure why) {
        if (connecting.remove(channel) != null) {
            refused(why);
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

    /** This connection may be able to take requests. */
    void free(SharedConnection connection) {
        while (connection.room() > 0) {
            Request next = nextWaiting();
            if (next == null) {
                return;
            }
            connection.send(next);
        }
    }

    /** This connection is no more. */
    void gone(HttpConnection connection) {
        idle.remove(connection);
    }

    /** This connection takes no more requests. */
    void gone(Channel channel, SharedConnection connection) {
        shared.remove(connection);
        if (channels.remove(channel)) {
            leaving.add(channel);
        }
        connectForWaiting();
    }

    @Override
    public void close() {
        closed = true;
        // Closing one takes it out of its set; one that could not even be made cannot be closed.
        List<Channel> all = new ArrayList<>(channels);
        all.addAll(leaving);
        all.stream().filter(Channel::isRegistered).forEach(Channel::close);
    }

    private void connectForWaiting() {
        while (!closed && !loop.isShuttingDown() && needsAnother()) {
            connect();
        }
    }

    /** Asked before each connection: one that fails at once has taken a request with it. */
    private boolean needsAnother() {
        while (!waiting.isEmpty() && waiting.peek().settled) {
            waiting.remove();
        }
        int most = shares ? Math.min(MOST_SHARED, waiting.size()) : waiting.size();
        return connecting.size() < most && channels.size() < maxConnections;
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
                GeneratorLimits.problem(tried.cause()).ifPresent(problems);
                if (channel.isRegistered()) {
                    channel.close(); // Netty leaves it open where its address could not be resolved
                }
                failed(channel, Failure.of(tried.cause()));
                forget(channel);
            }
        }));
    }

    /** Where TLS is spoken, a connection is open once both sides have agreed on what to speak. */
    private void connected(Channel channel) {
        VersionChoice choice = channel.pipeline().get(VersionChoice.class);
        Future<Channel> handshake = TlsLayer.handshake(channel);
        if (handshake == null || choice == null) {
            opened(channel, channel.pipeline().get(HttpConnection.class));
            return;
        }
        handshake.addListener(over -> inLoop(() -> {
            if (over.isSuccess()) {
                // A server that speaks HTTP/2 must still say so.
                loop.schedule(() -> giveUpOpening(channel), openWithinMillis(), TimeUnit.MILLISECONDS);
            } else {
                // What ended the connection says more than that the handshake was not over.
                failed(channel, Failure.of(choice.thrown() == null ? over.cause() : choice.thrown()));
                channel.close();
            }
        }));
    }

    private int openWithinMillis() {
        return (Integer) Objects.requireNonNull(bootstrap.config().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS));
    }

    private void giveUpOpening(Channel channel) {
        if (connecting.containsKey(channel)) {
            failed(channel, Failure.of(Kind.CONNECT_TIMEOUT));
            channel.close();
        }
    }

    /** The request for which this connection was to be: it meets what a client meets that calls now. */
    private void refused(Failure why) {
        Request unlucky = nextWaiting();
        if (unlucky == null) {
            return;
        }
        if (why.reason().kind() == Kind.CONNECT_TIMEOUT && !requests.isOverdue(unlucky)) {
            waiting.addFirst(unlucky); // it began to wait later than this connection
        } else {
            requests.lost(unlucky, why);
        }
    }

    private void forget(Channel channel) {
        channels.remove(channel);
        leaving.remove(channel);
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
