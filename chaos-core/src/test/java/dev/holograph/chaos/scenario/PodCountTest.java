package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.scenario.fault.PodCount;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodCountTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3, 1",
        "5, 3, 3", // not more than there are
        "50%, 4, 2",
        "50%, 5, 2", // never more than the share
        "1%, 3, 1", // but at least one
        "100%, 3, 3",
        "33%, 3, 1",
        "2, 0, 0",
        "50%, 0, 0",
    })
    void ofSoMany(String count, int pods, int affected) {
        assertThat(PodCount.parse(count).of(pods)).isEqualTo(affected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0%", "101%", "50 %", "half", "", "1.5", "10000", "%"})
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> PodCount.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pods must be a number from 1 or a share such as 50%, not '" + text + "'");
    }

    @Property
    void aShareReachesOneAtLeastAndNeverMoreThanItsPart(
            @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll @IntRange(min = 1, max = 10_000) int pods) {
        int affected = PodCount.parse(percent + "%").of(pods);
        assertThat(affected).isBetween(1, pods);
        assertThat(affected == 1 || affected * 100L <= (long) percent * pods).isTrue();
    }
}
