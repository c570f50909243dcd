package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.spi.DriverContext;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;

/** Loses packets that the pods send, by netem ({@code LossSpec}). */
final class PacketLossDriver extends NetworkDriver<PacketLoss> {

    /** Chaos Mesh reads a 32-bit float ({@code pkg/netem/convert.go}), which has no more. */
    private static final MathContext DIGITS = new MathContext(7);

    PacketLossDriver(DriverContext context, Waits waits) {
        super(PacketLoss.class, context, waits);
    }

    @Override
    String action() {
        return "loss";
    }

    @Override
    String describe(PacketLoss fault, KubernetesTarget target) {
        return percent(fault) + " % of the packets that the pods " + target + " send are lost";
    }

    @Override
    void set(JsonObject spec, PacketLoss fault) {
        spec.put("direction", Spec.shaped("packet-loss", fault.direction()))
                .put(action(), new JsonObject().put("loss", percent(fault)).put("correlation", "0"));
    }

    private static String percent(PacketLoss fault) {
        return BigDecimal.valueOf(fault.loss().value() * 100)
                .round(DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }
}
