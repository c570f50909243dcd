package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.spi.DriverContext;
import io.vertx.core.json.JsonObject;

/** Delays what the pods send, by netem ({@code DelaySpec}). */
final class LatencyDriver extends NetworkDriver<Latency> {

    LatencyDriver(DriverContext context, Waits waits) {
        super(Latency.class, context, waits);
    }

    @Override
    String action() {
        return "delay";
    }

    @Override
    String describe(Latency fault, KubernetesTarget target) {
        String jitter = fault.jitter().isZero() ? "" : " ± " + Spec.duration(fault.jitter());
        return "every packet that the pods " + target + " send is " + Spec.duration(fault.delay()) + jitter + " late";
    }

    @Override
    void set(JsonObject spec, Latency fault) {
        if (fault.distribution() != Latency.Distribution.UNIFORM) {
            throw new IllegalArgumentException("Chaos Mesh has no key for the distribution of delays: netem's own is"
                    + " uniform; write distribution: uniform, or use driver proxy");
        }
        spec.put("direction", Spec.shaped("latency", fault.direction()))
                .put(
                        action(),
                        new JsonObject()
                                .put("latency", Spec.duration(fault.delay()))
                                .put("jitter", Spec.duration(fault.jitter()))
                                .put("correlation", "0"));
    }
}
