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
}
