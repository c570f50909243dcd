package dev.holograph.chaos.slo;

import java.util.Locale;

/**
 * Why a request failed: its kind, with a detail where the kind alone does not say it.
 *
 * @param detail of few different values: a status code, the error code of a load engine; empty if there is none
 */
public record FailureReason(Kind kind, String detail) {

    private static final int LONGEST_SUBPROTOCOL = 40;

    /** Kinds of failures, as far as a load engine can tell them apart. */
    public enum Kind {
        /** An answer with a status that was not expected. The detail is the status code. */
        STATUS("status"),
        /** An answer with the expected status, but without the declared id. */
        WRONG_ID("answer without the declared id"),
        /** An answer with the expected status, but without the values that its body should have. */
        WRONG_VALUE("answer without the expected values"),
        /** An answer that is not what the protocol or the scenario allows. */
        WRONG_ANSWER("unusable answer"),
        /** The handshake of a WebSocket was well, but for its subprotocol. The detail is the one that the server chose. */
        SUBPROTOCOL("not the WebSocket subprotocol that was asked for; the server chose"),
        /** Nobody listens there. */
        REFUSED("connection refused"),
        /** The peer reset the connection. */
        RESET("connection reset"),
        /** The peer closed the connection before an answer came. */
        CLOSED("connection closed"),
        /** A redirect that is not followed. The detail says why not. */
        REDIRECT("redirect"),
        /** The server ended this request alone, by HTTP/2. The detail is the name of the error (RFC 9113, 7). */
        STREAM_RESET("HTTP/2 stream reset:"),
        /** No TLS could be had: no request was sent. The detail is the {@link TlsProblem}'s text. */
        TLS("TLS handshake failed:"),
        /** No connection could be opened in time. */
        CONNECT_TIMEOUT("timed out while connecting"),
        /** The request was sent, and no answer came in time. */
        ANSWER_TIMEOUT("timed out while waiting for the answer"),
        /** No connection was free in time, so the request was never sent. */
        UNSENT("never sent"),
        /** Anything else. The detail says what the engine reported. */
        OTHER("other");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** In English, for reports. */
        public String text() {
            return text;
        }

        /** In files: lower case with hyphens. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A kind that needs no detail. */
    public static FailureReason of(Kind kind) {
        return new FailureReason(kind, "");
    }

    /** An unexpected status code. */
    public static FailureReason status(int code) {
        return new FailureReason(Kind.STATUS, Integer.toString(code));
    }

    /** A redirect away from the target. */
    public static final FailureReason REDIRECT_ELSEWHERE = new FailureReason(Kind.REDIRECT, "to another host");

    /** Yet another redirect, after as many as are followed. */
    public static final FailureReason REDIRECT_AGAIN = new FailureReason(Kind.REDIRECT, "after 5 others");

    /** A TLS handshake that failed. */
    public static FailureReason tls(TlsProblem problem) {
        return new FailureReason(Kind.TLS, problem.text());
    }

    /** @param chosen by the server in the place of what was asked for; empty: none */
    public static FailureReason subprotocol(String chosen) {
        String shown = chosen.replaceAll("[^!-~]", "?");
        return new FailureReason(
                Kind.SUBPROTOCOL,
                shown.isEmpty() ? "none" : shown.substring(0, Math.min(shown.length(), LONGEST_SUBPROTOCOL)));
    }

    /** In English, for reports: {@code status 415}. */
    public String text() {
        return detail.isEmpty() ? kind.text() : kind.text() + " " + detail;
    }
}
