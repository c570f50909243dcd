package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffPeakClosesTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    private static MaintenanceWindow window(Set<DayOfWeek> days, String from, String to, String zone) {
        return new MaintenanceWindow(days, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
    }

    /** 2026-11-27 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-27T02:00:00Z, 2026-11-27T05:00:00Z",
        "2026-11-27T04:59:59.999Z, 2026-11-27T05:00:00Z",
        "2026-11-27T05:00:00Z, 2026-11-27T05:00:00Z",
        "2026-11-26T03:00:00Z, 2026-11-26T03:00:00Z"
    })
    void itClosesAtItsEndAndIsClosedOtherwise(Instant at, Instant closes) {
        assertThat(window(Set.of(DayOfWeek.FRIDAY), "02:00", "05:00", "UTC")
                        .closes(at)
                        .toInstant())
                .isEqualTo(closes);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T22:00:00Z, 2026-11-28T02:00:00Z",
        "2026-11-28T00:00:00Z, 2026-11-28T02:00:00Z",
        "2026-11-28T01:59:00Z, 2026-11-28T02:00:00Z"
    })
    void oneOverMidnightClosesOnTheNextDay(Instant at, Instant closes) {
        assertThat(window(Set.of(DayOfWeek.FRIDAY), "22:00", "02:00", "UTC")
                        .closes(at)
                        .toInstant())
                .isEqualTo(closes);
    }

    /** In Paris clocks go forward on 2026-03-29 at 01:00 UTC, and back on 2026-10-25 at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        "01:30, 05:00, 2026-03-29T00:30:00Z, 2026-03-29T03:00:00Z", // two and a half hours, not three and a half
        "01:30, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z", // its end is not there
        "22:00, 02:30, 2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
        "01:30, 05:00, 2026-10-24T23:30:00Z, 2026-10-25T04:00:00Z", // four and a half hours
        "01:30, 02:30, 2026-10-24T23:30:00Z, 2026-10-25T00:30:00Z", // the first 02:30 …
        "01:30, 02:30, 2026-10-25T01:00:00Z, 2026-10-25T01:30:00Z", // … and the second
        "02:30, 02:50, 2026-10-25T00:30:00Z, 2026-10-25T00:50:00Z"
    })
    void clocksThatAreChangedMakeItShorterOrLonger(String from, String to, Instant at, Instant closes) {
        assertThat(window(DAILY, from, to, "Europe/Paris").closes(at).toInstant())
                .isEqualTo(closes);
    }

    /** Minute by minute, over days on which clocks are changed: at midnight, by half an hour, and to another date. */
    @Property(tries = 300)
    void itIsOpenUntilItCloses(
            @ForAll @Size(min = 1, max = 7) Set<DayOfWeek> days,
            @ForAll @IntRange(max = 47) int from,
            @ForAll @IntRange(max = 47) int to,
            @ForAll @IntRange(max = 4) int where,
            @ForAll @IntRange(max = 2879) int minute) {
        if (from == to) {
            return;
        }
        String zone =
                new String[] {"Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Asia/Beirut", "UTC"}[where];
        Instant around = Instant.parse(new String[] {
                    "2026-10-24T12:00:00Z",
                    "2026-10-03T00:00:00Z",
                    "2026-10-31T12:00:00Z",
                    "2026-03-28T00:00:00Z",
                    "2026-03-28T00:00:00Z"
                }
                [where]);
        MaintenanceWindow window = new MaintenanceWindow(
                days, LocalTime.of(from / 2, from % 2 * 30), LocalTime.of(to / 2, to % 2 * 30), ZoneId.of(zone));
        Instant at = around.plus(Duration.ofMinutes(minute));
        Instant expected = at;
        while (window.isOpen(expected)) {
            expected = expected.plusSeconds(60);
        }
        assertThat(window.closes(at).toInstant()).isEqualTo(expected);
    }
}
