package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Bound.Absolute;
import dev.holograph.chaos.scenario.Bound.Relative;
import dev.holograph.chaos.scenario.Indicator.Statistic.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveParserTest {

    private static final Location AT = new Location("scenarios/x.yaml", 20, 5);
    private static final Set<String> FAULTS = Set.of("slow", "kill");
    private static final Quantity ONE_PERCENT = Quantity.ratio(0.01);

    private static Validated<Objective> parse(String text, ObjectiveRole role) {
        return new ObjectiveParser(text, AT, role, FAULTS).parse();
    }

    private static Objective slo(String text) {
        return parse(text, ObjectiveRole.SLO).get();
    }

    private static List<Violation> wrong(String text, ObjectiveRole role) {
        return parse(text, role).violations();
    }

    @Test
    void anObjectiveIsReadWhole() {
        assertThat(slo("  p99(latency) < 6s in every 10s during recovery "))
                .isEqualTo(new Objective(
                        "p99(latency) < 6s in every 10s during recovery",
                        "p99(latency) < 6s in every 10s during recovery",
                        new Indicator.Percentile(0.99, "latency"),
                        Comparison.LESS,
                        new Absolute(new Quantity(6000, Dimension.TIME)),
                        null,
                        new WindowRule.Every(Duration.ofSeconds(10)),
                        new EvaluationPhase.During(Phase.RECOVERY),
                        false,
                        AT));
    }

    @ParameterizedTest
    @CsvSource({
        "p95(latency), 0.95",
        "p50(latency), 0.5",
        "p99.9(latency), 0.999",
        "p(95), 0.95",
        "p(99.9), 0.999",
        "p95 ( latency ), 0.95",
        "median(latency), 0.5",
        "med(latency), 0.5",
    })
    void percentiles(String written, double quantile) {
        assertThat(slo(written + " < 1s").indicator()).isEqualTo(new Indicator.Percentile(quantile, "latency"));
    }

    @Test
    void someRequestsAreChosenByTags() {
        RequestSelection search = new RequestSelection(null, "search");
        assertThat(slo("p95(latency{request=search}) < 1s").indicator())
                .isEqualTo(new Indicator.Percentile(0.95, "latency", search));
        assertThat(slo("max(latency{load:readers, request: search}) < 1s").indicator())
                .isEqualTo(new Indicator.Statistic(Kind.MAX, "latency", new RequestSelection("readers", "search")));
        assertThat(slo("error_rate{request=\"search\"} < 1% in every 10s").indicator())
                .isEqualTo(new Indicator.ErrorRate(search));
        assertThat(slo("throughput {load=readers} > 5/s").indicator())
                .isEqualTo(new Indicator.Throughput(new RequestSelection("readers", null)));
    }

    @ParameterizedTest
    @CsvSource({"min, MIN", "max, MAX", "mean, MEAN", "avg, MEAN"})
    void statistics(String written, Kind kind) {
        assertThat(slo(written + "(latency) < 1s").indicator()).isEqualTo(new Indicator.Statistic(kind, "latency"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "p95(m) < 250ms, PERCENTILE, 0.95, TIME",
                "p(99.9)(m) < 250, PERCENTILE, 0.999, COUNT",
                "median(m) < 64KiB, PERCENTILE, 0.5, SIZE",
                "med(m) < 2x baseline, PERCENTILE, 0.5, COUNT",
                "|max(m) < max(2x baseline, 50ms)|, MAX, 0, TIME",
                "min(m) < baseline + 5%, MIN, 0, RATIO",
                "min(m) = 3, MIN, 0, COUNT",
                "avg(m) < 1s, MEAN, 0, TIME",
                "mean(m) < 1s, MEAN, 0, TIME",
                "count(m) = 0, COUNT, 0, COUNT",
                "count(m) == 7, COUNT, 0, COUNT",
                "rate(m) > 10/s, RATE, 0, RATE",
                "fraction(m) > 99%, FRACTION, 0, RATIO",
            })
    void ofMetrics(String text, Indicator.OfMetric.Function function, double quantile, Dimension dimension) {
        assertThat(slo(text).indicator())
                .isEqualTo(new Indicator.OfMetric(function, quantile, new Metric("m", Map.of()), dimension));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p95(http_req_duration{name=checkout,status=200}) < 1s",
                "p(95)( http_req_duration { name : checkout, status: 200 } ) < 1s",
                "p95(http_req_duration{status=\"200\",name=\"checkout\"}) < 1s",
            })
    void tagsSelect(String text) {
        Metric metric = ((Indicator.OfMetric) slo(text).indicator()).metric();
        assertThat(metric).isEqualTo(new Metric("http_req_duration", Map.of("name", "checkout", "status", "200")));
        assertThat(metric).hasToString("http_req_duration{name=checkout,status=200}");
    }

    @Test
    void aQuotedTagMayHoldCommas() {
        String text = "max(m{a=\"1,2\",b=3}) < 1s";
        Metric metric = ((Indicator.OfMetric) slo(text).indicator()).metric();
        assertThat(metric).isEqualTo(new Metric("m", Map.of("a", "1,2", "b", "3")));
        assertThat(metric).hasToString("m{a=\"1,2\",b=3}");
    }

    @Test
    void aMetricMayBeNegative() {
        assertThat(slo("min(offset) > -2s").bound()).isEqualTo(new Bound.Absolute(new Quantity(-2000, Dimension.TIME)));
        assertThat(new Quantity(-2000, Dimension.TIME)).hasToString("-2s");
        assertThat(messages(wrong("p95(latency) > -2s", ObjectiveRole.SLO)))
                .singleElement()
                .asString()
                .contains("'-2s' is no quantity");
    }

    @Test
    void aWarningIsInTheBoundsUnit() {
        ObjectiveParser parser = new ObjectiveParser("max(m) < 1s", AT, ObjectiveRole.SLO, FAULTS);
        assertThat(messages(parser.parse("x", "500", false).violations()))
                .containsExactly("scenarios/x.yaml:20:5: warn: 500 and 1s do not measure the same;"
                        + " write a time such as 250ms, 2s or 1m30s");
    }

    @Test
    void ratesRecoveryAndLosses() {
        assertThat(slo("error_rate < 1%").indicator()).isEqualTo(new Indicator.ErrorRate());
        assertThat(slo("throughput > 90/s").indicator()).isEqualTo(new Indicator.Throughput());
        assertThat(slo("recovery_time < 20s").indicator()).isEqualTo(new Indicator.RecoveryTime());
        assertThat(slo("lost_writes = 0").indicator()).isEqualTo(new Indicator.LostWrites());
    }

    @ParameterizedTest
    @CsvSource({"<, LESS", "<=, AT_MOST", ">, MORE", ">=, AT_LEAST", "=, EQUAL", "==, EQUAL"})
    void comparisons(String written, Comparison comparison) {
        assertThat(slo("error_rate" + written + "0%").comparison()).isEqualTo(comparison);
    }

    @Test
    void bounds() {
        assertThat(slo("error_rate < 1%").bound()).isEqualTo(new Absolute(ONE_PERCENT));
        assertThat(slo("error_rate = 0").bound()).isEqualTo(new Absolute(Quantity.ratio(0)));
        assertThat(slo("p95(latency) < 2x baseline").bound()).isEqualTo(new Relative(2, null, null));
        assertThat(slo("p95(latency) <= baseline").bound()).isEqualTo(new Relative(1, null, null));
        assertThat(slo("error_rate < max(2.5 x baseline, 1%)").bound()).isEqualTo(new Relative(2.5, null, ONE_PERCENT));
        assertThat(slo("error_rate < max(1%, 2x baseline)").bound()).isEqualTo(new Relative(2, null, ONE_PERCENT));
        assertThat(slo("p95(latency) < baseline + 50ms").bound())
                .isEqualTo(new Relative(1, new Quantity(50, Dimension.TIME), null));
        assertThat(slo("p95(latency) < max(baseline + 50ms, 1s)").bound())
                .isEqualTo(new Relative(1, new Quantity(50, Dimension.TIME), new Quantity(1000, Dimension.TIME)));
    }

    @Test
    void defaultPhases() {
        assertThat(parse("error_rate < 1%", ObjectiveRole.STEADY_STATE).get().moment())
                .isEqualTo(new EvaluationPhase.During(Phase.BASELINE));
        assertThat(slo("error_rate < 1%").moment()).isEqualTo(new EvaluationPhase.During(Phase.FAULT));
        assertThat(parse("error_rate > 1%", ObjectiveRole.EFFECT).get().moment())
                .isEqualTo(new EvaluationPhase.During(Phase.FAULT));
        assertThat(slo("recovery_time < 20s").moment()).isEqualTo(new EvaluationPhase.AtEnd());
        assertThat(slo("lost_writes = 0").moment()).isEqualTo(new EvaluationPhase.AtEnd());
    }

    @Test
    void aFaultCanBeNamed() {
        assertThat(slo("error_rate < 1% during slow").moment()).isEqualTo(new EvaluationPhase.DuringFault("slow"));
        assertThat(slo("error_rate < 1% in every 5s during kill").span())
                .isEqualTo(new WindowRule.Every(Duration.ofSeconds(5)));
    }

    @Test
    void anAbortNeedsOneWindow() {
        assertThat(parse("error_rate > 50% in any 5s", ObjectiveRole.ABORT_IF)
                        .get()
                        .span())
                .isEqualTo(new WindowRule.Any(Duration.ofSeconds(5)));
    }

    @Test
    void aBlockSaysMore() {
        Objective read = new ObjectiveParser("error_rate < 1%", AT, ObjectiveRole.SLO, FAULTS)
                .parse(" few errors ", "0.5%", true)
                .get();
        assertThat(read.name()).isEqualTo("few errors");
        assertThat(read.text()).isEqualTo("error_rate < 1%");
        assertThat(read.warn()).isEqualTo(new Absolute(Quantity.ratio(0.005)));
        assertThat(read.noDataPasses()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "p95(latency) < 2x baseline, 1.5x baseline, true",
        "p95(latency) < 2x baseline, 3x baseline, false",
        "p95(latency) < 2x baseline, 2x baseline, false",
        "p95(latency) < baseline + 50ms, baseline + 20ms, true",
        "p95(latency) < baseline + 50ms, baseline + 80ms, false",
        "p95(latency) < baseline + 50ms, 2x baseline, true",
        "throughput > 0.5x baseline, 0.8x baseline, true",
        "throughput > 0.5x baseline, 0.4x baseline, false",
        "p95(latency) < 2x baseline, 200ms, true"
    })
    void aRelativeWarningMustComeBeforeARelativeBreach(String text, String warn, boolean right) {
        ObjectiveParser parser = new ObjectiveParser(text, AT, ObjectiveRole.SLO, FAULTS);
        List<String> wrong = messages(parser.parse("x", warn, false).violations());
        if (right) {
            assertThat(wrong).isEmpty();
        } else {
            assertThat(wrong)
                    .singleElement()
                    .asString()
                    .contains("warn: " + warn + " would never warn before the bound breaches: " + text);
        }
    }

    @Test
    void aWarningMustComeBeforeTheBreach() {
        ObjectiveParser parser = new ObjectiveParser("error_rate < 1%", AT, ObjectiveRole.SLO, FAULTS);
        assertThat(messages(parser.parse("x", "2%", false).violations()))
                .containsExactly(
                        "scenarios/x.yaml:20:5: warn: 2% would never warn before the bound breaches: error_rate < 1%;"
                                + " write a bound that is crossed earlier");
    }

    @Test
    void aWrongWarningIsToldAsSuch() {
        ObjectiveParser parser = new ObjectiveParser("error_rate < 1%", AT, ObjectiveRole.SLO, FAULTS);
        assertThat(messages(parser.parse("x", "0.5", false).violations()))
                .containsExactly("scenarios/x.yaml:20:5: warn: '0.5' has no unit; write a share such as 1% or 0.5%");
    }

    /** The second line of each is the text, the third the caret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "error_rate|^|'error_rate' is no objective; write INDICATOR OP BOUND, such as p95(latency) < 250ms",
                "eror_rate < 1%|^|unknown indicator 'eror_rate'; did you mean 'error_rate'?",
                "p95(latncy) < 1s|    ^|unknown metric 'latncy'; did you mean 'latency'?",
                "p95(a-b) < 1s|    ^|'a-b' is no metric; write latency, or the name of a metric of k6 or of a probe",
                "p95() < 1s|    ^|'' is no metric; write latency",
                "p95(m{a}) < 1s|      ^|'a' is no tag; write {name=checkout} or {name:checkout}",
                "p95(m{a=b, }) < 1s|          ^|' ' is no tag",
                "p95(m{a=b,a=c}) < 1s|          ^|the tag 'a' is given twice",
                "p95(latency{a=b}) < 1s|    ^|'latency' has no tag 'a'; write {request=NAME}, {load=NAME} or both",
                "error_rate{name=a} < 1%|^|'error_rate' has no tag 'name'; write {request=NAME}, {load=NAME} or both",
                "p95(latency){request: a} < 1s|^|tags stand within the parentheses; write p95(latency{request: a})",
                "count(latency) < 5|^|count() is not of latency; how many requests there were is in throughput",
                "p0(m) < 1s|^|p0 is no percentile",
                "sum(m) < 1s|^|unknown indicator 'sum(m)'",
                "count(m) < 5/s|           ^|'5/s' is a rate; write a number without a unit",
                "rate(m) < 5|          ^|'5' has no unit; write a rate",
                "fraction(m) < 5|              ^|'5' has no unit; write a share",
                "fraction(m) = 5%|^|a measured value never equals a bound exactly; write <= or >=",
                "mean(m) = 5|^|a measured value never equals a bound exactly; write <= or >=",
                "max(m) < fast|         ^|'fast' is no quantity",
                "p95 < 1s|^|unknown indicator 'p95'; allowed: count(metric), error_rate, fraction(metric)",
                "sum(latency) < 1s|^|unknown indicator 'sum(latency)'; did you mean 'm",
                "p100(latency) < 1s|^|p100 is no percentile; it lies between p1 and p99.99; for all use max(latency)",
                "p95(latency) < 250|               ^|'250' has no unit; write a time such as 250ms, 2s or 1m30s",
                "p95(latency) < 5%|               ^|'5%' is a share; write a time such as",
                "p95(latency) < fast|               ^|'fast' is no quantity; write a number with its unit",
                "error_rate <|            ^|'' is no quantity",
                "error_rate < baseline + 5ms|                        ^|'5ms' is a time; write a share",
                "error_rate < max(2x baseline, 5)|                              ^|'5' has no unit; write a share",
                "error_rate < max(5, 2x baseline)|                 ^|'5' has no unit; write a share",
                "error_rate < 2x baseline|             ^|a healthy baseline is often 0 here, and then the bound is 0 as well: a"
                        + " single event breaks it; give it a floor: max(2x baseline, 1%)",
                "error_rate <= baseline|              ^|a healthy baseline is often 0 here, and then the bound is 0 as well: a"
                        + " single event breaks it; give it a floor: max(baseline, 1%)",
                "error_rate < max(2x baseline, 0)|                 ^|a healthy baseline is often 0 here",
                "count(retries) < 3x baseline|                 ^|a healthy baseline is often 0 here, and then the bound is 0 as well: a"
                        + " single event breaks it; give it a floor: max(3x baseline, 10)",
                "rate(retries) < 3x baseline|                ^|a healthy baseline is often 0 here, and then the bound is 0 as well: a"
                        + " single event breaks it; give it a floor: max(3x baseline, 1/s)",
                "error_rate < 1% in all 10s|                   ^|unknown span 'all'",
                "error_rate < 1% in any 10s|                   ^|'in any' does not belong in slo; one good window",
                "error_rate < 1% in every 10|                         ^|'10' has no unit; write a time",
                "error_rate < 1% in every 250ms|                         ^|a window is made of tenths of a second",
                "error_rate < 1% during falt|                       ^|unknown phase or fault 'falt'; did you mean 'fault'?",
                "error_rate < 1% during warmup|                       ^|unknown phase or fault 'warmup'",
                "error_rate = 1%|^|a measured value never equals a bound exactly; write <= or >=",
                "p95(latency) = 0|^|a measured value never equals a bound exactly; write <= or >=",
                "lost_writes > 0|^|less is better here; write < or <= or =",
                "recovery_time >= 5s|^|less is better here; write < or <=",
                "recovery_time < 2x baseline|                ^|this has no baseline; write a time",
                "recovery_time < 20s in every 10s|^|this has one value for the whole run, and no windows",
                "recovery_time < 20s during fault|                           ^|'during' does not belong here",
                "lost_writes = 0%|              ^|'0%' is a share; write a number without a unit",
            })
    void mistakesInAnSlo(String text, String caret, String message) {
        mistake(text, ObjectiveRole.SLO, caret, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ABORT_IF|error_rate > 50% in every 5s|                    ^|'in every' does not belong in abortIf",
                "ABORT_IF|error_rate > 50%|                ^|abortIf needs a window; write how much is enough: 'in any 5s'",
                "ABORT_IF|error_rate > 5% in any 5s during fault|                                 ^|'during' does not belong in abortIf",
                "ABORT_IF|recovery_time < 5s in any 5s|^|this is known only at the end; it belongs under slo:",
                "STEADY_STATE|lost_writes = 0|^|this is known only at the end; it belongs under slo:",
                "STEADY_STATE|error_rate < 1% during recovery|                       ^|steadyState defines what healthy means before a fault",
                "EFFECT|p50(latency) > 1.9s in any 10s|                       ^|'in any' does not belong in effect",
            })
    void mistakesElsewhere(ObjectiveRole role, String text, String caret, String message) {
        mistake(text, role, caret, message);
    }

    private static void mistake(String text, ObjectiveRole role, String caret, String message) {
        List<String> told = messages(wrong(text, role));
        assertThat(told).anySatisfy(one -> {
            String[] lines = one.split("\n");
            assertThat(lines[0]).contains(": " + message);
            assertThat(lines[1]).isEqualTo("    " + text);
            assertThat(lines[2]).isEqualTo("    " + caret);
            int column = AT.column() + caret.length() - 1;
            assertThat(lines[0]).startsWith("scenarios/x.yaml:20:" + column + ": ");
        });
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(wrong("error_rate < 5s in all 7x during nowhere", ObjectiveRole.SLO))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<", "= =", "error_rate << 1%", "p(latency) < 1s", "p95() < 1s", "((((", "a{ < 1"})
    void oddTextsAreRefusedAndNothingIsThrown(String text) {
        for (ObjectiveRole role : ObjectiveRole.values()) {
            assertThat(wrong(text, role)).isNotEmpty();
        }
    }

    @Property
    void noTextMakesItThrow(
            @ForAll
                    @AlphaChars
                    @Chars({'<', '=', '(', ')', '{', '}', ' ', '%', '0', '9', '.', ',', '+'})
                    @StringLength(max = 40)
                    String text) {
        for (ObjectiveRole role : ObjectiveRole.values()) {
            Validated<Objective> read = parse(text, role);
            assertThat(read.isValid()).isEqualTo(read.violations().isEmpty());
        }
    }

    private static List<String> messages(List<Violation> violations) {
        return violations.stream().map(Violation::message).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95(latency) < 2x basline            | did you mean '2x baseline'?",
                "p95(latency) < baselin + 100ms       | did you mean 'baseline + 100ms'?",
                "p95(latency) < 2 * baseline          | did you mean '2x baseline'?",
                "p95(latency) < 1.5 × Baseline        | did you mean '1.5x baseline'?",
                "error_rate < mx(2x basline, 1%)      | did you mean 'max(2x baseline, 1%)'?",
                "error_rate < max(2x bsaeline, 1%)    | did you mean 'max(2x baseline, 1%)'?",
                "p95(latency) < 300millis             | times in us, ms, s, m, h;",
                "max(heap) < 3 TB                     | sizes in B, kB, MB, GB, KiB, MiB, GiB",
            })
    void aBoundThatIsNearlyOneIsToldWithWhatWasMeant(String text, String told) {
        assertThat(messages(wrong(text, ObjectiveRole.SLO)))
                .singleElement()
                .asString()
                .contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p95(latency) < 300 ms in every 10 s during recovery",
                "p95(latency) < 300ms in every 10s during recovery",
            })
    void aSpaceMayStandBeforeAUnit(String text) {
        Objective objective = slo(text);

        assertThat(objective.bound()).isEqualTo(new Bound.Absolute(new Quantity(300, Dimension.TIME)));
        assertThat(objective.span()).isEqualTo(new WindowRule.Every(Duration.ofSeconds(10)));
        assertThat(objective.moment()).isEqualTo(new EvaluationPhase.During(Phase.RECOVERY));
    }
}
