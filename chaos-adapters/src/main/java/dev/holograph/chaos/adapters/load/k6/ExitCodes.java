package dev.holograph.chaos.adapters.load.k6;

import org.jspecify.annotations.Nullable;

/** What k6 says by its exit code (its errext/exitcodes package). */
final class ExitCodes {

    /** Ended by a signal. */
    static final int SIGNAL = 105;

    private ExitCodes() {}

    /** Why k6 ended otherwise than planned and what to do; {@code null} if it did not. */
    static @Nullable String problem(int code) {
        return switch (code) {
            case 0 -> null;
            case 99 -> null; // a threshold of the script's own: the scenario's objectives judge
            case 100, 101 -> "k6: setup() or teardown() of the script took too long (exit code " + code + ")";
            case 104 -> "k6 refused the script's options (exit code 104)";
            case SIGNAL -> "k6 was ended by a signal (exit code 105)";
            case 106 -> "k6 could not open its own port (exit code 106)";
            case 107 -> "the k6 script threw an exception (exit code 107)";
            case 108 -> "the k6 script ended the test by test.abort() (exit code 108)";
            case 109 -> "k6 itself crashed (exit code 109): try another version";
            case 137 -> "k6 was killed (exit code 137): by a person, or because memory ran out";
            default -> "k6 ended with exit code " + code;
        };
    }
}
