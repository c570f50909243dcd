package dev.holograph.chaos.scenario;

/** What a quantity measures; the unit that its value is kept in is named with each. */
public enum Dimension {
    /** Milliseconds. */
    TIME("a time such as 250ms, 2s or 1m30s"),
    /** A fraction: 1 is all. */
    RATIO("a share such as 1% or 0.5%"),
    /** Events each second. */
    RATE("a rate such as 100/s or 30/m"),
    /** Bytes. */
    SIZE("a size such as 500B, 64KiB or 10MB (B, kB, MB, GB, KiB, MiB, GiB)"),
    /** A bare number. */
    COUNT("a number without a unit");

    private final String example;

    Dimension(String example) {
        this.example = example;
    }

    /** How one is written, for messages. */
    public String example() {
        return example;
    }
}
