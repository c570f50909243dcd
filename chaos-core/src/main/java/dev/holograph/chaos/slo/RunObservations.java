package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a verdict is made of.
 *
 * @param times {@code null}: no load ever ran
 * @param faults that were injected, in the order in which that happened
 * @param ledger {@code null}: writes were not looked for
 * @param findings of the run itself: an abort, an interrupt, an undo that failed, a load that died
 */
public record RunObservations(
        Scenario scenario,
        Series series,
        @Nullable RunTimes times,
        List<FaultRecord> faults,
        @Nullable LedgerResult ledger,
        List<Finding> findings) {

    public RunObservations {
        faults = List.copyOf(faults);
        findings = List.copyOf(findings);
    }
}
