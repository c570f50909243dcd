package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.spi.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTableTest {

    @Test
    void columnsStandUnderEachOtherAndAdviceIsWhole() {
        assertThat(CheckTable.of(List.of(
                        Check.ok("k6", "2.2.0 at /usr/bin/k6"),
                        Check.warn("window", "closed: Fri 02:00 to 05:00 UTC", "wait"),
                        Check.fail("service renderer", "it ended:\n  exit code 1\n", null))))
                .containsExactly(
                        "check             state  found, and what to do",
                        "k6                OK     2.2.0 at /usr/bin/k6",
                        "window            WARN   closed: Fri 02:00 to 05:00 UTC",
                        "                         → wait",
                        "service renderer  FAIL   it ended:",
                        "                           exit code 1");
    }

    @Test
    void whatFoundNothingHasARowAllTheSame() {
        assertThat(CheckTable.of(List.of(Check.ok("k6", ""))))
                .containsExactly("check  state  found, and what to do", "k6     OK     ");
    }
}
