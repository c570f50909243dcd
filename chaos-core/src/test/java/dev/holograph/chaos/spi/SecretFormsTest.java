package dev.holograph.chaos.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormsTest {

    /** Base64 of a secret looks different by what stands before it: each of the three ways is known. */
    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use"})
    void aSecretWithinBase64IsFound(String before) {
        String secret = "aPassword Of/This+Server";
        String text = base64(before + secret + "!");
        String clean = SecretForms.of(secret).hiddenIn("AUTH PLAIN " + text);
        assertThat(clean).startsWith("AUTH PLAIN ").contains("***");
        // What is left beside it is too short to hold more than its first and last two characters.
        assertThat(clean.length()).isLessThan("AUTH PLAIN ***".length() + before.length() * 2 + 8);
    }

    /** A server that echoes it in JSON escapes it in one of several ways. */
    @ParameterizedTest
    @ValueSource(strings = {"pw\\\"Q1\\\\Z/x&y<z", "pw\\\"Q1\\\\Z\\/x&y<z", "pw\\\"Q1\\\\Z/x\\u0026y\\u003cz"})
    void aSecretWithinJsonIsFound(String escaped) {
        assertThat(SecretForms.of("pw\"Q1\\Z/x&y<z").hiddenIn("{\"e\":\"shop:" + escaped + "\"}"))
                .isEqualTo("{\"e\":\"shop:***\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aPassw", "aPassword Of/This+Serve"})
    void theBeginningOfASecretAtTheEndOfACutTextIsFound(String beginning) {
        assertThat(SecretForms.of("aPassword Of/This+Server").hiddenInBeginning("{\"e\":\"" + beginning))
                .isEqualTo("{\"e\":\"***");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
