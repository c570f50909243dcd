package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Looks whether the services of an environment could be started now; starts none. */
public final class ServiceChecks {

    private final Folders folders;
    private final ArtifactResolver artifacts;

    /** @param artifacts finds the jars of services */
    public ServiceChecks(Folders folders, ArtifactResolver artifacts) {
        this.folders = folders;
        this.artifacts = artifacts;
    }

    /** One for each service, in their order, and one for each proxy with a port of its own. */
    public List<Check> of(Environment environment) throws InterruptedException {
        Addresses addresses;
        try {
            // Nothing is opened: what would be reached through a proxy is named as if there were none.
            addresses = new Addresses(environment, folders, (target, upstream, port) -> upstream, new Ports());
        } catch (DriverException e) {
            return List.of(Check.fail("ports", e));
        }
        List<Check> checks = new ArrayList<>();
        for (ServiceSpec service : environment.services()) {
            checks.add(check(service, addresses));
        }
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            if (target.proxyPort() != null) {
                checks.add(proxyPort(target));
            }
        }
        return checks;
    }

    private static Check proxyPort(TargetSpec target) {
        String name = "proxy of target " + target.name();
        try {
            Addresses.failIfProxyPortIsTaken(target);
            return Check.ok(name, "port " + target.proxyPort() + ", which is free; it is open only during a run");
        } catch (DriverException e) {
            return Check.fail(name, e);
        }
    }

    private Check check(ServiceSpec service, Addresses addresses) throws InterruptedException {
        String name = "service " + service.name();
        try {
            ServiceCommand recipe = ServiceCommand.startable(service, addresses, folders, artifacts);
            String port = service.port() == null ? "a free port" : "port " + service.port() + ", which is free";
            return Check.ok(name, recipe.version() + ", on " + port);
        } catch (DriverException e) {
            return Check.fail(name, e);
        }
    }
}
