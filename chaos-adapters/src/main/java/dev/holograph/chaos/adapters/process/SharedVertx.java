package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.RunResources;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.TimeUnit;

/** The one Vert.x of a run. */
public final class SharedVertx {

    private static final long CLOSES_WITHIN_SECONDS = 5;
    private static final long WATCHED_EVERY_MS = 60_000;

    private SharedVertx() {}

    /** Made when first asked for, closed with the run. */
    public static Vertx of(RunResources shared) {
        return shared.get(Vertx.class, SharedVertx::open, SharedVertx::close);
    }

    /**
     * A client for HTTP whose connections say nothing on the console. One that is reset while it waits for its next
     * request belongs to no request that could fail of it, and Vert.x would print a bare "Connection reset"; a
     * request that is under way fails by itself.
     */
    public static HttpClient client(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(connection -> connection.exceptionHandler(idle -> {}))
                .build();
    }

    private static Vertx open() {
        // Vert.x unpacks class path resources into a cache folder of its own: nothing here is served from there.
        FileSystemOptions files =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        // Its watch for blocked threads speaks of a busy machine to people who can do nothing about it.
        return Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(files)
                .setBlockedThreadCheckInterval(WATCHED_EVERY_MS)
                .setMaxEventLoopExecuteTime(TimeUnit.MILLISECONDS.toNanos(WATCHED_EVERY_MS)));
    }

    private static void close(Vertx vertx) throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
