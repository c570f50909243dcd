package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.slo.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildOutcomeTest {

    private final BuildOutcome strict = new BuildOutcome(true);

    @ParameterizedTest
    @EnumSource(names = {"PASS", "WARN"})
    void greenPasses(Result result) {
        assertThatCode(() -> strict.failIfDue(List.of(entry(result)))).doesNotThrowAnyException();
    }

    @Test
    void aBreachIsAFailureThatNamesScenarioAndReason() {
        assertThatThrownBy(() -> strict.failIfDue(List.of(entry(Result.PASS), entry(Result.BREACH))))
                .isInstanceOfSatisfying(FailureException.class, failure -> assertThat(failure.isProven())
                        .isTrue())
                .hasMessage("chaos: BREACH in 'latency' (p95 was 3s, wanted < 1s)");
    }

    @Test
    void whatIsNotProvenIsAFailureOfItsOwnKind() {
        assertThatThrownBy(() -> strict.failIfDue(List.of(entry(Result.NOT_PROVEN))))
                .isInstanceOfSatisfying(FailureException.class, failure -> assertThat(failure.isProven())
                        .isFalse());
        assertThatCode(() -> new BuildOutcome(false).failIfDue(List.of(entry(Result.NOT_PROVEN))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "INTERRUPTED", "NOT_UNDONE"})
    void whatIsNoVerdictOnTheSystemIsAnError(Result result) {
        assertThatThrownBy(() -> strict.failIfDue(List.of(entry(Result.BREACH), entry(result))))
                .isInstanceOfAny(ChaosException.class, FailureException.class)
                .hasMessageContaining(Result.BREACH.and(result).words());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftToVerifyIsSaid(Result result) {
        boolean isGreen = result == Result.PASS || result == Result.WARN;
        assertThat(strict.leftToVerify(List.of(entry(result))).isEmpty()).isEqualTo(isGreen);
        assertThat(strict.leftToVerify(List.of(entry(Result.BREACH)))).hasValueSatisfying(words -> assertThat(words)
                .startsWith("This BREACH does not fail")
                .contains("chaos:verify"));
    }

    @Test
    void theBlockIsWholeAndOnItsLevel() {
        LogLines log = new LogLines();

        strict.tell(entry(Result.BREACH), log);

        assertThat(log.lines)
                .contains(
                        "ERROR CHAOS BREACH: scenario 'latency'",
                        "ERROR   - p95 was 3s, wanted < 1s",
                        "ERROR   Report: target/chaos/ChaosReport.md",
                        "ERROR   Files:  target/chaos/run");
    }

    @Test
    void anUnknownChoiceIsRefused() {
        assertThatThrownBy(() -> BuildOutcome.isStrict("ignore"))
                .hasMessage("chaos.notProven is 'fail' or 'warn', not 'ignore'");
    }

    @Test
    void noMoreThanFiveReasonsAreToldAndTheFailureNamesOne() {
        LogLines log = new LogLines();
        List<String> reasons = List.of("a\n  more", "b", "c", "d", "e", "f", "g");
        Summary.Entry entry = new Summary.Entry("latency", "run", Result.BREACH, reasons, "ChaosReport.md", "run");

        strict.tell(entry, log);

        assertThat(log.lines)
                .contains("ERROR   - e", "ERROR   … and 2 more in the report")
                .doesNotContain("ERROR   - f");
        assertThatThrownBy(() -> strict.failIfDue(List.of(entry)))
                .hasMessage("chaos: BREACH in 'latency' (a; b; and 5 more above)");
    }

    private static Summary.Entry entry(Result result) {
        return new Summary.Entry(
                "latency",
                "run",
                result,
                List.of("p95 was 3s, wanted < 1s"),
                "target/chaos/ChaosReport.md",
                "target/chaos/run");
    }
}
