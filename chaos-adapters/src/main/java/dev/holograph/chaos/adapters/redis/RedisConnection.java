package dev.holograph.chaos.adapters.redis;

import dev.holograph.chaos.spi.DriverException;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One short connection to a Redis. Its messages name the place they are given, never the URL with its password. */
public final class RedisConnection implements AutoCloseable {

    /** The same as a number, which a driver that is only made can have without this class and Lettuce being loaded. */
    public static final int ANSWERS_WITHIN_SECONDS = 10;

    /** For all that is asked while a run can wait. */
    public static final Duration ANSWERS_WITHIN = Duration.ofSeconds(ANSWERS_WITHIN_SECONDS);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 5;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String place;

    private RedisConnection(RedisClient client, StatefulRedisConnection<String, String> connection, String place) {
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
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .socketOptions(SocketOptions.builder().connectTimeout(connect).build())
                .sslOptions(SslOptions.builder().handshakeTimeout(connect).build())
                .build());
        try {
            return new RedisConnection(client, connect(client), address.place());
        } catch (RedisException e) {
            shutDown(client);
            throw problem(address.place() + " cannot be reached", answers, e);
        }
    }

    /**
     * Connects, once more where the client lost a race of its own: if a server that refuses the handshake closes the
     * connection early, Lettuce 7.7 at times finds its handler gone, and reports that in place of the refusal.
     */
    private static StatefulRedisConnection<String, String> connect(RedisClient client) {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.connect();
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
            throw problem(place + " cannot be reached", connection.getTimeout(), e);
        }
    }

    public StatefulRedisConnection<String, String> raw() {
        return connection;
    }

    /** @param what is asked, for messages */
    public <T> T ask(String what, Function<RedisCommands<String, String>, T> question)
            throws DriverException, InterruptedException {
        try {
            return question.apply(connection.sync());
        } catch (RedisException e) {
            throw problem(place + " did not carry out " + what, connection.getTimeout(), e);
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
        shutDown(client);
    }

    private static void shutDown(RedisClient client) {
        // Not waited for: the fault is over, and an interrupted thread could not wait.
        client.shutdownAsync(0, CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param within how long each answer was waited for; the client itself tells that in nanoseconds */
    private static DriverException problem(String what, Duration within, RedisException e) throws InterruptedException {
        // While it connects, the client reports an interrupt as a failure and keeps the thread's flag.
        if (e instanceof RedisCommandInterruptedException || Thread.interrupted()) {
            throw new InterruptedException("interrupted while Redis was asked");
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
