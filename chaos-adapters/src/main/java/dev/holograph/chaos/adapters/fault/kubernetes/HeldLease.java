package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Marks;
import dev.holograph.chaos.plan.KubernetesTarget;
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

    static final Duration RELEASED_WITHIN = Duration.ofSeconds(2);

    /** So long after its last renewal it is anybody's. */
    static final Duration LASTS = Duration.ofSeconds(30);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);

    /** A renewal that is under way must not make the Lease again after it was deleted. */
    private static final long RENEWAL_GIVES_UP_MS = 500;

    private final KubernetesClient client;
    private final KubernetesTarget target;
    private final String name;
    private final String holder;
    private final Clock clock;
    private final Consumer<String> lost;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(HeldLease::daemon);
    private Instant renewed;
    private volatile boolean released;

    private HeldLease(
            KubernetesClient client,
            KubernetesTarget target,
            String name,
            DriverContext context,
            Consumer<String> lost) {
        this.client = client;
        this.target = target;
        this.name = name;
        this.holder = context.runId();
        this.clock = context.clock();
        this.lost = lost;
        this.renewed = clock.instant();
    }

    /** @throws DriverException if another run holds it */
    static HeldLease acquire(DriverContext context, String targetName, KubernetesTarget target, Consumer<String> lost)
            throws DriverException, InterruptedException {
        return acquire(context, targetName, target, lost, RENEWED_EVERY);
    }

    static HeldLease acquire(
            DriverContext context, String targetName, KubernetesTarget target, Consumer<String> lost, Duration every)
            throws DriverException, InterruptedException {
        KubernetesClient client = Clusters.of(context).client(target.context());
        HeldLease lease = new HeldLease(client, target, "chaos-" + targetName, context, lost);
        Lease other = Api.call("the Lease " + lease.name + " cannot be had", lease::take);
        if (other != null) {
            throw new DriverException("refused: another run holds target '" + targetName + "': the Lease "
                    + target.namespace() + "/" + lease.name + " is held by "
                    + other.getSpec().getHolderIdentity() + " until " + expiry(other)
                    + "; wait for it, or end it by chaos:abort on its machine");
        }
        lease.renewals.scheduleAtFixedRate(lease::renew, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return lease;
    }

    /** Whether a run still lives, by its Lease on this target. */
    static boolean isHeldBy(KubernetesClient client, String namespace, String runId, Instant now) {
        return client.leases().inNamespace(namespace).withLabel(Marks.MANAGED_BY, Marks.US).list().getItems().stream()
                .anyMatch(lease -> runId.equals(lease.getSpec().getHolderIdentity())
                        && expiry(lease).isAfter(now));
    }

    /** The Lease of another who holds it, {@code null} if it is ours now. */
    private synchronized @Nullable Lease take() {
        Lease now = resource().get();
        if (now == null) {
            return made();
        }
        boolean isOurs = holder.equals(now.getSpec().getHolderIdentity());
        if (!isOurs && expiry(now).isAfter(clock.instant())) {
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

    /** Once more for {@link #LASTS}; tells if it is lost. */
    synchronized void renew() {
        if (released) {
            return;
        }
        try {
            Lease other = take();
            if (other != null) {
                lost.accept("the Lease " + target.namespace() + "/" + name + " was taken by "
                        + other.getSpec().getHolderIdentity());
            }
        } catch (RuntimeException e) { // any other would silently be the last renewal
            if (!released && renewed.plus(LASTS).isBefore(clock.instant())) {
                lost.accept("the Lease " + target.namespace() + "/" + name + " could not be renewed for "
                        + LASTS.toSeconds() + " s: "
                        + (e instanceof KubernetesClientException known ? Api.reason(known) : e.toString()));
            }
        }
    }

    /** Deletes it if it is still ours. Idempotent. */
    void release(Deadline deadline) throws DriverException {
        released = true;
        renewals.shutdownNow(); // also ends a renewal that waits for an answer
        try {
            long millis = Math.min(RENEWAL_GIVES_UP_MS, deadline.remaining().toMillis() / 2);
            renewals.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Api.until(deadline, "the Lease " + name + " cannot be given back; it expires by itself", client, brief -> {
            delete(brief);
            return null;
        });
    }

    private void delete(KubernetesClient brief) {
        Resource<Lease> resource =
                brief.leases().inNamespace(target.namespace()).withName(name);
        Lease now = resource.get();
        if (now != null && holder.equals(now.getSpec().getHolderIdentity())) {
            // Only the Lease that was read: another run may take it at this moment.
            resource.lockResourceVersion(now.getMetadata().getResourceVersion()).delete();
        }
    }

    private Resource<Lease> resource() {
        return client.leases().inNamespace(target.namespace()).withName(name);
    }

    private Lease lease() {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(target.namespace())
                .addToLabels(Marks.MANAGED_BY, Marks.US)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withAcquireTime(now)
                .withRenewTime(now)
                .withLeaseDurationSeconds((int) LASTS.toSeconds())
                .endSpec()
                .build();
    }

    private static Instant expiry(Lease lease) {
        ZonedDateTime renewed = lease.getSpec().getRenewTime();
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return renewed == null || seconds == null
                ? Instant.MIN
                : renewed.toInstant().plusSeconds(seconds);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chaos-lease");
        thread.setDaemon(true);
        return thread;
    }
}
