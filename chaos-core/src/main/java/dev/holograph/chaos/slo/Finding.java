package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.ObjectiveRole;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a run showed: an objective held against its measurement, or something else that bears on the verdict.
 *
 * @param role under which key the objective stands; {@code null} if this is not about an objective
 * @param subject the objective's name, or what this is about
 * @param when the phase, fault or window, in words
 * @param bound the bound in words; {@code null} where there is none
 * @param measured the value in words; {@code null} where nothing was measured
 * @param sentence the whole of it in one sentence
 */
public record Finding(
        Result result,
        @Nullable ObjectiveRole role,
        String subject,
        String when,
        @Nullable String bound,
        @Nullable String measured,
        String sentence) {

    /** A finding that is about no objective. */
    public static Finding note(Result result, String subject, String sentence) {
        return new Finding(result, null, subject, "", null, null, sentence);
    }
}
