package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Looks whether Gremlin takes the key, and whether its agents know the environment's pods and hosts. */
final class GremlinChecks {

    private final Gremlin gremlin;

    GremlinChecks(Gremlin gremlin) {
        this.gremlin = gremlin;
    }

    List<Check> of(Environment environment) throws InterruptedException {
        GremlinClient client;
        try {
            client = gremlin.client();
        } catch (DriverException e) {
            return List.of(Check.fail("gremlin", e));
        }
        List<Check> checks = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            if (target.kubernetes() != null || target.hosts() != null) {
                checks.add(check(target, client));
            }
        }
        return checks;
    }

    private Check check(TargetSpec target, GremlinClient client) throws InterruptedException {
        String name = "gremlin on " + target.name();
        try {
            if (target.hosts() != null) {
                Hosts hosts = new Hosts(target.hosts());
                return Check.ok(name, hosts.words() + " are " + String.join(", ", hosts.find(client)));
            }
            GremlinPods pods = GremlinPods.of(target);
            int known = pods.find(
                            client, gremlin.context().setting(Gremlin.CLUSTER).orElse(null))
                    .size();
            return Check.ok(name, "its agents know " + known + " running pods of " + pods.words());
        } catch (DriverException e) {
            return Check.fail(name, e);
        } catch (GremlinException e) {
            return Check.fail(name, Gremlin.problem("Gremlin cannot be queried", e));
        } catch (IllegalArgumentException e) {
            return Check.fail(name, String.valueOf(e.getMessage()), null);
        }
    }
}
