package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/** Waits for pods to be as wanted, by one watch and not by asking again and again. */
final class PodWatch {

    private PodWatch() {}

    /** @return whether a target's pods were so before the deadline; those that end or have ended do not count */
    static boolean await(Pods pods, Predicate<List<Pod>> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        var all = pods.client()
                .pods()
                .inNamespace(pods.target().namespace())
                .withLabelSelector(pods.target().selector());
        return await(
                "the pods " + pods.target(),
                all,
                found -> wanted.test(found.stream().filter(Pods::isThere).toList()),
                deadline);
    }

    /** @return whether one of them was so before the deadline, or is gone */
    static boolean awaitOne(Pods pods, Pod pod, Predicate<Pod> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        var one = pods.client().pods().inNamespace(pods.target().namespace()).withName(Pods.name(pod));
        return await(
                "pod " + Pods.name(pod),
                one,
                found -> found.stream()
                        .filter(now -> Pods.uid(now).equals(Pods.uid(pod)))
                        .allMatch(wanted),
                deadline);
    }

    private static boolean await(String what, Informable<Pod> watched, Predicate<List<Pod>> wanted, Deadline deadline)
            throws DriverException, InterruptedException {
        // On a thread of its own: the client clears the interrupt of the one by which a watch is begun.
        CompletableFuture<CompletableFuture<List<Pod>>> begun =
                CompletableFuture.supplyAsync(() -> watched.informOnCondition(wanted), PodWatch::begin);
        CompletableFuture<List<Pod>> seen = begun.thenCompose(Function.identity());
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

    private static void begin(Runnable task) {
        Thread thread = new Thread(task, "chaos-watch");
        thread.setDaemon(true);
        thread.start();
    }
}
