package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Metrics;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Frames in Redis, as a help that may be missing at any time: no stage completes exceptionally, and
 * none takes longer than {@link #COMMAND_TIMEOUT}. A lost connection is made anew for ever.
 */
final class RedisCache implements Refill.Copy, AutoCloseable {
    /** A local Redis answers in well under a millisecond; the log answers in little more. */
    static final Duration COMMAND_TIMEOUT = Duration.ofMillis(250);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration DEAD = Duration.ofSeconds(5);

    /** A mark outlives a pause of its renderer, and does not stay for ever when that is gone. */
    private static final Duration MARK_LASTS = Duration.ofMinutes(1);

    private static final long RECONNECT_MILLIS = 250;
    private static final Logger LOG = System.getLogger(RedisCache.class.getName());

    private final CompletableFuture<RedisClient> client;
    private final RedisURI uri;
    private final Metrics metrics;
    private final Breaker breaker = new Breaker(REST, DEAD, System::nanoTime);
    private final Executor later = CompletableFuture.delayedExecutor(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile boolean closed;

    /** Starts to connect and returns at once. */
    RedisCache(RedisURI redis, Metrics metrics) {
        this.uri = RedisURI.builder(redis).withTimeout(CONNECT_TIMEOUT).build();
        this.metrics = metrics;
        // In the background, since loading a thousand classes would keep the renderer from being ready.
        this.client = CompletableFuture.supplyAsync(this::client);
        connect();
    }

    /** The frame's JSON, or empty if Redis does not have it or does not answer. */
    CompletionStage<Optional<String>> get(String id) {
        StatefulRedisConnection<String, String> redis = usable();
        if (redis == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return redis.async().get(RedisKeys.of(id)).handle((json, error) -> {
            note(redis, error);
            return Optional.ofNullable(json);
        });
    }

    @Override
    public CompletionStage<Boolean> put(List<Frame> frames) {
        StatefulRedisConnection<String, String> redis = usable();
        if (redis == null || frames.isEmpty()) {
            return CompletableFuture.completedFuture(redis != null);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        frames.forEach(frame -> pairs.put(RedisKeys.of(frame.id()), frame.json()));
        return redis.async().mset(pairs).handle((ok, error) -> {
            note(redis, error);
            return error == null;
        });
    }

    @Override
    public CompletionStage<Optional<Boolean>> hasMark(String mark) {
        return set(mark, SetArgs.Builder.xx().ex(MARK_LASTS));
    }

    @Override
    public CompletionStage<Boolean> mark(String mark) {
        return set(mark, SetArgs.Builder.ex(MARK_LASTS)).thenApply(done -> done.orElse(false));
    }

    /** Whether it was set, under the conditions given; empty if Redis does not answer. */
    private CompletionStage<Optional<Boolean>> set(String key, SetArgs how) {
        StatefulRedisConnection<String, String> redis = usable();
        if (redis == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return redis.async().set(key, "1", how).handle((ok, error) -> {
            note(redis, error);
            return error == null ? Optional.of(ok != null) : Optional.empty();
        });
    }

    @Override
    public void close() {
        closed = true;
        var unused = client.thenCompose(made -> made.shutdownAsync(0, 1, TimeUnit.SECONDS));
    }

    private @Nullable StatefulRedisConnection<String, String> usable() {
        return breaker.allows() ? connection : null;
    }

    private void note(StatefulRedisConnection<String, String> redis, @Nullable Throwable error) {
        if (error == null) {
            breaker.succeeded();
            return;
        }
        metrics.redisErrors.increment();
        if (breaker.failed()) {
            lost(redis);
            var unused = redis.closeAsync();
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        var unused = client.thenCompose(made -> made.connectAsync(StringCodec.UTF8, uri))
                .whenComplete((made, error) -> {
                    if (error == null) {
                        use(made);
                    } else {
                        later.execute(this::connect);
                    }
                });
    }

    private RedisClient client() {
        RedisClient made = RedisClient.create();
        made.setOptions(ClientOptions.builder()
                .autoReconnect(false) // done here, so that a silent connection is replaced like a lost one
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build());
        made.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> dead) {
                lost(dead);
            }
        });
        return made;
    }

    private synchronized void use(StatefulRedisConnection<String, String> made) {
        breaker.succeeded();
        connection = made;
        metrics.redisUp.set(1);
        LOG.log(Level.INFO, "Connected to Redis at {0}:{1,number,#}", uri.getHost(), uri.getPort());
        // It may have been lost between its making and now: the listener then saw a connection not yet in use.
        if (!made.isOpen()) {
            lost(made);
        }
    }

    /** Makes another connection in place of a dead one; once, however many notice that it is dead. */
    private synchronized void lost(Object dead) {
        if (connection == dead && !closed) {
            connection = null;
            metrics.redisUp.set(0);
            LOG.log(
                    Level.WARNING,
                    "Lost Redis at {0}:{1,number,#}; reading from the log",
                    uri.getHost(),
                    uri.getPort());
            connect();
        }
    }
}
