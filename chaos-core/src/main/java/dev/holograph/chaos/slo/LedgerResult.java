package dev.holograph.chaos.slo;

import java.time.Duration;

/**
 * Which acknowledged writes could be found after recovery. A write that was acknowledged several times is one.
 *
 * @param acknowledged how many writes the system said it has
 * @param acknowledgedDuringFault of them, those that it first said so of while a fault was on
 * @param found of them, looked for and found
 * @param foundLate of those that were found, the ones that the system had first said it does not have
 * @param latest by when, after the end of the load, the last of those was found, at most; zero if there is none
 * @param lost those that the system says it does not have
 * @param unknown those that could not be looked for in time: neither found nor lost
 */
public record LedgerResult(
        long acknowledged,
        long acknowledgedDuringFault,
        long found,
        long foundLate,
        Duration latest,
        Acknowledgements lost,
        Acknowledgements unknown) {

    /** In a run's folder: the lost writes, all of them. */
    public static final String LOST_FILE = "lost.ndjson";
}
