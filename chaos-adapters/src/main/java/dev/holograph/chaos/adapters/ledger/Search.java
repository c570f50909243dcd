package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;

/** One way of looking for writes. One object for one search; what it says of itself holds no secret. */
interface Search {

    /** As {@link dev.holograph.chaos.spi.WriteFinder#find}. */
    Answer find(Acknowledgements writes, Deadline settled, Deadline deadline)
            throws DriverException, InterruptedException;

    /** Error text when the id that was never written is found: what returned it, and what to do. */
    String ifFound();

    /** Error text when a lookup got no answer: the last obstacle, and what to do. */
    String ifUnknown();
}
