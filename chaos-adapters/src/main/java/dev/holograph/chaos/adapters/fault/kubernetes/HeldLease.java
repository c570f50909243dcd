package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.cluster.RunLeases;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One target's Lease, renewed while it is held, so that it expires by itself when its holder has died. */
final class HeldLease {

    /** After this time without a renewal anybody may take the lease. */
    static final Duration LASTS = Duration.ofSeconds(30);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);

    /** A renewal that is under way must not make the Lease again after it was deleted. */
    private static final long RENEWAL_GIVES_UP_MS = 500;

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final String holder;
    private final Clock clock;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(HeldLease::daemon);
    private Instant renewed;
    private volatile boolean released;

    HeldLease(KubernetesClient client, String namespace, String name, DriverContext context) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        this.holder = context.runId();
        this.clock = context.clock();
        this.renewed = clock.instant();
    }

    /**
     * Takes it, and keeps it.
     *
     * @param lost is told why when it could not be kept
     * @throws DriverException if another run holds it
     */
    void acquire(Consumer<String> lost) throws DriverException, InterruptedException {
        acquire(lost, RENEWED_EVERY);
    }

    void acquire(Consumer<String> lost, Duration every) throws DriverException, InterruptedException {
        Lease other = Api.call("the Lease " + this + " cannot be had", this::take);
        if (other != null) {
            throw new DriverException("refused: another run acts on this target: the Lease " + this + " is held by "
                    + other.getSpec().getHolderIdentity() + " until " + RunLeases.expiry(other)
                    + "; wait for it, or end it by chaos:abort on its machine");
        }
        renewals.scheduleAtFixedRate(() -> renew(lost), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The Lease of another who holds it, {@code null} if it is ours now. */
    private synchronized @Nullable Lease take() {
        Lease now = resource().get();
        if (now == null) {
            return made();
        }
        boolean isOurs = holder.equals(now.getSpec().getHolderIdentity());
        if (!isOurs && RunLeases.expiry(now).isAfter(clock.instant())) {
            return now;
        }
        Lease mine = lease();
        // Only over the Lease that was read: of two who find it expired, one gets it.
        mine.getMetadata().setResourceVersion(now.getMetadata().getResourceVersion());
        try {
            client.resource(mine).update();
        } catch (KubernetesClientException e) {
            if (Api.isConflict(e)) {
                return resource().get();
            }
            throw e;
        }
        renewed = clock.instant();
        return null;
    }

    private @Nullable Lease made() {
        try {
            client.resource(lease()).create();
            renewed = clock.instant();
            return null;
        } catch (KubernetesClientException e) {
            if (Api.isConflict(e)) {
                return resource().get(); // somebody was quicker
            }
            throw e;
        }
    }

    /** Renews for another {@link #LASTS}; reports it if it is lost. */
    synchronized void renew(Consumer<String> lost) {
        if (released) {
            return;
        }
        try {
            Lease other = take();
            if (other != null) {
                lost.accept(
                        "the Lease " + this + " was taken by " + other.getSpec().getHolderIdentity());
            }
        } catch (RuntimeException e) { // any other would silently be the last renewal
            if (!released && renewed.plus(LASTS).isBefore(clock.instant())) {
                lost.accept("the Lease " + this + " could not be renewed for " + LASTS.toSeconds() + " s: "
                        + (e instanceof KubernetesClientException known ? Api.reason(known) : e.toString()));
            }
        }
    }

    /** Does not wait for a renewal that gets no answer: it is interrupted. */
    void stopRenewing() {
        released = true;
        renewals.shutdownNow();
    }

    /** Deletes it if it is this run's. Idempotent. */
    void release(Deadline deadline) throws DriverException {
        stopRenewing();
        try {
            long millis = Math.min(RENEWAL_GIVES_UP_MS, deadline.remaining().toMillis() / 2);
            renewals.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Api.until(deadline, "the Lease " + this + " cannot be given back; it expires by itself", client, brief -> {
            delete(brief);
            return null;
        });
    }

    private void delete(KubernetesClient brief) {
        Resource<Lease> resource = brief.leases().inNamespace(namespace).withName(name);
        Lease now = resource.get();
        if (now != null && holder.equals(now.getSpec().getHolderIdentity())) {
            // Only the Lease that was read: another run may take it at this moment.
            resource.lockResourceVersion(now.getMetadata().getResourceVersion()).delete();
        }
    }

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    private Resource<Lease> resource() {
        return client.leases().inNamespace(namespace).withName(name);
    }

    private Lease lease() {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels(OwnershipLabels.MANAGED_BY, OwnershipLabels.US)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withAcquireTime(now)
                .withRenewTime(now)
                .withLeaseDurationSeconds((int) LASTS.toSeconds())
                .endSpec()
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chaos-lease");
        thread.setDaemon(true);
        return thread;
    }
}
