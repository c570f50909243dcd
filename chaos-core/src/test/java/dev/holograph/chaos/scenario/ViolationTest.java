package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationTest {

    /** What a file brings along would break the line, or colour the terminal. */
    @Test
    void aMessageIsOneLineWhateverWasFound() {
        Violation violation = Violation.of(new Location("a.yaml", 2, 3), "'a\nb\t\u001b[31m\r' is no path")
                .withHint("\n    x\n    ^");

        assertThat(violation.message()).isEqualTo("a.yaml:2:3: 'a\\nb\\t\\u001b[31m\\r' is no path\n    x\n    ^");
    }

    @Test
    void ofLongWordsTheBeginningIsShown() {
        String word = "x".repeat(60_000);
        Location at = new Location("a.yaml", 2, 3);

        assertThat(Violation.of(at, "'" + word + "' is no rate")
                        .withHint("write '" + word + "' as 10/s")
                        .message())
                .isEqualTo("a.yaml:2:3: '" + "x".repeat(100) + "…' (60000 characters) is no rate; write '"
                        + "x".repeat(100) + "…' (60000 characters) as 10/s");
        assertThat(Violation.of(at, "'" + "it's ".repeat(10_000) + "' is no rate")
                        .message())
                .hasSizeLessThan(5_000);
        assertThat(Violation.of(at, "'" + "x".repeat(200) + "' is no rate").message())
                .contains("x".repeat(200) + "' is no rate");
    }
}
