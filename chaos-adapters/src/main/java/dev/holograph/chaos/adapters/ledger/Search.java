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

    /** Of a write that was never made and was found in this search: what said so, and what to do. */
    String ifFound();

    /** Of a write without an answer in this search: what stood in the way last, and what to do. */
    String ifUnknown();
}
