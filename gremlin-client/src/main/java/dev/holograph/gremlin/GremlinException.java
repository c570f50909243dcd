package dev.holograph.gremlin;

/** Gremlin did not do what the request was for. The message says what happened and what to do; it never holds a key. */
public final class GremlinException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What sort of failure it was. */
    public enum Kind {
        /** 400: the request was not understood. */
        INVALID,
        /** 401: the key is missing, wrong or no longer valid. */
        UNAUTHENTICATED,
        /** 403: the key is good, and lacks a privilege. */
        FORBIDDEN,
        /** 404: there is no such attack. */
        NOT_FOUND,
        /** 429: too many requests. */
        RATE_LIMITED,
        /** 5xx: Gremlin itself has a problem. */
        SERVER_ERROR,
        /** Some other answer, or one that could not be read. */
        UNEXPECTED_ANSWER,
        /** No answer in time, or no connection. */
        NO_ANSWER
    }

    private final Kind kind;
    private final int status;
    private final String advice;

    GremlinException(Kind kind, int status, String what, String advice) {
        super(what + "; " + advice);
        this.kind = kind;
        this.status = status;
        this.advice = advice;
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }

    /**
     * Whether what was asked may have been done all the same. An attack whose creation fails so may be running: look for
     * it.
     */
    public boolean mayHaveBeenDone() {
        return kind == Kind.NO_ANSWER || kind == Kind.SERVER_ERROR || kind == Kind.UNEXPECTED_ANSWER;
    }
}
