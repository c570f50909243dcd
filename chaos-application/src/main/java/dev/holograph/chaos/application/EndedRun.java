package dev.holograph.chaos.application;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;

/**
 * A run that has ended.
 *
 * @param beside whether others ran beside it
 */
record EndedRun(Summary.Entry entry, RunResult result, boolean beside) {

    /** Whether it proved nothing, and says that the machine was too small for it. Nothing worse is looked at twice. */
    boolean isForTheMachine() {
        return beside && entry.result() == Result.NOT_PROVEN && MachineFindings.isIn(result);
    }

    /** Whether nothing is to run after it: it was stopped, or something could not be undone. */
    boolean endsAll() {
        return entry.result() == Result.INTERRUPTED || entry.result() == Result.NOT_UNDONE;
    }
}
