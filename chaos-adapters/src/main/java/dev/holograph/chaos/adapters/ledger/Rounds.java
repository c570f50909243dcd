package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.WriteFinder.Answer;

/**
 * Asks for writes until each is found, or denied twice: the second round forgives a read path that is still filling up.
 * One that gets no answer is asked for until the deadline.
 */
final class Rounds {

    private static final long BETWEEN_ROUNDS_MS = 250;

    private Rounds() {}

    /** Asks for all of them once, and may leave off at the deadline. */
    @FunctionalInterface
    interface Round {
        void ask(LookUps lookUps) throws DriverException, InterruptedException;
    }

    static Answer find(Acknowledgements writes, Deadline deadline, Round round)
            throws DriverException, InterruptedException {
        Acknowledgements fresh = writes;
        Acknowledgements deniedOnce = Acknowledgements.none();
        Acknowledgements lost = Acknowledgements.none();
        while (true) {
            LookUps ofFresh = ask(fresh, round);
            LookUps ofDenied = ask(deniedOnce, round);
            lost = both(lost, ofDenied.denied());
            fresh = ofFresh.unanswered();
            deniedOnce = both(ofFresh.denied(), ofDenied.unanswered());
            if (fresh.isEmpty() && deniedOnce.isEmpty() || deadline.isOver()) {
                return new Answer(lost, both(fresh, deniedOnce));
            }
            Thread.sleep(Math.min(BETWEEN_ROUNDS_MS, deadline.remaining().toMillis()));
        }
    }

    private static LookUps ask(Acknowledgements writes, Round round) throws DriverException, InterruptedException {
        LookUps lookUps = new LookUps(writes);
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
