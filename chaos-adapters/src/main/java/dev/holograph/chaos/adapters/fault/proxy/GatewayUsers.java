package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import org.jspecify.annotations.Nullable;

/**
 * Who came by the proxy to a target, for evidence of a fault that did nothing: mostly somebody uses the target's own
 * address.
 *
 * @param address of the gateway, as {@code host:port}; {@code null} where it is closed already: nobody knows who came
 * @param connections that were accepted there, since it opened
 */
record GatewayUsers(String target, @Nullable String address, long connections) {

    static GatewayUsers of(DriverContext context, TargetSpec target) {
        return ProxyGateways.of(context)
                .to(target.name())
                .map(gateway ->
                        new GatewayUsers(target.name(), gateway.address().toString(), gateway.accepted()))
                .orElse(new GatewayUsers(target.name(), null, 0));
    }

    /** Evidence for a fault through which nothing passed, not even what it would have let pass. */
    Evidence nothingPassed() {
        if (address == null) {
            return Evidence.none("nothing passed the proxy of target '" + target + "' while it was in force");
        }
        return connections == 0
                ? nobodyCame()
                : Evidence.none("nothing passed the proxy at " + address + " while it was in force, though "
                        + (connections == 1 ? "a connection has" : connections + " connections have")
                        + " come by it so far: " + advice());
    }

    /**
     * Evidence for a fault that did nothing.
     *
     * @param why where somebody came
     */
    Evidence nothing(String why) {
        return isUnused() ? nobodyCame() : Evidence.none(why);
    }

    /**
     * The same of a fault that accepts no connections: who came first while it was in force is not known.
     *
     * @param why where somebody came before
     */
    Evidence nothingAccepted(String why) {
        return isUnused()
                ? Evidence.none("no connection had come by the proxy at " + address
                        + " before it, and while it is in force none is accepted: " + advice())
                : Evidence.none(why);
    }

    private boolean isUnused() {
        return address != null && connections == 0;
    }

    private Evidence nobodyCame() {
        return Evidence.none("nobody came by the proxy at " + address + ": " + advice());
    }

    private String advice() {
        return "see that whoever uses the target reaches it there, a service by {" + target + ".proxied}";
    }
}
