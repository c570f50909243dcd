package dev.holograph.chaos.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that come from elsewhere: those that the run itself was given (as they are, in Base64 and as
 * in a URL), and what is written as one.
 */
final class SecretMask {

    private static final String MASK = "***";

    /** Shorter ones would take half of a text with them. */
    private static final int SHORTEST = 4;

    private static final Pattern WRITTEN_AS_ONE = Pattern.compile(
            "((?:passw\\w*|pwd|\\w*secret|\\w*token|\\w*api[-_]?key|authorization)[\"']?\\s*[=:]\\s*[\"']?"
                    + "(?:(?:bearer|basic|key)\\s+)?)[^\\s\"',;&]+|(//[^/@:\\s]*:)[^/@\\s]+(?=@)",
            Pattern.CASE_INSENSITIVE);

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Never shown from now on. */
    void hide(String secret) {
        if (secret.length() >= SHORTEST) {
            known.add(secret);
            known.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            known.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    String apply(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        return WRITTEN_AS_ONE.matcher(masked).replaceAll(found -> {
            String before = found.group(1) == null ? found.group(2) : found.group(1);
            return java.util.regex.Matcher.quoteReplacement(before + MASK);
        });
    }
}
