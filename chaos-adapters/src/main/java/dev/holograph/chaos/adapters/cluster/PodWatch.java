package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Waits for a target's pods to be as wanted, by one watch. */
public final class PodWatch {

    private PodWatch() {}

    /** @return whether they were so before the deadline; those that are ending do not count */
    public static boolean await(Pods pods, Predicate<List<Pod>> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        CompletableFuture<List<Pod>> seen =
                Api.call("the pods " + pods.target() + " cannot be watched", () -> pods.client()
                        .pods()
                        .inNamespace(pods.target().namespace())
                        .withLabelSelector(pods.target().selector())
                        .informOnCondition(found -> wanted.test(found.stream()
                                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                                .toList())));
        try {
            seen.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new DriverException("the pods " + pods.target() + " cannot be watched: " + e.getCause(), e);
        } finally {
            seen.cancel(true);
        }
    }
}
