package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Metrics;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a renderer looks like before anyone has tried it with a fault: acknowledges at once, collects
 * frames in memory and sends them to Redis twice a second, which is quick and needs no disk. Its
 * mistakes are kept on purpose. A killed process loses what it had collected, a flushed Redis loses
 * all, and nothing here ever stops waiting for Redis.
 */
public final class RedisOnlyStore implements FrameStore {
    private static final long FLUSH_MILLIS = 500;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> redis;
    private final Metrics metrics;
    private final ScheduledExecutorService flusher =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(new Thread(task, "redis-flusher")));
    private Map<String, String> collected = new LinkedHashMap<>();

    private RedisOnlyStore(RedisClient client, Metrics metrics) {
        this.client = client;
        this.redis = client.connect();
        this.metrics = metrics;
    }

    /**
     * Connects to Redis, which has to be there.
     *
     * @throws io.lettuce.core.RedisConnectionException if it is not
     */
    public static RedisOnlyStore open(RedisURI redis, Metrics metrics) {
        RedisOnlyStore store = new RedisOnlyStore(RedisClient.create(redis), metrics);
        var unused =
                store.flusher.scheduleWithFixedDelay(store::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        metrics.redisUp.set(1);
        return store;
    }

    @Override
    public CompletionStage<Void> store(Frame frame) {
        synchronized (this) {
            collected.put(RedisKeys.of(frame.id()), frame.json());
        }
        metrics.stored.increment();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Optional<String>> find(String id) {
        return redis.async().get(RedisKeys.of(id)).thenApply(Optional::ofNullable);
    }

    @Override
    public boolean canStore() {
        return true;
    }

    @Override
    public void close() {
        flusher.shutdown();
        flush().toCompletableFuture().join();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }

    private CompletionStage<String> flush() {
        Map<String, String> batch;
        synchronized (this) {
            batch = collected;
            collected = new LinkedHashMap<>();
        }
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture("nothing to do");
        }
        return redis.async().mset(batch).exceptionally(error -> {
            metrics.redisErrors.increment();
            return "lost";
        });
    }

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }
}
