package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void defaults() {
        Settings settings = Settings.from(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.redis().getPort()).isEqualTo(6379);
        assertThat(settings.dataFolder()).isEqualTo(Path.of("data"));
        assertThat(settings.resilience()).isEqualTo(Resilience.ON);
    }

    @Test
    void allGiven() {
        Settings settings = Settings.from(Map.of(
                "PORT", "0", "REDIS_URL", "redis://cache.example:7000", "DATA_DIR", "frames", "RESILIENCE", "off"));

        assertThat(settings.port()).isZero();
        assertThat(settings.redis().getHost()).isEqualTo("cache.example");
        assertThat(settings.dataFolder()).isEqualTo(Path.of("frames"));
        assertThat(settings.resilience()).isEqualTo(Resilience.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "http", "99999999999"})
    void refusesAPortThatIsNone(String port) {
        assertThatThrownBy(() -> Settings.from(Map.of("PORT", port)))
                .hasMessage("PORT: found '" + port + "', allowed is a number from 0 to 65535");
    }

    @Test
    void refusesOtherWordsThanOnAndOff() {
        assertThatThrownBy(() -> Settings.from(Map.of("RESILIENCE", "true")))
                .hasMessageContaining("RESILIENCE: found 'true', allowed is on or off");
    }

    @Test
    void aWrongRedisUrlIsNotRepeatedSinceItMayHoldAPassword() {
        assertThatThrownBy(() -> Settings.from(Map.of("REDIS_URL", "http://me:secret@host")))
                .hasMessageContaining("REDIS_URL: allowed is redis://")
                .hasMessageNotContaining("secret");
    }
}
