package dev.holograph.renderer;

import dev.holograph.renderer.metrics.Metrics;
import dev.holograph.renderer.store.FrameStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running renderer: a store and a server in front of it. {@link #main} makes one from the environment. */
final class Renderer implements AutoCloseable {
    /** For answers that are on their way; Kubernetes grants 30 s before it kills. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final FrameStore store;
    private final HttpServer server;

    private Renderer(Vertx vertx, FrameStore store, HttpServer server) {
        this.vertx = vertx;
        this.store = store;
        this.server = server;
    }

    /** Returns when frames are taken. */
    static Renderer start(Settings settings) throws IOException {
        Metrics metrics = new Metrics();
        // At the same time as the store: each takes some tenths of a second, most of it loading classes.
        CompletableFuture<Vertx> making = CompletableFuture.supplyAsync(Renderer::vertx);
        FrameStore store = settings.resilience().openStore(settings, metrics);
        Vertx vertx = making.join();
        FrameServer server = new FrameServer(vertx, store, settings.resilience().keepAlive(), metrics);
        try {
            return new Renderer(vertx, store, await(server.listen(settings.port()), Duration.ofSeconds(10)));
        } catch (IOException e) {
            vertx.close();
            store.close();
            throw new IOException(
                    "PORT " + settings.port() + " cannot be listened on (" + e.getMessage() + "): choose another", e);
        }
    }

    int port() {
        return server.actualPort();
    }

    /** Stops accepting, answers what was taken, writes it down, and lets everything go. */
    @Override
    public void close() throws IOException {
        try {
            await(server.shutdown(GRACE), GRACE.multipliedBy(2));
        } finally {
            store.close();
            await(vertx.close(), GRACE);
        }
    }

    /** Runs a renderer until the process is told to end; ends with 0 then, with 2 if it could not start. */
    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n");
        try {
            Settings settings = Settings.from(System.getenv());
            Renderer renderer = start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(renderer), "shutdown"));
            System.out.println(String.format(
                    "Renderer ready on port %d after %d ms, resilience %s",
                    renderer.port(),
                    ManagementFactory.getRuntimeMXBean().getUptime(),
                    settings.resilience().name().toLowerCase(Locale.ROOT)));
        } catch (IOException | RuntimeException e) {
            System.err.println("The renderer cannot start: " + e.getMessage());
            Runtime.getRuntime().halt(2);
        }
    }

    /** A JVM that is told to end reports 143 to whoever waits for it, unless its last hook halts it. */
    private static void end(Renderer renderer) {
        try {
            renderer.close();
            Runtime.getRuntime().halt(0);
        } catch (IOException | RuntimeException e) {
            System.err.println("The renderer did not stop cleanly: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private static Vertx vertx() {
        FileSystemOptions noFiles =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        return Vertx.vertx(new VertxOptions().setFileSystemOptions(noFiles));
    }

    private static <T> T await(Future<T> future, Duration limit) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("not done within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
