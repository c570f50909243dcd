package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.slo.Acknowledgements;
import java.util.BitSet;

/** What was said of some writes, by their number. One that nothing was said of has no answer. For one thread at a time. */
final class LookupResults {

    private final Acknowledgements writes;
    private final BitSet found = new BitSet();
    private final BitSet denied = new BitSet();

    LookupResults(Acknowledgements writes) {
        this.writes = writes;
    }

    Acknowledgements writes() {
        return writes;
    }

    /** @param number of the write, counted from 0 */
    void put(int number, LookupResult lookUp) {
        switch (lookUp) {
            case FOUND -> found.set(number);
            case DENIED -> denied.set(number);
            case NO_ANSWER -> {}
        }
    }

    /** What others know of the same writes. */
    void takeFrom(LookupResults others) {
        found.or(others.found);
        denied.or(others.denied);
    }

    Acknowledgements denied() {
        return writes.only(denied);
    }

    Acknowledgements unanswered() {
        BitSet rest = new BitSet();
        rest.set(0, writes.count());
        rest.andNot(found);
        rest.andNot(denied);
        return writes.only(rest);
    }
}
