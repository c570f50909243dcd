package dev.holograph.chaos.spi;

import dev.holograph.chaos.scenario.Ledger;
import java.util.List;

/** Looks for acknowledged writes through the system's own read path. */
public interface WriteFinder {

    /**
     * Looks for all of these ids.
     *
     * @param target where the ledger's target is
     * @return the ids that are lost and those whose answer could not be had before the deadline
     */
    Answer find(Ledger ledger, Endpoint target, List<String> ids, Deadline deadline) throws InterruptedException;

    /** What was not found. */
    record Answer(List<String> lost, List<String> unknown) {
        public Answer {
            lost = List.copyOf(lost);
            unknown = List.copyOf(unknown);
        }
    }
}
