package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.FaultDriver;
import java.time.Duration;

/** Faults and their drivers as these tests need them. */
final class ToxicSteps {

    static final Location HERE = new Location("latency.yaml", 1, 1);
    static final String RUN = "latency-20261125-100000-abcd";
    static final int SILENCE_MS = 400;

    private ToxicSteps() {}

    @SuppressWarnings("unchecked") // the driver says itself which fault it does
    static <F extends Fault> FaultDriver<F> driver(Class<F> fault, DriverContext context) {
        return (FaultDriver<F>) new ToxiproxyDriverProvider()
                .drivers(context).stream()
                        .filter(driver -> driver.fault().equals(fault))
                        .findFirst()
                        .orElseThrow();
    }

    /** @param port of the target's proxy */
    static <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault, String target, int port) {
        FaultStep step = new FaultStep("it", fault, target, Duration.ZERO, null, null, HERE);
        return driver.prepare(step, fault, new TargetSpec(target, null, false, "tcp://127.0.0.1:" + port, HERE));
    }

    static Latency latency(long millis, Direction direction) {
        return new Latency(Duration.ofMillis(millis), Duration.ZERO, Distribution.UNIFORM, direction);
    }

    static Bandwidth bandwidth(String rate) {
        return new Bandwidth(Quantity.parse(rate), Direction.RESPONSES);
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(8), System::nanoTime);
    }

    static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
