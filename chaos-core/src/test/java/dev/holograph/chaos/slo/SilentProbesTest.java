package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilentProbesTest {

    /** A probe of five queries a second, which tells nothing from a second on, until the fault is gone. */
    private static Verdict probe(double silentFrom, String... slo) {
        Observations run = new Observations(Scenarios.scenario()
                        .probe("queue", Duration.ofMillis(200))
                        .slo(slo)
                        .build())
                .steady(0, 95, 100, Answer.ok(20))
                .lasting(25, 25.3, 55, 55.2);
        for (String metric : new String[] {"queue", "queue_value"}) {
            run.metric(metric, Map.of(), 0, silentFrom, 5, 5).metric(metric, Map.of(), 56, 95, 5, 5);
        }
        return run.metric("queue_ok", Map.of(), 0, silentFrom, 5, 1)
                .metric("queue_ok", Map.of(), silentFrom, 56, 5, 0)
                .metric("queue_ok", Map.of(), 56, 95, 5, 1)
                .judge();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max(queue_value) < 100", "mean(queue_value) < 100", "max(queue) < 1s"})
    void aGaugeThatCannotBeReadMostOfTheTimeIsNotSimplyWell(String slo) {
        Verdict verdict = probe(28, slo);
        assertThat(verdict.result()).as("%s", verdict).isEqualTo(Result.WARN);
        assertThat(verdict.decisive()).hasSize(1);
        assertThat(verdict.decisive().get(0).sentence())
                .contains("probe 'queue'", "in 15 of 151 queries", "(fault)", "fraction(queue_ok)");
        assertThat(probe(45, slo).result()).isEqualTo(Result.PASS);
        assertThat(probe(28, slo + " during recovery").result()).isEqualTo(Result.PASS);
    }

    @Test
    void howOftenItMayFailIsTheScenariosToSay() {
        assertThat(probe(28, "max(queue_value) < 100", "fraction(queue_ok) > 5%")
                        .result())
                .isEqualTo(Result.PASS);
        assertThat(probe(28, "max(queue_value) < 100", "fraction(queue_ok) > 50%")
                        .result())
                .isEqualTo(Result.BREACH);
    }
}
