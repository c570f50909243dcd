package dev.holograph.chaos.application;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A tool of others that this plugin is tested with.
 *
 * @param version of the tool, of its API or of an image
 * @param checked the day on which somebody last compared what the code believes of it with its source
 * @param source where to look
 */
record Pin(String tool, String version, LocalDate checked, String source) {

    /** After so many days nobody should rely on it without a look. */
    static final int GOOD_FOR_DAYS = 90;

    /** From {@code version | day | source}. */
    static Pin parse(String tool, String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalStateException("the pin of " + tool + " is not 'version | day | source': " + text);
        }
        return new Pin(tool, parts[0].strip(), LocalDate.parse(parts[1].strip()), parts[2].strip());
    }

    /** By UTC, in which the days of pins are. */
    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    boolean isOld(LocalDate today) {
        return days(today) > GOOD_FOR_DAYS;
    }

    /** Tool, version, day and age, such as {@code k6 2.2.0, checked 2026-11-25 (7 days ago)}. */
    String on(LocalDate today) {
        long days = days(today);
        String age = days <= 0 ? "today" : days == 1 ? "yesterday" : days + " days ago";
        return tool + " " + version + ", checked " + checked + " (" + age + ")";
    }

    private long days(LocalDate today) {
        return ChronoUnit.DAYS.between(checked, today);
    }
}
