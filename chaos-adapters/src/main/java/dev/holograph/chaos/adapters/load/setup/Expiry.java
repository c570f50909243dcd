package dev.holograph.chaos.adapters.load.setup;

import dev.holograph.chaos.adapters.data.StrictJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a value of a setup's answer stops being valid, as far as the answer says it.
 *
 * @param in from now; not positive: it is over
 * @param by where the answer says so
 */
record Expiry(Duration in, String by) {

    /** The longest that is understood: more than any run. */
    private static final long MOST_SECONDS = 1_000_000_000;

    private static final int PARTS_OF_A_JWT = 3;

    /** Of several, the earliest. */
    static Optional<Expiry> of(String name, String value, @Nullable Object around, Instant now) {
        Optional<Expiry> beside = beside(name, around);
        Optional<Expiry> inside = inside(value, now);
        if (beside.isPresent() && inside.isPresent()) {
            return beside.get().in().compareTo(inside.get().in()) < 0 ? beside : inside;
        }
        return beside.or(() -> inside);
    }

    /** {@code expires_in} beside a token: seconds (RFC 6749, 5.1). It says nothing about a refresh token, or what is no token. */
    private static Optional<Expiry> beside(String name, @Nullable Object around) {
        String word = name.toLowerCase(Locale.ROOT);
        if (!(around instanceof JsonObject object) || !word.contains("token") || word.startsWith("refresh")) {
            return Optional.empty();
        }
        Object said = object.getValue("expires_in");
        boolean isNumber = said instanceof Integer || said instanceof Long || said instanceof String;
        if (!isNumber || !String.valueOf(said).matches("[1-9]\\d{0,9}")) {
            return Optional.empty(); // 0 says "never" as often as "at once"
        }
        return Optional.of(new Expiry(Duration.ofSeconds(Long.parseLong(String.valueOf(said))), "expires_in"));
    }

    /** {@code exp} of a JSON Web Token: seconds since 1970 (RFC 7519, 4.1.4). */
    private static Optional<Expiry> inside(String value, Instant now) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != PARTS_OF_A_JWT) {
            return Optional.empty();
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            if (!(StrictJson.read(claims) instanceof JsonObject object)
                    || !(object.getValue("exp") instanceof Number exp)) {
                return Optional.empty();
            }
            Duration in = Duration.between(now, Instant.ofEpochSecond(exp.longValue()));
            return in.toSeconds() > MOST_SECONDS
                    ? Optional.empty()
                    : Optional.of(new Expiry(in, "exp of the JSON Web Token"));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return Optional.empty(); // no JSON Web Token
        }
    }
}
