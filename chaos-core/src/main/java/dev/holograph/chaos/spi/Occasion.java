package dev.holograph.chaos.spi;

import dev.holograph.chaos.slo.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** When a message about a build is sent. */
public enum Occasion {
    /** A scenario ended as BREACH. */
    BREACH("breach"),
    /** A scenario ended without proof: NOT PROVEN or INTERRUPTED. */
    NOT_PROVEN("notProven"),
    /** A scenario that was not PASS when it ran last time is PASS now. */
    FIXED("fixed"),
    /** A build has ended, whatever its outcome. */
    ALWAYS("always");

    private final String word;

    Occasion(String word) {
        this.word = word;
    }

    /** As a configuration writes it. */
    public String word() {
        return word;
    }

    /** All words that a configuration may hold. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Occasion::word).toList();
    }

    /** The occasion that is written so; empty if there is none. */
    public static Optional<Occasion> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /**
     * Whether an outcome gives this occasion. ERROR and NOT UNDONE are failures of both kinds: they concern those who
     * wait for a breach and those who wait for a run without proof.
     *
     * @param isFixed whether it was not PASS last time and is now
     */
    public boolean isGivenBy(Result result, boolean isFixed) {
        return switch (this) {
            case ALWAYS -> true;
            case FIXED -> isFixed;
            case BREACH -> result == Result.BREACH || isFailureOfTheRun(result);
            case NOT_PROVEN -> result == Result.NOT_PROVEN || result == Result.INTERRUPTED || isFailureOfTheRun(result);
        };
    }

    private static boolean isFailureOfTheRun(Result result) {
        return result == Result.ERROR || result == Result.NOT_UNDONE;
    }
}
