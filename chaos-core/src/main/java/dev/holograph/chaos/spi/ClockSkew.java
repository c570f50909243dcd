package dev.holograph.chaos.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Compares the clock of a server with the one of this machine: where they differ, instants of one cannot be put beside
 * those of the other.
 */
public final class ClockSkew {

    /** Samples are cut into tenths of a second; a second apart, and the edges of phases lie in the wrong one. */
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    /** RFC 9110, section 5.6.7: the time at which the answer was made, cut down to the second. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private ClockSkew() {}

    /**
     * What a server's answer says of its clock.
     *
     * @param server for the check's name
     * @param date the answer's header {@code Date}
     * @param asked when the request was sent, by this machine's clock
     * @param answered when the answer was there: the server's time is one between the two, if the clocks agree
     */
    public static Check check(String server, String date, Instant asked, Instant answered) {
        String name = "clock of " + server;
        Instant told;
        try {
            told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return Check.ok(name, "it does not report its time");
        }
        Duration behind = Duration.between(told.plus(GRAIN), asked);
        Duration ahead = Duration.between(answered, told);
        Duration apart = behind.compareTo(ahead) > 0 ? behind : ahead;
        if (apart.compareTo(TOLERATED) <= 0) {
            return Check.ok(name, "agrees with this machine's to a second");
        }
        String seconds = String.format(Locale.ROOT, "%.1f s", apart.toMillis() / 1000.0);
        return Check.warn(
                name,
                "it is at least " + seconds + (apart.equals(behind) ? " behind" : " ahead of") + " this machine's",
                "let both machines take their time from NTP; until then times of the one cannot be compared with the"
                        + " other's");
    }
}
