package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Metrics;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The log is the truth, Redis a copy for quick reading. A frame is acknowledged when the log is on the
 * disk; Redis gets it afterwards and may lose it, since what it does not have is read from the log and
 * given to it again.
 */
public final class DurableStore implements FrameStore {
    private final FrameLog log;
    private final RedisCache cache;
    private final WriteBehind writeBehind;
    private final Metrics metrics;
    private final ExecutorService reader = oneThread("frame-reader");
    private final ExecutorService redisWriter = oneThread("redis-writer");

    private DurableStore(FrameLog log, RedisCache cache, Metrics metrics) {
        this.log = log;
        this.cache = cache;
        this.metrics = metrics;
        this.writeBehind = new WriteBehind(cache::put, redisWriter, metrics);
    }

    /**
     * Replays the log in the folder. Redis need not be there.
     *
     * @throws IOException if the log cannot be used; the message says what to do
     */
    public static DurableStore open(Path folder, RedisURI redis, Metrics metrics) throws IOException {
        FrameLog log = FrameLog.open(folder, metrics);
        return new DurableStore(log, new RedisCache(redis, metrics), metrics);
    }

    @Override
    public CompletionStage<Void> store(Frame frame) {
        return log.append(frame).thenAccept(isNew -> {
            if (isNew) {
                metrics.stored.increment();
                writeBehind.offer(frame);
            } else {
                metrics.repeated.increment();
            }
        });
    }

    @Override
    public CompletionStage<Optional<String>> find(String id) {
        return cache.get(id).thenCompose(cached -> {
            if (cached.isPresent()) {
                metrics.cacheHits.increment();
                return CompletableFuture.completedFuture(cached);
            }
            metrics.cacheMisses.increment();
            return CompletableFuture.supplyAsync(() -> readLog(id), reader);
        });
    }

    /** Frames recovered from the log or stored since. */
    public int size() {
        return log.size();
    }

    @Override
    public boolean canStore() {
        return !log.isBroken();
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the log could not be closed", e);
        } finally {
            reader.shutdown();
            redisWriter.shutdown();
            cache.close();
        }
    }

    private Optional<String> readLog(String id) {
        try {
            Optional<String> json = log.read(id);
            json.ifPresent(found -> writeBehind.offer(new Frame(id, found)));
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException("the log could not be read", e);
        }
    }

    private static ExecutorService oneThread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
