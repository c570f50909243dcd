package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The load makes 3,000 requests while the fault is on, from 25 s to 55 s. */
class UnreadTrafficTest {

    private static Verdict judged(Answer answers, long requests, long unread) {
        Evidence seen = Evidence.observed("some were answered").of(new Evidence.Traffic(requests, unread));
        return new Observations(Scenarios.scenario()
                        .latency("broken", 0, null)
                        .slo("error_rate < 100%")
                        .build())
                .steady(0, 25, 100, Answer.ok(20))
                .steady(25, 55, 100, answers)
                .steady(55, 95, 100, Answer.ok(20))
                .lasting("broken", 25, 55, seen)
                .judge();
    }

    private static String sentences(Verdict verdict) {
        return verdict.findings().stream().map(Finding::sentence).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"3000, 0, PASS", "2710, 0, PASS", "2690, 0, WARN", "10, 0, WARN", "3000, 2999, PASS", "3000, 3001, WARN"
    })
    void aFaultHasToSeeWhatTheLoadMade(long requests, long unread, Result expected) {
        assertThat(judged(Answer.ok(20), requests, unread).result()).isEqualTo(expected);
    }

    @Test
    void theSentenceSaysWhatWasSeenAndWhatThereWas() {
        assertThat(sentences(judged(Answer.ok(20), 10, 5)))
                .contains("fault broken may not have seen most of what it is for: it saw 10 requests, and its target"
                        + " answered 3002 of the load");
        assertThat(sentences(judged(Answer.ok(20), 3000, 4000)))
                .contains("beside 3000 requests, 4000 pieces of data passed it in which it saw none");
    }

    /** Those that never got there, or whose answer the fault itself was, are no sign. */
    @Test
    void onlyAnswersOfTheTargetCount() {
        for (Answer answer : List.of(Samples.Answer.failed(), Samples.Answer.timedOut())) {
            assertThat(sentences(judged(answer, 10, 0))).doesNotContain("may not have seen");
        }
    }
}
