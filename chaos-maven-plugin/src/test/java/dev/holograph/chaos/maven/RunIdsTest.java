package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunIdsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void namesTheScenarioAndTheMoment() {
        assertThat(RunIds.of("latency", NOW, new SplittableRandom(1))).matches("latency-20260102-030405-[0-9a-z]{4}");
    }

    @Test
    void isShortAndOfPlainLettersWhateverTheScenarioIsCalled() {
        assertThat(RunIds.of("größe/of the_very.long name", NOW, new SplittableRandom(1)))
                .matches("gr--e-of-the-very-lo-20260102-030405-[0-9a-z]{4}");
    }

    @Test
    void twoRunsOfOneSecondDiffer() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(RunIds.of("latency", NOW, random)).isNotEqualTo(RunIds.of("latency", NOW, random));
    }
}
