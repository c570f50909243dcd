package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.Attack;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.NewAttack;
import dev.holograph.gremlin.Target;
import dev.holograph.gremlin.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All hosts with a target's tags. They are attacked by their ids, and only those that were counted: one that joins them
 * after the guard was asked is left alone.
 *
 * @param counted what was seen last for each target; shared by all quarries of a driver
 */
record HostAttackTarget(Gremlin gremlin, Hosts hosts, Map<Hosts, Set<String>> counted) implements AttackTarget {

    @Override
    public String words() {
        return hosts.words();
    }

    @Override
    public Preflight preflight() throws DriverException, GremlinException, InterruptedException {
        List<String> found = hosts.find(gremlin.client());
        counted.put(hosts, Set.copyOf(found));
        return Preflight.ofHosts(found);
    }

    @Override
    public List<String> others() throws DriverException, GremlinException, InterruptedException {
        GremlinClient client = gremlin.client();
        Set<String> found = Set.copyOf(hosts.find(client));
        List<String> others = new ArrayList<>();
        for (Attack attack : client.activeAttacks()) {
            if (!gremlin.own().contains(attack.id().value())
                    && client.executions(attack.id()).stream()
                            .anyMatch(execution -> !execution.isFinished() && found.contains(execution.target()))) {
                others.add(attack.id() + " (" + String.join(" ", attack.arguments()) + ")");
            }
        }
        return others;
    }

    @Override
    public GremlinAttack create(String step, Command command)
            throws DriverException, GremlinException, InterruptedException {
        GremlinClient client = gremlin.client();
        Set<String> allowed = counted.getOrDefault(hosts, Set.of());
        List<String> chosen =
                hosts.find(client).stream().filter(allowed::contains).toList();
        if (chosen.isEmpty()) {
            throw new DriverException("none of " + hosts.words() + " that Gremlin knows now was there when they were"
                    + " counted: the hosts changed between the preflight check and the injection");
        }
        gremlin.context()
                .remember(
                        step,
                        AttackRecord.aboutToAttackHosts(
                                chosen, gremlin.context().clock().instant()));
        Map<String, String> marks = AttackRecord.marks(gremlin.context().runId(), step);
        GremlinAttack begun =
                new GremlinAttack.OnHosts(client.create(new NewAttack(new Target.HostIds(chosen), command, marks)));
        gremlin.context().remember(step, AttackRecord.created(begun));
        return begun;
    }
}
