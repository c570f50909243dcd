package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.PodWatch;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import java.time.Duration;
import java.util.List;

/**
 * Deletes pods of a target, as a node failure would, or asks for their eviction, as a drained node does. Instant: nothing
 * to undo.
 */
final class PodKiller extends PodDriver<PodKill> {

    /** Beyond the grace that the pods get. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(15);

    /** Where the answer to a deletion was lost. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

    private final PodSelection victims;
    private final Duration goneWithin;

    PodKiller(DriverContext context) {
        this(context, GONE_WITHIN);
    }

    PodKiller(DriverContext context, Duration goneWithin) {
        super(PodKill.class, context);
        this.victims = new PodSelection(context);
        this.goneWithin = goneWithin;
    }

    @Override
    String describe(PodKill fault, KubernetesTarget target) {
        String grace = fault.grace().isZero()
                ? "without a grace period"
                : "with a grace period of " + fault.grace().toSeconds() + "s";
        return fault.pods() + " of the pods " + target + (isEviction(fault) ? " evicted " : " deleted ") + grace;
    }

    @Override
    List<Permission> permissions(KubernetesTarget target) {
        return List.of(new Permission("delete", "", "pods", target.namespace()));
    }

    @Override
    List<Permission> permissions(PodKill fault, KubernetesTarget target) {
        return isEviction(fault)
                ? List.of(new Permission("create", "", "pods/eviction", target.namespace()))
                : permissions(target);
    }

    private static boolean isEviction(PodKill fault) {
        return fault.by() == PodKill.By.EVICTION;
    }

    @Override
    Preflight.BlastRadius blast(PodKill fault, List<Pod> pods) {
        return PodSelection.blast(fault.pods(), pods);
    }

    @Override
    public Evidence inject(Prepared<PodKill> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        List<Pod> chosen =
                victims.choose(pods, prepared.step().name(), prepared.fault().pods());
        PodKill fault = prepared.fault();
        int done = 0;
        for (Pod pod : chosen) {
            String what = "pod " + Pods.name(pod) + " cannot be " + (isEviction(fault) ? "evicted" : "deleted")
                    + (done == 0 ? "" : ", after " + done + " of " + chosen.size() + " were");
            kill(pods, pod, fault, what);
            done++;
        }
        for (Pod pod : chosen) {
            awaitGone(pods, pod, prepared.fault().grace().plus(goneWithin));
        }
        return Evidence.observed(String.join(
                        ", ",
                        chosen.stream()
                                .map(pod -> "pod " + Pods.name(pod) + " (uid " + Pods.uid(pod) + ")")
                                .toList())
                + (chosen.size() == 1 ? " is gone" : " are gone"));
    }

    @Override
    public Evidence observe(Prepared<PodKill> prepared) {
        return victims.aftermath(prepared.step().name());
    }

    private static void kill(Pods pods, Pod pod, PodKill fault, String what)
            throws DriverException, InterruptedException {
        Api.change(
                what,
                () -> {
                    if (isEviction(fault)) {
                        evict(pods, pod, fault.grace());
                    } else {
                        delete(pods, pod, fault.grace());
                    }
                },
                () -> PodWatch.awaitOne(
                        pods,
                        pod,
                        now -> now.getMetadata().getDeletionTimestamp() != null,
                        Deadline.in(SEEN_WITHIN, System::nanoTime)));
    }

    private static void delete(Pods pods, Pod pod, Duration grace) {
        pods.client()
                .pods()
                .inNamespace(pods.target().namespace())
                .withName(Pods.name(pod))
                .withGracePeriod(grace.toSeconds())
                .delete();
    }

    /** The client's own {@code evict} says no more of a refusal than that there was one. */
    private static void evict(Pods pods, Pod pod, Duration grace) {
        String name = Pods.name(pod);
        String namespace = pods.target().namespace();
        pods.client()
                .raw(
                        "/api/v1/namespaces/" + namespace + "/pods/" + name + "/eviction",
                        "POST",
                        new EvictionBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withDeleteOptions(new DeleteOptionsBuilder()
                                        .withGracePeriodSeconds(grace.toSeconds())
                                        .withNewPreconditions()
                                        .withUid(Pods.uid(pod))
                                        .endPreconditions()
                                        .build())
                                .build());
    }

    private static void awaitGone(Pods pods, Pod pod, Duration within) throws DriverException, InterruptedException {
        boolean gone = PodWatch.awaitOne(pods, pod, now -> false, Deadline.in(within, System::nanoTime));
        if (!gone) {
            throw new DriverException("pod " + Pods.name(pod) + " was deleted, and is still there after "
                    + within.toSeconds() + " s; something holds it, see its finalizers");
        }
    }
}
