package dev.holograph.chaos.adapters.redis;

import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.SocketAddressResolver;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One short connection to a Redis. Its messages name the place they are given, never the URL with its password. */
public final class RedisConnection implements AutoCloseable {

    /** The same as a number, which a driver that is only made can have without this class and Lettuce being loaded. */
    public static final int ANSWERS_WITHIN_SECONDS = 10;

    /** For all commands for which a run can wait. */
    public static final Duration ANSWERS_WITHIN = Duration.ofSeconds(ANSWERS_WITHIN_SECONDS);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 5;

    private final Client client;
    private final StatefulRedisConnection<String, String> connection;
    private final String place;

    /** @param resources of its own, where it does not connect to its URL's host; {@code null}: it has made them itself */
    private record Client(RedisClient redis, @Nullable ClientResources resources, String host) {
        void shutDown() {
            // Not waited for: the fault is over, and an interrupted thread could not wait. The resources end after the
            // client, which tells its event loop of closed connections: Netty logs an error if that has ended.
            CompletableFuture<Void> closed = redis.shutdownAsync(0, CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (resources != null) {
                closed.whenComplete(
                        (done, failure) -> resources.shutdown(0, CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
            }
        }
    }

    private RedisConnection(Client client, StatefulRedisConnection<String, String> connection, String place) {
        this.client = client;
        this.connection = connection;
        this.place = place;
    }

    /**
     * Connects.
     *
     * @param within the longest wait for each answer
     * @throws UnreachableException if nobody answered
     * @throws DriverException if the user or the password is wrong
     */
    public static RedisConnection open(RedisAddress address, Duration within)
            throws DriverException, InterruptedException {
        // To the client, no time at all is no limit.
        Duration answers = within.compareTo(SHORTEST) < 0 ? SHORTEST : within;
        RedisURI uri = RedisURI.builder(address.uri()).withTimeout(answers).build();
        Duration connect = answers.compareTo(CONNECTS_WITHIN) < 0 ? answers : CONNECTS_WITHIN;
        ClientOptions options = ClientOptions.builder()
                .autoReconnect(false)
                .socketOptions(SocketOptions.builder().connectTimeout(connect).build())
                .sslOptions(uri.isSsl() ? ssl(address, connect) : SslOptions.create())
                .build();
        Client client = client(uri, address.through());
        client.redis().setOptions(options);
        try {
            return new RedisConnection(client, connect(client), address.place());
        } catch (RedisException e) {
            client.shutDown();
            throw problem(address.place() + " cannot be reached", uri.getHost(), answers, e);
        }
    }

    private static SslOptions ssl(RedisAddress address, Duration connect) throws DriverException {
        TlsClient tls = TlsClient.of(address.tls());
        return SslOptions.builder()
                .jdkSslProvider()
                .handshakeTimeout(connect)
                .sslContext(context -> {
                    context.trustManager(tls.trustManager());
                    if (tls.keyManager() != null) {
                        context.keyManager(tls.keyManager());
                    }
                })
                .build();
    }

    /** Through a proxy the name that is asked for, and that the certificate must be for, stays the URL's own. */
    private static Client client(RedisURI uri, @Nullable Endpoint through) {
        if (through == null) {
            return new Client(RedisClient.create(uri), null, uri.getHost());
        }
        ClientResources resources = ClientResources.builder()
                .socketAddressResolver(new SocketAddressResolver() {
                    @Override
                    public SocketAddress resolve(RedisURI asked) {
                        return named(asked.getHost(), through);
                    }
                })
                .build();
        return new Client(RedisClient.create(resources, uri), resources, uri.getHost());
    }

    private static SocketAddress named(String name, Endpoint through) {
        try {
            byte[] address = InetAddress.getByName(through.host()).getAddress();
            return new InetSocketAddress(InetAddress.getByAddress(name, address), through.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a proxy listens on an address, not on '" + through.host() + "'", e);
        }
    }

    /**
     * Connects, once more where the client lost a race of its own: if a server that refuses the handshake closes the
     * connection early, Lettuce 7.7 at times finds its handler gone, and reports that in place of the refusal.
     */
    private static StatefulRedisConnection<String, String> connect(Client client) {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.redis().connect();
            } catch (RedisException e) {
                if (attempt == ATTEMPTS || !lostItsHandler(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean lostItsHandler(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("RedisHandshakeHandler not registered")) {
                return true;
            }
        }
        return false;
    }

    public String place() {
        return place;
    }

    /** A second one to the same Redis, closed with this one. */
    public StatefulRedisConnection<String, String> another() throws DriverException, InterruptedException {
        try {
            return connect(client);
        } catch (RedisException e) {
            throw problem(place + " cannot be reached", client.host(), connection.getTimeout(), e);
        }
    }

    public StatefulRedisConnection<String, String> raw() {
        return connection;
    }

    /** @param what is asked, for messages */
    public <T> T ask(String what, Function<RedisCommands<String, String>, T> query)
            throws DriverException, InterruptedException {
        try {
            return query.apply(connection.sync());
        } catch (RedisException e) {
            throw problem(place + " did not carry out " + what, client.host(), connection.getTimeout(), e);
        }
    }

    /** A section of {@code INFO}. */
    public Map<String, String> info(String section) throws DriverException, InterruptedException {
        return fields(ask("INFO", redis -> redis.info(section)));
    }

    /** The lines {@code name:value} of an {@code INFO}. */
    public static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    @Override
    public void close() {
        client.shutDown();
    }

    /** @param within how long each answer was waited for; the client itself tells that in nanoseconds */
    private static DriverException problem(String what, String host, Duration within, RedisException e)
            throws InterruptedException {
        // While it connects, the client reports an interrupt as a failure and keeps the thread's flag.
        if (e instanceof RedisCommandInterruptedException || Thread.interrupted()) {
            throw new InterruptedException("interrupted while querying Redis");
        }
        Optional<TlsProblem> tls = TlsFailure.problem(e);
        if (tls.isPresent()) {
            return new DriverException(
                    what + ": TLS handshake failed: " + tls.get().text() + "; " + TlsFailure.advice(tls.get(), host));
        }
        Throwable cause = e instanceof RedisConnectionException && e.getCause() != null ? e.getCause() : e;
        String message = what + ": "
                + (cause instanceof RedisCommandTimeoutException
                        ? "no answer came within " + shown(within)
                        : cause.getMessage());
        if (isAnswer(cause)) {
            return new DriverException(message + "; see that its URL has the right user and password, and that the user"
                    + " may use this command");
        }
        return new UnreachableException(message + "; see that it runs, and that its URL is right");
    }

    private static String shown(Duration within) {
        long millis = within.toMillis();
        return millis < 950
                ? millis + " ms"
                : BigDecimal.valueOf(Math.round(millis / 100.0), 1)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " s";
    }

    /** Whether Redis itself said no. */
    private static boolean isAnswer(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException) {
                return true;
            }
        }
        return false;
    }
}
