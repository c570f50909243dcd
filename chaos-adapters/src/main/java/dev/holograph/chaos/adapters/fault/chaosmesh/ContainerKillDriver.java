package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.scenario.fault.PodCount;
import dev.holograph.chaos.spi.DriverContext;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A container is killed from outside, by the runtime, so that also its first process gets SIGKILL. */
final class ContainerKillDriver extends InstantDriver<ContainerKill> {

    ContainerKillDriver(DriverContext context, Waits waits) {
        super(ContainerKill.class, context, waits);
    }

    @Override
    String describe(ContainerKill fault, KubernetesTarget target) {
        return "SIGKILL to container " + target.container() + " in " + fault.pods() + " of the pods " + target;
    }

    @Override
    JsonObject spec(FaultStep step, ContainerKill fault, KubernetesTarget target) {
        if (fault.signal() != ContainerKill.Signal.KILL) {
            // pkg/chaosdaemon/crclients: containerd, CRI-O and Docker alike.
            throw new IllegalArgumentException("Chaos Mesh kills containers by SIGKILL and can send no SIG"
                    + fault.signal() + "; write signal: kill, or use driver kubernetes");
        }
        if (target.container() == null) {
            // podchaos_webhook.go refuses it.
            throw new IllegalArgumentException(
                    "Chaos Mesh needs the container to kill; give the target" + " kubernetes: { …, container: … }");
        }
        return Spec.of("container-kill", target).put("containerNames", new JsonArray().add(target.container()));
    }

    @Override
    PodCount count(ContainerKill fault) {
        return PodCount.parse(fault.pods());
    }

    @Override
    boolean isDone(List<Pod> hit, List<Pod> now) {
        Map<String, Pod> there = now.stream().collect(Collectors.toMap(Pods::uid, pod -> pod));
        return hit.stream().allMatch(before -> {
            Pod pod = there.get(Pods.uid(before));
            return pod != null
                    && (Pods.restarts(pod) > Pods.restarts(before) || (hasTerminated(pod) && !hasTerminated(before)));
        });
    }

    private static boolean hasTerminated(Pod pod) {
        return Pods.statuses(pod)
                .anyMatch(
                        status -> status.getState() != null && status.getState().getTerminated() != null);
    }

    @Override
    String done() {
        return "a container ended";
    }

    @Override
    Duration grace(ContainerKill fault) {
        return Duration.ZERO;
    }
}
