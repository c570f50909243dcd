package dev.holograph.chaos.scenario.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockAndProcessFaultsTest {

    @Test
    void aClockIsWrongByWholeSecondsAheadOrBehind() {
        assertThat(new TimeTravel(Duration.ofDays(-1), false).offset()).isEqualTo(Duration.ofDays(-1));
        assertThatThrownBy(() -> new TimeTravel(Duration.ZERO, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a clock that is right is no fault");
        for (long millis : new long[] {1500, -1500}) {
            assertThatThrownBy(() -> new TimeTravel(Duration.ofMillis(millis), false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("offset must be whole seconds");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "redis-server", "holo_1.x+y:z", "fifteen-letters"})
    void aProcessHasAName(String name) {
        assertThat(new ProcessKill(name, Duration.ofSeconds(1)).process()).isEqualTo(name);
    }

    /** What the agent would take for a flag or a pattern, and what no process can be called. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-9", ".*x|y", "a b", "/usr/bin/java", "sixteen-letters-", "a\nb"})
    void whatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> new ProcessKill(name, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("process must be the name of a program");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1000, 500, 1500})
    void andIsKilledEveryFewWholeSeconds(long millis) {
        assertThatThrownBy(() -> new ProcessKill("java", Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval must be");
    }
}
