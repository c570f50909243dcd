package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.SecretForms;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that come from elsewhere: those that the run itself was given, and what is
 * written as one.
 */
final class SecretMask {

    private static final String MASK = "***";

    /** Shorter ones would take half of a text with them. */
    private static final int SHORTEST = 4;

    private static final Pattern WRITTEN_AS_ONE = Pattern.compile(
            "((?:passw\\w*|pwd|\\w*secret|\\w*token|\\w*api[-_]?key|authorization)[\"']?\\s*[=:]\\s*[\"']?"
                    + "(?:(?:bearer|basic|key)\\s+)?)[^\\s\"',;&]+|(//[^/@:\\s]*:)[^/@\\s]+(?=@)",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, SecretForms> known = new ConcurrentHashMap<>();

    /** Never shown from now on. */
    void hide(String secret) {
        if (secret.length() >= SHORTEST) {
            known.computeIfAbsent(secret, SecretForms::of);
        }
    }

    String apply(String text) {
        String masked = text;
        for (SecretForms secret : known.values()) {
            masked = secret.hiddenIn(masked);
        }
        return WRITTEN_AS_ONE.matcher(masked).replaceAll(found -> {
            String before = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(before + MASK);
        });
    }
}
