package dev.holograph.chaos.adapters.probe;

import dev.holograph.chaos.spi.DriverException;
import java.time.Duration;

/** Puts one question, again and again, on a thread that may wait. */
public interface ProbeClient {

    /**
     * Asks once; never while it still asks.
     *
     * @param within after this the answer comes too late
     * @throws NoNumberException if there is an answer, and it is no number
     * @throws DriverException if there is none, or it is an error; the message holds no secret
     */
    double ask(Duration within) throws NoNumberException, DriverException, InterruptedException;

    /** Leaves what it has open, also during a query, and does not wait. It may be queried again. */
    void drop();
}
