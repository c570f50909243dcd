package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.RecoveryRule;
import java.util.List;

/** When the faults of a run were on. */
public final class FaultTimes {

    private FaultTimes() {}

    /**
     * The stretches in which at least one was, apart from one another and in their order. A lasting fault is on until its
     * undo is confirmed; an instant one until it comes again, another episode begins or the fault phase ends.
     */
    public static List<Window> of(RunTimes times, List<FaultRecord> faults, RecoveryRule rule) {
        return new RunTimeline(times, faults, rule).faults();
    }
}
