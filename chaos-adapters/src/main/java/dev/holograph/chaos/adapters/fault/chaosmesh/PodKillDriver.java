package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.PodCount;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.DriverContext;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pods are deleted. */
final class PodKillDriver extends InstantDriver<PodKill> {

    PodKillDriver(DriverContext context, Waits waits) {
        super(PodKill.class, context, waits);
    }

    @Override
    String describe(PodKill fault, KubernetesTarget target) {
        String grace = fault.grace().isZero()
                ? "without a grace period"
                : "with a grace period of " + fault.grace().toSeconds() + "s";
        return fault.pods() + " of the pods " + target + " deleted " + grace;
    }

    @Override
    JsonObject spec(FaultStep step, PodKill fault, KubernetesTarget target) {
        if (fault.by() == PodKill.By.EVICTION) {
            // controllers/chaosimpl/podchaos/podkill/impl.go
            throw new IllegalArgumentException(
                    "Chaos Mesh deletes pods and cannot evict them; leave by: out, or use driver kubernetes");
        }
        return Spec.of("pod-kill", target).put("gracePeriod", fault.grace().toSeconds());
    }

    @Override
    PodCount count(PodKill fault) {
        return PodCount.parse(fault.pods());
    }

    @Override
    boolean isDone(List<Pod> hit, List<Pod> now) {
        Set<String> there = now.stream().map(Pods::uid).collect(Collectors.toSet());
        return hit.stream().map(Pods::uid).noneMatch(there::contains);
    }

    @Override
    String done() {
        return "gone";
    }

    @Override
    Duration grace(PodKill fault) {
        return fault.grace();
    }
}
