package dev.holograph.chaos.slo;

import java.util.List;

/**
 * Which acknowledged writes could be found after recovery.
 *
 * @param acknowledged how many writes the system said it has
 * @param acknowledgedDuringFault of them, while a fault was on
 * @param found of them, looked for and found
 * @param lost ids that the system says it does not have
 * @param unknown ids that could not be looked for in time: neither found nor lost
 */
public record LedgerResult(
        long acknowledged, long acknowledgedDuringFault, long found, List<String> lost, List<String> unknown) {

    public LedgerResult {
        lost = List.copyOf(lost);
        unknown = List.copyOf(unknown);
    }
}
