package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:07.123Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"latency", "a", "a-name-that-is-longer-than-it-may-be", "odd name.2", "x-20260101-000000-abcd"})
    void anIdTellsWhenItsRunBegan(String scenario) {
        String id = RunIds.of(scenario, NOW, new SplittableRandom(1));
        assertThat(id).matches("[A-Za-z0-9-]{1,41}").contains("-20261125-100007-");
        assertThat(RunIds.startOf(id)).contains(Instant.parse("2026-11-25T10:00:07Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latency",
                "latency-20261125-100007",
                "latency-20261125-100007-abcde",
                "x-20261399-100007-abcd"
            })
    void whatIsNoneHasNoBeginning(String text) {
        assertThat(RunIds.startOf(text)).isEmpty();
    }

    @Test
    void twoOfOneSecondAreDifferent() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(RunIds.of("a", NOW, random)).isNotEqualTo(RunIds.of("a", NOW, random));
    }
}
