package dev.holograph.chaos.adapters.load.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.data.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private static String token(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access_token  | {'expires_in':60}      | 60",
                "id_token      | {'expires_in':'3600'}  | 3600", // as some servers write it
                "access_token  | {'expires_in':0}       |",
                "access_token  | {'expires_in':-1}      |",
                "access_token  | {'expires_in':'1h'}    |",
                "access_token  | {'expires_in':true}    |",
                "access_token  | {}                     |",
                "access_token  | ['expires_in',60]      |",
                "refresh_token | {'expires_in':60}      |",
                "user_id       | {'expires_in':60}      |",
            })
    void expiresInBesideATokenCounts(String name, String around, Integer seconds) {
        Object json = StrictJson.read(around.replace('\'', '"'));

        assertThat(Expiry.of(name, "opaque", json, NOW).map(Expiry::in))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'exp':1800000090}           | 90",
                "{'exp':1800000090.5}         | 90",
                "{'exp':1799999990}           | -10",
                "{'exp':'1800000090'}         |",
                "{'iat':1800000090}           |",
                "{'exp':9223372036854775807}  |",
                "no JSON                      |",
            })
    void expOfAJsonWebTokenCounts(String claims, Integer seconds) {
        assertThat(Expiry.of("jwt", token(claims.replace('\'', '"')), null, NOW).map(Expiry::in))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void textsWithDotsAreNoTokens() {
        assertThat(Expiry.of("token", "1.2.3", null, NOW)).isEmpty();
        assertThat(Expiry.of("token", "a.ä.c", null, NOW)).isEmpty();
        assertThat(Expiry.of("token", "..", null, NOW)).isEmpty();
    }

    @Test
    void theEarlierOfBothCounts() {
        Object beside = StrictJson.read("{\"expires_in\":60}");

        assertThat(Expiry.of("access_token", token("{\"exp\":1800000090}"), beside, NOW))
                .contains(new Expiry(Duration.ofSeconds(60), "expires_in"));
        assertThat(Expiry.of("access_token", token("{\"exp\":1800000030}"), beside, NOW))
                .contains(new Expiry(Duration.ofSeconds(30), "exp of the JSON Web Token"));
    }
}
