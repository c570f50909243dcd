package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.spi.DriverContext;
import io.vertx.core.json.JsonObject;

/** Drops all packets that the pods send, get, or both, by iptables in the pods. */
final class PartitionDriver extends NetworkDriver<Partition> {

    PartitionDriver(DriverContext context, Waits waits) {
        super(Partition.class, context, waits);
    }

    @Override
    String action() {
        return "partition";
    }

    @Override
    String describe(Partition fault, KubernetesTarget target) {
        String ways =
                switch (fault.direction()) {
                    case REQUESTS -> "what is sent to ";
                    case RESPONSES -> "what is sent by ";
                    case BOTH -> "what is sent to and by ";
                };
        return ways + "the pods " + target + " is dropped, the kubelet's probes too";
    }

    @Override
    public boolean silences(Partition fault) {
        return true;
    }

    @Override
    void set(JsonObject spec, Partition fault) {
        spec.put("direction", Spec.direction(fault.direction()));
    }
}
