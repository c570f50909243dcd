package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.spi.DriverContext;
import io.vertx.core.json.JsonObject;

/** Limits what each pod sends, over all its connections, by a token bucket ({@code BandwidthSpec}, tc-tbf(8)). */
final class BandwidthDriver extends NetworkDriver<Bandwidth> {

    /**
     * Bytes that may go at once. tc-tbf(8) wants at least what passes in one tick of the kernel's clock; the slowest
     * clock that kernels are built with has 100 ticks a second.
     */
    private static final long TICKS_PER_SECOND = 100;

    /** Six Ethernet frames, as in Chaos Mesh's own example ({@code examples/network-bandwidth-example.yaml}). */
    private static final long LEAST_BUFFER = 10_000;

    /** Bytes that may wait before packets are lost: a second's worth, so that TCP is slowed rather than cut. */
    private static final double QUEUE_SECONDS = 1;

    /** As much as the built-in proxy holds at least. */
    private static final long LEAST_QUEUE = 65_536;

    BandwidthDriver(DriverContext context, Waits waits) {
        super(Bandwidth.class, context, waits);
    }

    @Override
    String action() {
        return "bandwidth";
    }

    @Override
    String describe(Bandwidth fault, KubernetesTarget target) {
        return "each of the pods " + target + " sends no more than " + rate(fault)
                + " bytes a second, over all its connections";
    }

    @Override
    void set(JsonObject spec, Bandwidth fault) {
        long rate = rate(fault);
        spec.put("direction", Spec.shaped("bandwidth", fault.direction()))
                .put(
                        action(),
                        new JsonObject()
                                .put("rate", rate + "bps") // bytes, in tc's words
                                .put("limit", within(LEAST_QUEUE, Math.round(rate * QUEUE_SECONDS)))
                                .put("buffer", within(LEAST_BUFFER, rate / TICKS_PER_SECOND)));
    }

    private static long rate(Bandwidth fault) {
        return Math.round(fault.rate().value());
    }

    /** The schema's integers are of 32 bits. */
    private static long within(long least, long value) {
        return Math.min(Integer.MAX_VALUE, Math.max(least, value));
    }
}
