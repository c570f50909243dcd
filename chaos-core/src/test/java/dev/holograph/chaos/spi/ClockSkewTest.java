package dev.holograph.chaos.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {

    private static final String TOLD = "Wed, 25 Nov 2026 10:00:05 GMT";

    /** A header of 10:00:05 was written between 10:00:05 and 10:00:06. */
    @ParameterizedTest
    @CsvSource({
        "10:00:05.500, 10:00:05.600, OK, agrees",
        // However long the answer took.
        "10:00:00.000, 10:00:09.000, OK, agrees",
        "10:00:03.900, 10:00:04.000, OK, agrees",
        "10:00:03.800, 10:00:03.900, WARN, at least 1.1 s ahead of this",
        "10:00:07.000, 10:00:07.100, OK, agrees",
        "10:00:07.100, 10:00:07.200, WARN, at least 1.1 s behind this",
        "10:10:06.000, 10:10:06.500, WARN, at least 600.0 s behind this"
    })
    void isWhatTheTwoClocksCannotExplain(String asked, String answered, Check.State state, String found) {
        Check check = ClockSkew.check("the API server", TOLD, at(asked), at(answered));
        assertThat(check.name()).isEqualTo("clock of the API server");
        assertThat(check.state()).isEqualTo(state);
        assertThat(check.found()).contains(found);
        assertThat(check.advice() == null).isEqualTo(state == Check.State.OK);
    }

    @Test
    void aServerMayKeepItsTimeToItself() {
        assertThat(ClockSkew.check("it", "", at("10:00:00"), at("10:00:00")))
                .isEqualTo(Check.ok("clock of it", "it does not report its time"));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-25T" + time + "Z");
    }
}
