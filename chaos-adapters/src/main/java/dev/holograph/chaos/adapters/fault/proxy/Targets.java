package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;

/** What all drivers of this package ask of a target. */
final class Targets {

    private Targets() {}

    /** @throws IllegalArgumentException if the target is reached past the proxy */
    static void mustBeProxied(Fault fault, TargetSpec target) {
        if (!target.throughProxy()) {
            throw new IllegalArgumentException("the proxy cannot do "
                    + fault.type().name() + " to target '"
                    + target.name() + "', which is not reached through it; write `through: proxy` under the target ("
                    + target.location() + ") or choose another driver for "
                    + fault.type().name());
        }
    }

    /** @throws DriverException if the environment opened no way through the proxy */
    static Gateway gateway(DriverContext context, TargetSpec target) throws DriverException {
        return ProxyGateways.of(context)
                .to(target.name())
                .orElseThrow(() -> new DriverException("no proxy is open for target '" + target.name()
                        + "'; the environment has to start it before a fault can be injected"));
    }

    /** What passes that way, in words. */
    static String what(Direction direction) {
        return switch (direction) {
            case REQUESTS -> "requests to";
            case RESPONSES -> "responses of";
            case BOTH -> "requests to and responses of";
        };
    }
}
