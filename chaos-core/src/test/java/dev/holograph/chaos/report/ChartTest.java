package dev.holograph.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run over time in characters. */
class ChartTest {

    private static final Instant START = Instant.parse("2026-03-06T02:00:00Z");

    private static List<String> chart(double... p95s) {
        List<Series.Second> seconds = new ArrayList<>();
        for (double p95 : p95s) {
            seconds.add(new Series.Second(START.plusSeconds(seconds.size()), 100, 0, 100, 0, p95, p95, p95, p95));
        }
        return Chart.of(seconds, new RunTimes(START, START, null, null, null));
    }

    @Test
    void noLatencyIsNoNumber() {
        assertThat(chart(-1, -1, -1)).last().isEqualTo("p95: no request had a latency; errors: · none, █ all");
        assertThat(chart(-1, 2, 400)).last().asString().startsWith("p95 from 2ms to 400ms on a logarithmic scale");
        assertThat(chart(0, 0)).last().asString().startsWith("p95 from 0ms to 0ms");
    }
}
