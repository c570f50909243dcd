package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;

/**
 * Who came by the proxy to a target, for evidence of a fault that did nothing: mostly somebody uses the target's own
 * address.
 *
 * @param address of the gateway, as {@code host:port}
 * @param connections that have ever come by it
 */
record GatewayUsers(String target, String address, long connections) {

    static GatewayUsers of(DriverContext context, TargetSpec target) {
        return ProxyGateways.of(context)
                .to(target.name())
                .map(gateway ->
                        new GatewayUsers(target.name(), gateway.address().toString(), gateway.accepted()))
                .orElse(new GatewayUsers(target.name(), "an address that is closed", 0));
    }

    /** Evidence for a fault through which nothing passed, not even what it would have let pass. */
    Evidence nothingPassed() {
        return connections == 0
                ? nobodyCame()
                : Evidence.none("nothing passed the proxy at " + address + " while it was in force, though "
                        + connections + " connections have come by it so far: " + advice());
    }

    /**
     * Evidence for a fault that did nothing.
     *
     * @param why where somebody came
     */
    Evidence nothing(String why) {
        return connections == 0 ? nobodyCame() : Evidence.none(why);
    }

    private Evidence nobodyCame() {
        return Evidence.none("nobody came by the proxy at " + address + ": " + advice());
    }

    private String advice() {
        return "see that whoever uses the target reaches it there, a service by {" + target + ".proxied}";
    }
}
