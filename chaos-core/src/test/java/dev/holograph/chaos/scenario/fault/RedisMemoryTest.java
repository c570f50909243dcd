package dev.holograph.chaos.scenario.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.scenario.fault.RedisMemory.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisMemoryTest {

    @Test
    void aShareIsOfWhatIsUsed() {
        RedisMemory half = new RedisMemory("50%", Policy.KEEP);

        assertThat(half.isShare()).isTrue();
        assertThat(half.bytes(2_000_001)).isEqualTo(1_000_001);
        assertThat(half.bytes(0)).as("0 would be no limit").isEqualTo(1);
    }

    @Test
    void aSizeIsItself() {
        RedisMemory size = new RedisMemory("64MiB", Policy.KEEP);

        assertThat(size.isShare()).isFalse();
        assertThat(size.bytes(1)).isEqualTo(67_108_864);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "0.2B", "0%", "101%", "5", "2s", "10/s", "much"})
    void whatIsNoLimitIsRefused(String text) {
        assertThatThrownBy(() -> new RedisMemory(text, Policy.KEEP)).isInstanceOf(IllegalArgumentException.class);
    }
}
