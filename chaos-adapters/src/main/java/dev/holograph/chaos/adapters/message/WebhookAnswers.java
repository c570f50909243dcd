package dev.holograph.chaos.adapters.message;

import org.jspecify.annotations.Nullable;

/** Knows what a webhook's refusals mean. */
@FunctionalInterface
public interface WebhookAnswers {

    /** For a receiver whose answers are unknown. */
    WebhookAnswers UNKNOWN = (status, said) -> null;

    /**
     * What to do; {@code null} if there is nothing to say.
     *
     * @param said the beginning of the answer
     */
    @Nullable String advice(int status, String said);
}
