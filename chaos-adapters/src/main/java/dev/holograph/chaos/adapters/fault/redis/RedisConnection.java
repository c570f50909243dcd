package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One short connection to a Redis. Its messages name the place they are given, never the URL with its password. */
final class RedisConnection implements AutoCloseable {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(1);

    /** A line of {@code INFO keyspace}: {@code db0:keys=12,expires=0,avg_ttl=0}. */
    private static final Pattern KEYS = Pattern.compile("^db\\d+:keys=(\\d+)", Pattern.MULTILINE);

    private final RedisClient client;
    private final RedisCommands<String, String> commands;
    private final String place;

    /** How many keys there were, in all databases. */
    record Flushed(long before, long after) {}

    private RedisConnection(RedisClient client, RedisCommands<String, String> commands, String place) {
        this.client = client;
        this.commands = commands;
        this.place = place;
    }

    /** @param place for messages */
    static RedisConnection open(String url, String place) throws DriverException, InterruptedException {
        RedisURI uri;
        try {
            uri = RedisURI.create(url);
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message may hold the URL.
            throw new DriverException(
                    place + ": its URL is none that Redis clients understand; write redis://host:port");
        }
        uri.setTimeout(ANSWERS_WITHIN);
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECTS_WITHIN).build())
                .build());
        try {
            return new RedisConnection(client, client.connect().sync(), place);
        } catch (RedisException e) {
            shutDown(client);
            throw problem(place + " cannot be reached", e);
        }
    }

    /** Deletes everything, and counts in the same transaction, so that no write comes in between. */
    Flushed flushAll() throws DriverException, InterruptedException {
        try {
            commands.multi();
            commands.info("keyspace");
            commands.flushall();
            commands.info("keyspace");
            TransactionResult result = commands.exec();
            return new Flushed(keys(result.get(0)), keys(result.get(2)));
        } catch (RedisException e) {
            throw problem(place + " did not carry out FLUSHALL", e);
        }
    }

    @Override
    public void close() {
        shutDown(client);
    }

    private static void shutDown(RedisClient client) {
        // Not waited for: the fault is over, and an interrupted thread could not wait.
        client.shutdownAsync(0, CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static long keys(Object info) {
        Matcher matcher = KEYS.matcher(String.valueOf(info));
        long keys = 0;
        while (matcher.find()) {
            keys += Long.parseLong(matcher.group(1));
        }
        return keys;
    }

    private static DriverException problem(String what, RedisException e) throws InterruptedException {
        // While it connects, the client reports an interrupt as a failure and keeps the thread's flag.
        if (e instanceof RedisCommandInterruptedException || Thread.interrupted()) {
            throw new InterruptedException("interrupted while Redis was asked");
        }
        Throwable cause = e instanceof RedisConnectionException && e.getCause() != null ? e.getCause() : e;
        return new DriverException(what + ": " + cause.getMessage()
                + "; see that it runs, and that its URL has the right user and password");
    }
}
