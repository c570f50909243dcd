package dev.holograph.chaos.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hours in which faults may be injected and be on. One that ends before it begins goes on past midnight and belongs to the
 * day on which it began.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    public MaintenanceWindow {
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
            Optional<Instant> opening = changes(day, from)
                    .filter(change -> change.isAfter(at) && isOpen(change))
                    .min(Comparator.naturalOrder());
            if (opening.isPresent()) {
                return opening.get().atZone(zone);
            }
        }
    }

    /**
     * The first moment, from this one on, at which no fault may be on: this one, if the window is closed. Where clocks
     * are changed meanwhile, that of the zone counts: what is left may be an hour more, or less, than the times say.
     */
    public ZonedDateTime closes(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        if (!isOpen(at)) {
            return local;
        }
        for (LocalDate day = local.toLocalDate(); ; day = day.plusDays(1)) {
            Optional<Instant> closing = changes(day, to)
                    .filter(change -> change.isAfter(at) && !isOpen(change))
                    .min(Comparator.naturalOrder());
            if (closing.isPresent()) {
                return closing.get().atZone(zone);
            }
        }
    }

    /**
     * When the window may open or close on a day: at this time, which may be there twice or not at all, or as clocks are
     * changed.
     */
    private Stream<Instant> changes(LocalDate day, LocalTime time) {
        ZoneRules rules = zone.getRules();
        Stream<Instant> ends = rules.getValidOffsets(day.atTime(time)).stream()
                .map(offset -> day.atTime(time).toInstant(offset));
        Instant next = day.plusDays(1).atStartOfDay(zone).toInstant();
        ZoneOffsetTransition change =
                rules.nextTransition(day.atStartOfDay(zone).toInstant().minusNanos(1));
        return change == null || !change.getInstant().isBefore(next)
                ? ends
                : Stream.concat(ends, Stream.of(change.getInstant()));
    }

    /**
     * What a person should know who compares the window's times with two moments: empty, or that clocks are changed
     * between them.
     */
    public String clockChange(Instant from, Instant to) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        return change == null || change.getInstant().isAfter(to)
                ? ""
                : " (clocks in " + zone + " go from " + change.getDateTimeBefore() + " to " + change.getDateTimeAfter()
                        + " meanwhile)";
    }

    /** From its beginning to its end, on a day on which no clock is changed. */
    public Duration length() {
        Duration length = Duration.between(from, to);
        return length.isNegative() ? length.plusDays(1) : length;
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
