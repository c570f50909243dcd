package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffPeakOpensTest {

    /** 2026-11-27 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-25T10:00:00Z, 2026-11-27T02:00:00Z, false",
        "2026-11-27T01:59:59Z, 2026-11-27T02:00:00Z, false",
        "2026-11-27T02:00:00Z, 2026-11-27T02:00:00Z, true",
        "2026-11-27T04:59:59Z, 2026-11-27T04:59:59Z, true",
        "2026-11-27T05:00:00Z, 2026-12-04T02:00:00Z, false"
    })
    void opensWithinAWeek(Instant at, Instant opens, boolean isOpen) {
        MaintenanceWindow window = new MaintenanceWindow(
                Set.of(DayOfWeek.FRIDAY), LocalTime.of(2, 0), LocalTime.of(5, 0), ZoneId.of("UTC"));
        assertThat(window.isOpen(at)).isEqualTo(isOpen);
        assertThat(window.opens(at).toInstant()).isEqualTo(opens);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:00Z, 2026-11-27T22:00:00Z",
        "2026-11-28T01:30:00Z, 2026-11-28T01:30:00Z",
        "2026-11-28T02:00:00Z, 2026-12-04T22:00:00Z"
    })
    void oneOverMidnightBelongsToTheDayOnWhichItBegan(Instant at, Instant opens) {
        MaintenanceWindow window = new MaintenanceWindow(
                Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(2, 0), ZoneId.of("UTC"));
        assertThat(window.opens(at).toInstant()).isEqualTo(opens);
    }

    @Test
    void oneThatFallsIntoTheHourThatIsLeftOutOpensAWeekLater() {
        // In Berlin there is no 02:00 to 03:00 on 2026-03-29, a Sunday.
        MaintenanceWindow window = new MaintenanceWindow(
                Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 10), LocalTime.of(2, 50), ZoneId.of("Europe/Berlin"));
        assertThat(window.opens(Instant.parse("2026-03-28T12:00:00Z")))
                .hasToString("2026-04-05T02:10+02:00[Europe/Berlin]");
    }
}
