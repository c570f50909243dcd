package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

    private final SecretMask mask = new SecretMask();

    @Test
    void aSecretOfTheRunIsHiddenInEachForm() {
        String secret = "s3cr3t/+ value";
        mask.hide(secret);
        String base64 = Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8));
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        assertThat(mask.apply("a " + secret + " b " + base64 + " c " + url)).doesNotContain("s3cr3t", base64, url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        WARN login with password=hunter2, retried | WARN login with password=***, retried
        {"level":"error","token":"abc123"} | {"level":"error","token":"***"}
        ERROR GET with Authorization: Bearer abc.def | ERROR GET with Authorization: Bearer ***
        ERROR redis://app:hunter2@127.0.0.1:6379 is gone | ERROR redis://app:***@127.0.0.1:6379 is gone
        ERROR http://127.0.0.1:8080/frames is gone | ERROR http://127.0.0.1:8080/frames is gone
        """)
    void whatIsWrittenAsASecretIsHidden(String line, String masked) {
        assertThat(mask.apply(line)).isEqualTo(masked);
    }
}
