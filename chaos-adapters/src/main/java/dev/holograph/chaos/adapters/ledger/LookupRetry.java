package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import java.time.Duration;

/**
 * Asks for writes until each is found, or denied for good: by a second denial, which forgives a read path that is still
 * filling up, to a question that was put when the store had its time to settle. One that gets no answer is asked for
 * until the deadline.
 */
final class LookupRetry {

    private static final long BETWEEN_ROUNDS_MS = 250;

    /** A store that takes its time is not kept busy with what it does not have yet. */
    private static final long LONGEST_BETWEEN_ROUNDS_MS = 2_000;

    private LookupRetry() {}

    /** Asks for all of them once, and may leave off at the deadline. */
    @FunctionalInterface
    interface Round {
        void ask(LookupResults lookUps) throws DriverException, InterruptedException;
    }

    /** @param settled set when the load ended; a denial counts if its question was put after this was over */
    static Answer find(Acknowledgements writes, Deadline settled, Deadline deadline, Round round)
            throws DriverException, InterruptedException {
        Acknowledgements fresh = writes;
        Acknowledgements deniedBefore = Acknowledgements.none();
        Acknowledgements lost = Acknowledgements.none();
        long foundLate = 0;
        Duration latest = Duration.ZERO;
        long pause = BETWEEN_ROUNDS_MS;
        while (true) {
            LookupResults ofFresh = ask(fresh, round);
            boolean isSettled = settled.isOver();
            LookupResults ofDenied = ask(deniedBefore, round);
            Acknowledgements deniedAgain = ofDenied.denied();
            Acknowledgements unanswered = ofDenied.unanswered();
            int turnedUp = deniedBefore.count() - deniedAgain.count() - unanswered.count();
            if (turnedUp > 0) {
                foundLate += turnedUp;
                latest = settled.elapsed();
            }
            lost = both(lost, isSettled ? deniedAgain : Acknowledgements.none());
            fresh = ofFresh.unanswered();
            deniedBefore = both(both(ofFresh.denied(), unanswered), isSettled ? Acknowledgements.none() : deniedAgain);
            if (fresh.isEmpty() && deniedBefore.isEmpty() || deadline.isOver()) {
                return new Answer(lost, both(fresh, deniedBefore), foundLate, latest);
            }
            Thread.sleep(Math.min(pause(pause, settled), deadline.remaining().toMillis()));
            pause = Math.min(2 * pause, LONGEST_BETWEEN_ROUNDS_MS);
        }
    }

    /** Longer from round to round while the store settles, to the millisecond at which it is to have settled. */
    private static long pause(long growing, Deadline settled) {
        long left = settled.remaining().toMillis() + 1;
        return settled.isOver() ? BETWEEN_ROUNDS_MS : Math.max(BETWEEN_ROUNDS_MS, Math.min(growing, left));
    }

    private static LookupResults ask(Acknowledgements writes, Round round)
            throws DriverException, InterruptedException {
        LookupResults lookUps = new LookupResults(writes);
        if (!writes.isEmpty()) {
            round.ask(lookUps);
        }
        return lookUps;
    }

    private static Acknowledgements both(Acknowledgements some, Acknowledgements more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        Acknowledgements.Builder both = new Acknowledgements.Builder();
        some.forEach(write -> both.add(write.id(), write.at()));
        more.forEach(write -> both.add(write.id(), write.at()));
        return both.build();
    }
}
