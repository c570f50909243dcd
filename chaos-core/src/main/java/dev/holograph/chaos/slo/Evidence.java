package dev.holograph.chaos.slo;

import org.jspecify.annotations.Nullable;

/**
 * What speaks for a fault being real.
 *
 * @param kind how strong it is
 * @param text one sentence with the figures
 * @param notBack what the fault broke and what is not as it was before; {@code null} if all is, or nobody looked
 * @param traffic what passed a fault that chooses among requests; {@code null} if it does not choose, or nobody counted
 */
public record Evidence(
        Kind kind,
        String text,
        @Nullable String notBack,
        @Nullable Traffic traffic) {

    /**
     * What passed a fault that chooses among requests.
     *
     * @param requests that it could read, whether it did something to them or not
     * @param unread pieces of what clients sent in which it could read no request, such as TLS or HTTP/2
     */
    public record Traffic(long requests, long unread) {}

    public Evidence(Kind kind, String text) {
        this(kind, text, null, null);
    }

    /** The same, with what is not as it was before the fault; {@code null} if all is. */
    public Evidence notBack(@Nullable String what) {
        return new Evidence(kind, text, what, traffic);
    }

    /** The same, with what passed the fault. */
    public Evidence of(Traffic passed) {
        return new Evidence(kind, text, notBack, passed);
    }

    /** How strong. */
    public enum Kind {
        /** Its effect was seen: bytes were delayed, a process is gone, a count fell. */
        OBSERVED,
        /** Somebody says so. */
        CLAIMED,
        /** Nothing was seen. */
        NONE,
        /** Something else acted on the target as well: what was measured is not this fault's alone. */
        DISTURBED
    }

    public static Evidence observed(String text) {
        return new Evidence(Kind.OBSERVED, text);
    }

    public static Evidence claimed(String text) {
        return new Evidence(Kind.CLAIMED, text);
    }

    public static Evidence none(String text) {
        return new Evidence(Kind.NONE, text);
    }

    public static Evidence disturbed(String text) {
        return new Evidence(Kind.DISTURBED, text);
    }
}
