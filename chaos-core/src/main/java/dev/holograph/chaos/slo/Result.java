package dev.holograph.chaos.slo;

/** What a run, or one finding of it, comes to. Later ones win over earlier ones. */
public enum Result {
    /** Load ran, the fault was observed, every objective was measured and held, everything was undone. */
    PASS("PASS"),
    /** As PASS, but a tighter bound was crossed, or the margin lies within the measurement's own uncertainty. */
    WARN("WARN"),
    /** The run says nothing about the system. */
    NOT_PROVEN("NOT PROVEN"),
    /** Stopped by a person or a signal, and undone. */
    INTERRUPTED("INTERRUPTED"),
    /** An objective was measured and did not hold, or an abort condition fired. */
    BREACH("BREACH"),
    /** Scenario, driver or environment. */
    ERROR("ERROR"),
    /** Something could not be undone. */
    NOT_UNDONE("NOT UNDONE");

    private final String words;

    Result(String words) {
        this.words = words;
    }

    /** As reports write it. */
    public String words() {
        return words;
    }

    /** The one that wins. */
    public Result and(Result other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
