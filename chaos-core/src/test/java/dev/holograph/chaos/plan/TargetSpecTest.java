package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSpecTest {

    /** As Redis clients read it: also with semicolons and encoded, in any case, and where only the name is not looked at. */
    @ParameterizedTest
    @CsvSource({
        "rediss://cache.example:6380, false",
        "rediss://cache.example:6380?verifyPeer=FULL, false",
        "rediss://cache.example:6380?verifyPeer=true, false",
        "rediss://cache.example:6380?verifyPeer=NONE, true",
        "rediss://cache.example:6380?verifyPeer=false, true",
        "rediss://cache.example:6380?verifyPeer=CA, true",
        "rediss://cache.example:6380?timeout=1s;verifypeer=none, true",
        "rediss://cache.example:6380?verify%50eer=N%4FNE, true",
        "redis://cache.example:6379?verifyPeer=NONE, false"
    })
    void knowsWhereARedisUrlChecksNothing(String url, boolean isUnchecked) {
        assertThat(new TargetSpec("cache", null, false, url, new Location("environments/here.yaml", 3, 5))
                        .isUnchecked())
                .isEqualTo(isUnchecked);
    }
}
