package dev.holograph.chaos.adapters.outage;

import dev.holograph.chaos.slo.Result;
import java.util.Set;

/**
 * A system whose behaviour is known, and what a run must say of it.
 *
 * @param lines of the scenario beside title, load, phases and fault: objectives, recovery, ledger
 * @param behaviour what becomes of each request
 * @param verdicts that are true of it
 * @param finding a part of a sentence that the verdict must hold; empty: none is asked for
 */
record Outage(String name, String lines, Behaviour behaviour, Set<Result> verdicts, String finding) {

    /** What a server does with one request. */
    enum Kind {
        OK,
        /** As {@link #OK}, and the write is lost. */
        FORGETS,
        /** 503. */
        UNAVAILABLE,
        /** 200, without the id that was asked for. */
        WRONG_ID,
        /** 415. */
        UNSUPPORTED,
        /** Closes the connection without an answer. */
        CLOSE,
        /** Never answers. */
        HANG
    }

    /** What becomes of a request, and after how many milliseconds. */
    record Reply(Kind kind, long after) {
        static Reply ok(long after) {
            return new Reply(Kind.OK, after);
        }

        static Reply of(Kind kind) {
            return new Reply(kind, 0);
        }
    }

    /** Decides by the time since the injection and since the undo, in seconds; both negative before that. */
    @FunctionalInterface
    interface Behaviour {
        Reply reply(double sinceInjection, double sinceUndo, long number);
    }

    static Outage of(String name, String lines, Behaviour behaviour, Result verdict, String finding) {
        return new Outage(name, lines, behaviour, Set.of(verdict), finding);
    }

    @Override
    public String toString() {
        return name;
    }
}
