package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.PodChangeObserver;
import dev.holograph.chaos.adapters.cluster.PodChangeObservers;
import dev.holograph.chaos.adapters.cluster.PodWatch;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RolloutRestart;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a target's workload for a rollout, in the way of {@code kubectl rollout restart}. Instant. */
final class RolloutRestarter extends PodDriver<RolloutRestart> {

    /** The annotation by which kubectl does it. */
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(30);

    private final PodChangeObservers aftermaths = new PodChangeObservers();

    RolloutRestarter(DriverContext context) {
        super(RolloutRestart.class, context);
    }

    @Override
    String describe(RolloutRestart fault, KubernetesTarget target) {
        return "the workload of the pods " + target + " replaces all of them (rollout restart)";
    }

    @Override
    List<Permission> permissions(KubernetesTarget target) {
        return List.of(); // they depend on what keeps the pods
    }

    @Override
    List<Permission> permissions(Pods pods, List<Pod> found) throws DriverException, InterruptedException {
        return Workload.owning(found, pods).permissions();
    }

    /** All of them, but by the workload's own rules, which keep some ready. */
    @Override
    Preflight.BlastRadius blast(RolloutRestart fault, List<Pod> pods) {
        return new Preflight.BlastRadius(pods.size(), ready(pods), pods.size(), false);
    }

    @Override
    public Evidence inject(Prepared<RolloutRestart> prepared) throws DriverException, InterruptedException {
        Pods pods = Pods.of(context, prepared.target());
        List<Pod> before = pods.list();
        Workload workload = Workload.owning(before, pods);
        PodChangeObserver aftermath =
                new PodChangeObserver(pods, before, context.clock().instant());
        String at = context.clock().instant().toString();
        Api.change(
                workload + " cannot be restarted",
                () -> workload.patch(pods.client(), patch(at)),
                () -> workload.awaitSeen(
                        pods.client(),
                        now -> at.equals(Workload.templateAnnotations(now).get(RESTARTED_AT))));
        aftermaths.begin(prepared.step().name(), aftermath);
        Set<String> known = before.stream().map(Pods::uid).collect(Collectors.toSet());
        boolean began = PodWatch.await(
                pods,
                found -> found.stream().anyMatch(pod -> !known.contains(Pods.uid(pod))),
                Deadline.in(BEGINS_WITHIN, System::nanoTime));
        return began
                ? Evidence.observed(workload + " has begun to replace its " + before.size() + " pods")
                : Evidence.claimed(workload + " has a restart requested, and within " + BEGINS_WITHIN.toSeconds()
                        + " s no new pod came");
    }

    @Override
    public Evidence observe(Prepared<RolloutRestart> prepared) {
        return aftermaths.of(prepared.step().name(), "nothing was restarted");
    }

    private static String patch(String at) {
        JsonObject template = new JsonObject()
                .put("metadata", new JsonObject().put("annotations", new JsonObject().put(RESTARTED_AT, at)));
        return new JsonObject()
                .put("spec", new JsonObject().put("template", template))
                .encode();
    }
}
