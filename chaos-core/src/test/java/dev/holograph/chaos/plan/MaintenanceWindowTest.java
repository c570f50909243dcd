package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    private static MaintenanceWindow window(Set<DayOfWeek> days, String from, String to, String zone) {
        return new MaintenanceWindow(days, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
    }

    /** 2026-03-06 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-06T01:59:59.999Z, false",
        "2026-03-06T02:00:00Z, true",
        "2026-03-06T04:59:59.999Z, true",
        "2026-03-06T05:00:00Z, false",
        "2026-03-05T03:00:00Z, false",
        "2026-03-07T03:00:00Z, false",
    })
    void itOpensWithItsBeginningAndClosesWithItsEnd(Instant at, boolean open) {
        assertThat(window(Set.of(DayOfWeek.FRIDAY), "02:00", "05:00", "UTC").isOpen(at))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06T21:59:00Z, false",
        "2026-03-06T22:00:00Z, true",
        "2026-03-07T00:00:00Z, true", // Saturday, in the window that began on Friday
        "2026-03-07T03:59:59Z, true",
        "2026-03-07T04:00:00Z, false",
        "2026-03-07T22:30:00Z, false", // Saturday's own evening
        "2026-03-06T03:00:00Z, false", // the night that began on Thursday
    })
    void pastMidnightItBelongsToTheDayOnWhichItBegan(Instant at, boolean open) {
        assertThat(window(Set.of(DayOfWeek.FRIDAY), "22:00", "04:00", "UTC").isOpen(at))
                .isEqualTo(open);
    }

    @Test
    void sundaysNightGoesOnIntoMonday() {
        MaintenanceWindow sunday = window(Set.of(DayOfWeek.SUNDAY), "23:00", "01:00", "UTC");
        assertThat(sunday.isOpen(Instant.parse("2026-03-09T00:30:00Z"))).isTrue();
        assertThat(sunday.isOpen(Instant.parse("2026-03-08T00:30:00Z"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, 2026-03-05T17:00:00Z, true", // Friday 02:00 there, Thursday here
        "Asia/Tokyo, 2026-03-06T02:00:00Z, false",
        "America/New_York, 2026-03-06T07:00:00Z, true",
        "America/New_York, 2026-03-06T02:00:00Z, false",
    })
    void dayAndHourAreThoseOfTheZone(String zone, Instant at, boolean open) {
        assertThat(window(Set.of(DayOfWeek.FRIDAY), "02:00", "05:00", zone).isOpen(at))
                .isEqualTo(open);
    }

    /** In Paris on 2026-03-29 clocks went from 02:00 to 03:00 (01:00 UTC): the window is two hours long, not three. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, false",
        "2026-03-29T01:00:00Z, true",
        "2026-03-29T02:59:59Z, true",
        "2026-03-29T03:00:00Z, false",
    })
    void whenClocksGoForwardTheHourThatIsNotThereIsLeftOut(Instant at, boolean open) {
        assertThat(window(DAILY, "02:00", "05:00", "Europe/Paris").isOpen(at)).isEqualTo(open);
    }

    /** In Paris on 2026-10-25 clocks went from 03:00 back to 02:00 (01:00 UTC): the window is open in both of them. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-24T23:59:59Z, false",
        "2026-10-25T00:00:00Z, true", // 02:00, summer time
        "2026-10-25T01:30:00Z, true", // 02:30, winter time
        "2026-10-25T02:00:00Z, false", // 03:00
    })
    void whenClocksGoBackTheHourThatIsThereTwiceCountsTwice(Instant at, boolean open) {
        assertThat(window(DAILY, "02:00", "03:00", "Europe/Paris").isOpen(at)).isEqualTo(open);
    }

    @Test
    void whatIsNeverOpenIsRefused() {
        assertThatThrownBy(() -> window(Set.of(), "02:00", "05:00", "UTC"))
                .hasMessage("a window needs at least one day");
        assertThatThrownBy(() -> window(DAILY, "02:00", "02:00", "UTC"))
                .hasMessage("a window that ends when it begins is never open");
    }

    @Test
    void itIsToldInTheOrderOfTheWeek() {
        MaintenanceWindow window = new MaintenanceWindow(
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
                LocalTime.of(2, 0),
                LocalTime.of(5, 0),
                ZoneOffset.UTC);
        assertThat(window).hasToString("Mon, Fri, Sun 02:00 to 05:00 Z");
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go forward over 02:00: what should begin at 02:30 begins at 03:00, with the hour that is there.
        "02:30, 05:00, 2026-03-29T00:00:00Z, 2026-03-29T03:00+02:00[Europe/Paris]",
        "02:00, 05:00, 2026-03-29T00:00:00Z, 2026-03-29T03:00+02:00[Europe/Paris]",
        // Clocks go back to 02:00: what ended at 02:30 summer time begins again at 02:00 winter time.
        "02:00, 02:30, 2026-10-25T00:40:00Z, 2026-10-25T02:00+01:00[Europe/Paris]",
        "02:00, 02:30, 2026-10-25T01:40:00Z, 2026-10-26T02:00+01:00[Europe/Paris]",
        "22:00, 04:00, 2026-03-06T12:00:00Z, 2026-03-06T22:00+01:00[Europe/Paris]",
        "22:00, 04:00, 2026-03-06T22:00:00Z, 2026-03-06T23:00+01:00[Europe/Paris]",
    })
    void itSaysWhenItOpens(String from, String to, Instant at, String opens) {
        assertThat(window(DAILY, from, to, "Europe/Paris").opens(at)).hasToString(opens);
    }

    /** Against looking at each second, over all changes of clocks of a year. */
    @ParameterizedTest
    @CsvSource({"02:30, 03:30", "01:30, 02:30", "02:00, 03:00", "23:30, 02:30", "00:00, 00:30"})
    void itOpensAndClosesWhenItWouldBeSeenTo(String from, String to) {
        for (String zone : List.of("Europe/Paris", "America/New_York", "America/Havana", "Australia/Lord_Howe")) {
            MaintenanceWindow window = window(DAILY, from, to, zone);
            ZoneOffsetTransition change =
                    ZoneId.of(zone).getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
            for (int i = 0; i < 2; i++) {
                Instant first = change.getInstant().minusSeconds(4 * 3600);
                for (int minute = 0; minute < 8 * 60; minute += 7) {
                    Instant at = first.plusSeconds(minute * 60L);
                    assertThat(window.opens(at).toInstant())
                            .as("opens after %s in %s", at, zone)
                            .isEqualTo(next(at, window::isOpen));
                    assertThat(window.closes(at).toInstant())
                            .as("closes after %s in %s", at, zone)
                            .isEqualTo(next(at, moment -> !window.isOpen(moment)));
                }
                change = ZoneId.of(zone).getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static Instant next(Instant at, Predicate<Instant> condition) {
        Instant moment = at;
        while (!condition.test(moment)) {
            moment = moment.plusSeconds(30);
        }
        return moment;
    }

    @Test
    void aChangeOfClocksIsToldWhereItMatters() {
        MaintenanceWindow window = window(DAILY, "01:30", "02:30", "Europe/Paris");
        Instant before = Instant.parse("2026-03-29T00:40:00Z");

        assertThat(window.clockChange(before, window.closes(before).toInstant()))
                .isEqualTo(" (clocks in Europe/Paris go from 2026-03-29T02:00 to 2026-03-29T03:00 meanwhile)");
        assertThat(window.clockChange(before, before.plusSeconds(60))).isEmpty();
        assertThat(window(DAILY, "01:30", "02:30", "UTC").clockChange(before, before.plusSeconds(9999)))
                .isEmpty();
    }
}
