package dev.holograph.chaos.application;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.LoadFinding;
import dev.holograph.chaos.slo.RunFinding;

/** Finds whether a run says that the machine was too small for what ran on it. */
final class MachineFindings {

    private MachineFindings() {}

    static boolean isIn(RunResult result) {
        return result.evaluation().findings().stream().anyMatch(MachineFindings::isOfTheMachine);
    }

    private static boolean isOfTheMachine(RunFinding finding) {
        return finding instanceof LoadFinding.StoodStill
                || finding instanceof LoadFinding.Shortfall
                || finding instanceof RunFinding.Note note
                        && note.finding().sentence().contains(MachineWatch.AT_ITS_LIMIT);
    }
}
