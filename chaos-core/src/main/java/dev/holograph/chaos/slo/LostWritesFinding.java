package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import org.jspecify.annotations.Nullable;

/** Whether acknowledged writes were lost. */
final class LostWritesFinding {

    private LostWritesFinding() {}

    static Finding of(Objective objective, @Nullable LedgerResult ledger) {
        if (ledger == null) {
            return finding(Result.NOT_PROVEN, objective, null, "acknowledged writes were not looked for");
        }
        int lost = ledger.lost().count();
        double limit = ((Bound.Absolute) objective.bound()).value().value();
        String of = " of " + ledger.acknowledged() + " acknowledged writes";
        if (!objective.comparison().holds(lost, limit)) {
            return finding(
                    Result.BREACH,
                    objective,
                    lost,
                    lost + of + " are lost, wanted " + Words.bound(objective, objective.bound(), null));
        }
        if (!ledger.unknown().isEmpty()) {
            return finding(
                    Result.NOT_PROVEN,
                    objective,
                    lost,
                    ledger.unknown().count() + of + " could not be looked for: the system did not answer in time");
        }
        if (ledger.acknowledgedDuringFault() == 0) {
            return finding(
                    Result.NOT_PROVEN,
                    objective,
                    lost,
                    "no write was acknowledged while the fault was on, so none could be lost");
        }
        return finding(
                Result.PASS,
                objective,
                lost,
                lost + of + " are lost; " + ledger.acknowledgedDuringFault()
                        + " of them were acknowledged while the fault was on");
    }

    private static Finding finding(Result result, Objective objective, @Nullable Integer lost, String sentence) {
        return new Finding(
                result,
                ObjectiveRole.SLO,
                objective.name(),
                "the end",
                Words.bound(objective, objective.bound(), null),
                lost == null ? null : Integer.toString(lost),
                objective.name() + ": " + sentence);
    }
}
