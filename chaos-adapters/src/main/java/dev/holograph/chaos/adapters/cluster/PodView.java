package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A target's pods as one watch knows them that lasts until this is closed. A watch that ends is taken up again. */
public final class PodView implements AutoCloseable {

    private final SharedIndexInformer<Pod> informer;

    private PodView(SharedIndexInformer<Pod> informer) {
        this.informer = informer;
    }

    /**
     * Begins to watch, and waits until all pods are known.
     *
     * @throws DriverException if that fails, or takes longer than this
     */
    public static PodView open(Pods pods, Duration within) throws DriverException, InterruptedException {
        String what = "the pods " + pods.target() + " cannot be watched: ";
        // On a thread of its own: the client clears the interrupt of the one by which a watch is begun.
        CompletableFuture<SharedIndexInformer<Pod>> begun = CompletableFuture.supplyAsync(
                () -> pods.client()
                        .pods()
                        .inNamespace(pods.target().namespace())
                        .withLabelSelector(pods.target().selector())
                        .runnableInformer(0)
                        .exceptionHandler((isStarted, e) -> isStarted),
                Watching::begin);
        CompletableFuture<PodView> known = begun.thenCompose(informer ->
                informer.start().thenApply(started -> new PodView(informer)).toCompletableFuture());
        boolean isKnown = false;
        try {
            PodView view = known.get(within.toMillis(), TimeUnit.MILLISECONDS);
            isKnown = true;
            return view;
        } catch (TimeoutException e) {
            throw new DriverException(what + "the API server did not list them within " + within.toMillis() + "ms");
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof KubernetesClientException cause
                    ? Api.reason(cause)
                    : String.valueOf(e.getCause());
            throw new DriverException(what + why, e);
        } finally {
            if (!isKnown) {
                begun.thenAccept(SharedIndexInformer::stop);
            }
        }
    }

    /** Also those that end or have ended; empty while the watch is broken, when nobody knows. */
    public Optional<List<Pod>> now() {
        return informer.isWatching() ? Optional.of(informer.getStore().list()) : Optional.empty();
    }

    /** Watches no more. Idempotent. */
    @Override
    public void close() {
        informer.stop();
    }
}
