package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Violation;
import java.util.Optional;

/**
 * A ledger that reads the very store that a fault hits: what Redis forgot is not lost to a system that has it in its log
 * too, and what is still in Redis is no proof that the system gives it back.
 */
public final class LedgerConflictCheck {

    private LedgerConflictCheck() {}

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
        return fault.target().equals(store) || (hit != null && read != null && environment.isSamePlace(hit, read));
    }
}
