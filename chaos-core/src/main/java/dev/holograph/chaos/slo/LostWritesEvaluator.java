package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.slo.WindowResult.Status;
import org.jspecify.annotations.Nullable;

/** Decides whether acknowledged writes were lost. */
final class LostWritesEvaluator {

    private LostWritesEvaluator() {}

    static ObjectiveResult of(Objective objective, @Nullable LedgerResult ledger) {
        Status status = ledger == null ? Status.NO_DATA : status(objective, ledger);
        Double lost = ledger == null ? null : (Double) (double) ledger.lost().count();
        long samples = ledger == null ? 0 : ledger.acknowledged();
        Result result =
                status == Status.HOLDS ? Result.PASS : status == Status.BREACHED ? Result.BREACH : Result.NOT_PROVEN;
        return ObjectiveResult.atEnd(
                ObjectiveRole.SLO, objective, result, WindowResult.atEnd(status, lost, samples), null);
    }

    private static Status status(Objective objective, LedgerResult ledger) {
        double limit = ((Bound.Absolute) objective.bound()).value().value();
        if (!objective.comparison().holds(ledger.lost().count(), limit)) {
            return Status.BREACHED;
        }
        if (!ledger.unknown().isEmpty()) {
            return Status.UNDECIDED;
        }
        return ledger.acknowledgedDuringFault() == 0 ? Status.TOO_FEW : Status.HOLDS;
    }
}
