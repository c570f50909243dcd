package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> NAMES =
            List.of("latency", "packet-loss", "pod-kill", "redis-flush", "p95", "rps");

    @ParameterizedTest
    @CsvSource({
        "latncy, latency",
        "Latency, latency",
        "laetncy, latency",
        "podkill, pod-kill",
        "pod_kil, pod-kill",
        "p9, p95",
        "x, ",
        "ab, ",
        "bandwidth, ",
        "'', ",
    })
    void isTheOneThatWasMeantOrNone(String written, String meant) {
        assertThat(NearestName.to(written, NAMES).orElse(null)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"gracePeriod, grace", "timeoutSeconds, timeout", "redisFlushEverything, ", "vers, version", "gra, "})
    void aNameThatGoesOnIsMeantIfItIsTheOnlyOne(String written, String meant) {
        List<String> names = List.of("grace", "timeout", "redis", "redisFlush", "version");
        assertThat(NearestName.to(written, names).orElse(null)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"redis, redis", "redi, redis"})
    void theNearestOfSeveralWins(String written, String meant) {
        assertThat(NearestName.to(written, List.of("rediss", "redis", "radish")))
                .hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "timout, timeout, true",
        "timeuot, timeout, true",
        "200, 500, false",
        "GET, PUT, false",
        "shard-1, shard-2, false",
        "checkout, checkout_failed, false",
        "refused, timeout, false",
        "load, road, true"
    })
    void aSlipDiffersInALetterOrTwo(String written, String other, boolean isSlip) {
        assertThat(NearestName.isSlip(written, other)).isEqualTo(isSlip);
    }
}
