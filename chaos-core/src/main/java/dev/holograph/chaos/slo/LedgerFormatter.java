package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Quantity;
import org.jspecify.annotations.Nullable;

/** Puts what the ledger found into English. */
public final class LedgerFormatter {

    private LedgerFormatter() {}

    /** Empty if none was. */
    public static String foundLate(LedgerResult ledger) {
        return ledger.foundLate() == 0
                ? ""
                : ledger.foundLate() + (ledger.foundLate() == 1 ? " was" : " were") + " found late, the last "
                        + Quantity.time(ledger.latest()) + " after the end of the load at most";
    }

    static String lostWrites(ObjectiveResult result, String limit, @Nullable LedgerResult ledger) {
        if (ledger == null) {
            return "acknowledged writes were not looked for";
        }
        String late = ledger.foundLate() == 0 ? "" : "; " + foundLate(ledger);
        return found(result, limit, ledger) + late;
    }

    private static String found(ObjectiveResult result, String limit, LedgerResult ledger) {
        int lost = ledger.lost().count();
        String of = " of " + ledger.acknowledged() + " acknowledged writes";
        return switch (result.status()) {
            case BREACHED -> lost + of + " are lost, wanted " + limit;
            case UNDECIDED ->
                ledger.unknown().count() + of + " could not be looked for: the system did not answer in time";
            case TOO_FEW -> "no write was acknowledged while the fault was on, so none could be lost";
            default ->
                lost + of + " are lost; " + ledger.acknowledgedDuringFault()
                        + " of them were acknowledged while the fault was on";
        };
    }
}
