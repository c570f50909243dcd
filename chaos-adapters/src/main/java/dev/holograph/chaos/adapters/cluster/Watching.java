package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/** Waits for objects to be as wanted, by one watch, not by asking again and again. */
public final class Watching {

    private Watching() {}

    /**
     * Waits until all that is watched, as a whole, is as wanted. What it sees first may be older than the last write:
     * the API server answers it from a cache.
     *
     * @param what is watched, for messages: "the pods of web"
     * @return whether it was so before the deadline
     */
    public static <T> boolean await(String what, Informable<T> watched, Predicate<List<T>> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        // On a thread of its own: the client clears the interrupt of the one by which a watch is begun.
        CompletableFuture<CompletableFuture<List<T>>> begun =
                CompletableFuture.supplyAsync(() -> watched.informOnCondition(wanted), Watching::begin);
        CompletableFuture<List<T>> seen = begun.thenCompose(Function.identity());
        try {
            seen.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof KubernetesClientException cause
                    ? Api.reason(cause)
                    : String.valueOf(e.getCause());
            throw new DriverException(what + " cannot be watched: " + why, e);
        } finally {
            begun.thenAccept(watch -> watch.cancel(true));
        }
    }

    static void begin(Runnable task) {
        Thread thread = new Thread(task, "chaos-watch");
        thread.setDaemon(true);
        thread.start();
    }
}
