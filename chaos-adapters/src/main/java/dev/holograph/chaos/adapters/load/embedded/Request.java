package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason.Kind;
import org.jspecify.annotations.Nullable;

/** A request that is due, until its one outcome. */
final class Request {

    /** From 0, over all of the load. */
    final long number;

    /** By the monotone clock. */
    final long due;

    /** Which connection or user it belongs to. */
    final int lane;

    /** Which of the load's kinds of requests it is, from 0. */
    final int kind;

    /** What it was sent on; {@code null} until it is sent. */
    @Nullable Carrier carrier;

    /** What its carrier notes of the moment when it was sent. */
    int mark;

    /** On which stream of its carrier it was sent. */
    int stream;

    /** How often it came back from a server that had not taken it. */
    int returned;

    /** How many redirects it has followed. */
    int redirects;

    /** Where the last of them led, with its query; {@code null} before the first. */
    @Nullable String redirectedTo;

    /** Whether no redirect has made a GET, or HEAD, of it. */
    boolean keepsMethod = true;

    boolean settled;

    Request(long number, long due, int lane, int kind) {
        this.number = number;
        this.due = due;
        this.lane = lane;
        this.kind = kind;
    }

    /** It is sent again, to where a redirect leads. */
    void follow(String path, boolean keeps) {
        redirects++;
        redirectedTo = path;
        keepsMethod &= keeps;
        carrier = null;
    }

    /** A connection that requests are sent on. */
    interface Carrier {
        /** Why nobody has answered this one in time, as far as this connection knows. Called once, before it is given up. */
        default Failure silence(Request request) {
            return Failure.of(Kind.ANSWER_TIMEOUT);
        }

        /** Nobody waits for the answer to this one any more. */
        void gaveUp(Request request);
    }
}
