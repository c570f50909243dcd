package dev.holograph.chaos.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The hours in which faults may be injected. One that ends before it begins goes on past midnight and belongs to the
 * day on which it began.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record OffPeak(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    public OffPeak {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window needs at least one day");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("a window that ends when it begins is never open");
        }
    }

    /** Whether faults may be injected at this moment. */
    public boolean isOpen(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (days.contains(today) && !time.isBefore(from)) || (days.contains(today.minus(1)) && time.isBefore(to));
    }

    /** The next moment at which faults may be injected: this one, if it is open. */
    public ZonedDateTime opens(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        if (isOpen(at)) {
            return local;
        }
        for (LocalDate day = local.toLocalDate(); ; day = day.plusDays(1)) {
            ZonedDateTime opening = ZonedDateTime.of(day, from, zone);
            // Where clocks go forward, an hour and the window in it may not be there.
            if (!opening.isBefore(local) && isOpen(opening.toInstant())) {
                return opening;
            }
        }
    }

    /** {@code Fri 02:00 to 05:00 UTC}. */
    @Override
    public String toString() {
        String names = new TreeSet<>(days)
                .stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return names + " " + from + " to " + to + " " + zone;
    }
}
