package dev.holograph.chaos.slo;

/**
 * What speaks for a fault being real.
 *
 * @param kind how strong it is
 * @param text one sentence with the figures
 */
public record Evidence(Kind kind, String text) {

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
