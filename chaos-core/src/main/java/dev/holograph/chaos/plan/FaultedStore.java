package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Violation;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A ledger that reads the very store that a fault hits: what Redis forgot is not lost to a system that has it in its log
 * too, and what is still in Redis is no proof that the system gives it back.
 */
public final class FaultedStore {

    private FaultedStore() {}

    /** What is wrong with the scenario's ledger in this environment, if anything is. */
    public static Optional<Violation> read(Scenario scenario, Environment environment) {
        Ledger ledger = scenario.ledger();
        if (ledger == null || !ledger.find().readsStore() || ledger.allowFaultedStore()) {
            return Optional.empty();
        }
        return scenario.faults().stream()
                .filter(fault -> isSame(environment, fault, ledger.target()))
                .findFirst()
                .map(fault -> Violation.of(
                                ledger.location(),
                                "the ledger reads '" + ledger.target() + "', the very store that the fault '"
                                        + fault.name() + "' hits")
                        .withHint("look for writes through the system's own read path by http:, or say that this is"
                                + " meant by allowFaultedStore: true"));
    }

    private static boolean isSame(Environment environment, FaultStep fault, String store) {
        TargetSpec hit = environment.targets().get(fault.target());
        TargetSpec read = environment.targets().get(store);
        return fault.target().equals(store)
                || (hit != null
                        && read != null
                        && !Collections.disjoint(places(environment, hit), places(environment, read)));
    }

    /** Services and addresses by which one target can be told from another; that of its proxy leads to it as well. */
    private static Set<String> places(Environment environment, TargetSpec target) {
        Set<String> services = new HashSet<>();
        Set<String> places = new HashSet<>();
        if (target.service() != null) {
            services.add(target.service());
        }
        if (target.url() != null && !TargetUrl.services(target.url()).isEmpty()) {
            services.addAll(TargetUrl.services(target.url()));
        } else if (target.url() != null) {
            TargetUrl.address(target.url()).ifPresent(places::add);
        }
        if (target.proxyPort() != null) {
            places.add("127.0.0.1:" + target.proxyPort());
        }
        for (ServiceSpec service : environment.services()) {
            if (services.contains(service.name()) && service.port() != null) {
                places.add("127.0.0.1:" + service.port());
            }
        }
        places.addAll(services);
        return places;
    }
}
