package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Metrics;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The log is the truth, Redis a copy for quick reading. A frame is acknowledged when the log is on the
 * disk; Redis gets it afterwards and may lose it, since it is given again what it does not have. Renderers
 * beside this one read there what it has stored.
 */
public final class DurableStore implements FrameStore {
    private final FrameLog log;
    private final RedisCache cache;
    private final WriteBehind writeBehind;
    private final Refill refill;
    private final Metrics metrics;
    private final ExecutorService reader = oneThread("frame-reader");
    private final ExecutorService redisWriter = oneThread("redis-writer");

    private DurableStore(FrameLog log, RedisCache cache, Metrics metrics) {
        this.log = log;
        this.cache = cache;
        this.metrics = metrics;
        this.refill = new Refill(cache, log, metrics.cacheRefills);
        this.writeBehind = new WriteBehind(this::copy, redisWriter, metrics);
    }

    /**
     * Replays the log in the folder. Redis need not be there.
     *
     * @throws IOException if the log cannot be used; the message says what to do
     */
    public static DurableStore open(Path folder, RedisURI redis, Metrics metrics) throws IOException {
        FrameLog log = FrameLog.open(folder, metrics);
        DurableStore store = new DurableStore(log, new RedisCache(redis, metrics), metrics);
        store.refill.start();
        return store;
    }

    @Override
    public CompletionStage<Void> store(Frame frame) {
        return log.append(frame).thenAccept(isNew -> {
            if (isNew) {
                metrics.stored.increment();
                offer(frame);
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

    private void offer(Frame frame) {
        if (!writeBehind.offer(frame)) {
            refill.missed();
        }
    }

    private CompletionStage<Void> copy(List<Frame> frames) {
        return cache.put(frames).thenAccept(taken -> {
            if (!taken) {
                refill.missed();
            }
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
        refill.close(); // it reads the log
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
            json.ifPresent(found -> offer(new Frame(id, found)));
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
