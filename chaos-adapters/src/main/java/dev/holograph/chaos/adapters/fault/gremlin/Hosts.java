package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.HostsTarget;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.Agent;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import java.util.List;

/**
 * The hosts that a target is, as Gremlin knows them.
 *
 * @param target their tags
 */
record Hosts(HostsTarget target) {

    /** @throws IllegalArgumentException if the target is no hosts */
    static Hosts of(TargetSpec target, String fault) {
        HostsTarget hosts = target.hosts();
        if (hosts == null) {
            String what = target.kubernetes() == null ? "" : ": a container has no clock of its own";
            throw new IllegalArgumentException("driver '" + GremlinDriverProvider.NAME + "' does " + fault
                    + " to whole hosts alone, and target '" + target.name() + "' is none" + what
                    + "; make a target of the hosts, with gremlin: { hosts: { TAG: VALUE } }, and name them in the"
                    + " guard by gremlinHosts: (" + target.location() + ")");
        }
        return new Hosts(hosts);
    }

    String words() {
        return "the hosts with " + target;
    }

    /**
     * Looks for them, in the order of their names.
     *
     * @throws DriverException if there is none
     */
    List<String> find(GremlinClient gremlin) throws DriverException, GremlinException, InterruptedException {
        List<String> hosts = gremlin.activeAgents().stream()
                .filter(agent ->
                        agent.tags().entrySet().containsAll(target.tags().entrySet()))
                .map(Agent::id)
                .sorted()
                .toList();
        if (hosts.isEmpty()) {
            throw new DriverException("Gremlin knows no active agent with the tags " + target
                    + "; see which it knows, with their tags (Agents > Hosts), and that the team (-D" + Gremlin.TEAM
                    + ") is the right one");
        }
        return hosts;
    }
}
