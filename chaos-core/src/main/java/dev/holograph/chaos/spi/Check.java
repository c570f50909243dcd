package dev.holograph.chaos.spi;

import org.jspecify.annotations.Nullable;

/**
 * One thing that {@code chaos:doctor} has looked at.
 *
 * @param name what it is, in a few words: {@code k6}, {@code service redis}
 * @param found what is there, in one sentence without a full stop; no secrets
 * @param advice what to do; {@code null} where nothing is to be done, or {@code found} says it
 */
public record Check(
        String name, State state, String found, @Nullable String advice) {

    /** Whether a run can go ahead. */
    public enum State {
        OK,
        /** It can, but a person should know. */
        WARN,
        /** It cannot. */
        FAIL
    }

    /** What is needed is there. */
    public static Check ok(String name, String found) {
        return new Check(name, State.OK, found, null);
    }

    /** A run can go ahead, but a person should know this first. */
    public static Check warn(String name, String found, String advice) {
        return new Check(name, State.WARN, found, advice);
    }

    /** A run cannot go ahead. */
    public static Check fail(String name, String found, @Nullable String advice) {
        return new Check(name, State.FAIL, found, advice);
    }

    /** A world that did not do what was asked of it; the message of such an exception says what to do. */
    public static Check fail(String name, DriverException problem) {
        return fail(name, String.valueOf(problem.getMessage()), null);
    }
}
