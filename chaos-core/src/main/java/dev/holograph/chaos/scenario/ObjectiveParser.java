package dev.holograph.chaos.scenario;

import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.scenario.Indicator.OfMetric.Function;
import dev.holograph.chaos.scenario.ObjectiveText.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads objectives: {@code INDICATOR OP BOUND [in every|any WINDOW] [during PHASE or FAULT NAME]}. One object for each
 * text; every mistake is found at once, with a caret under its column.
 */
public final class ObjectiveParser {

    /** More than a person reads in one line; what follows it is a slip, or a file that is no scenario. */
    public static final int LONGEST = 500;

    private static final Set<Phase> JUDGED = Set.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY);

    private final String text;
    private final Location at;
    private final ObjectiveRole role;
    private final Set<String> faults;
    private final ObjectiveViolations violations;

    /**
     * @param at where the text's first character stands
     * @param faults the names that may follow {@code during}, besides the phases
     */
    public ObjectiveParser(String text, Location at, ObjectiveRole role, Set<String> faults) {
        this.text = text;
        this.at = at;
        this.role = role;
        this.faults = faults;
        this.violations = new ObjectiveViolations(text, at);
    }

    /** The objective, or all mistakes in it. */
    public Validated<Objective> parse() {
        return parse(text, null, false);
    }

    /**
     * The same with what only a block can say.
     *
     * @param name what reports call it
     * @param warn a tighter bound
     */
    public Validated<Objective> parse(String name, @Nullable String warn, boolean noDataPasses) {
        if (text.length() > LONGEST) {
            violations.whole(
                    "an objective of " + text.length() + " characters is too long",
                    "write at most " + LONGEST + "; split it into several objectives");
            return Validated.wrong(violations.all());
        }
        ObjectiveText parts = ObjectiveText.of(text);
        if (parts == null) {
            violations.wrong(
                    0, "'" + text + "' is no objective", "write INDICATOR OP BOUND, such as p95(latency) < 250ms");
            return Validated.wrong(violations.all());
        }
        Objective objective = objective(parts, name.strip(), warn, noDataPasses);
        return objective == null ? Validated.wrong(violations.all()) : Validated.of(objective);
    }

    /** The objective; {@code null} if there are violations. */
    private @Nullable Objective objective(
            ObjectiveText parts, String name, @Nullable String warn, boolean noDataPasses) {
        Word measured = parts.indicator();
        Indicator indicator = new IndicatorParser(violations).parse(measured.text(), measured.column());
        Comparison comparison = comparison(parts.comparison());
        Bound bound = indicator == null
                ? null
                : new BoundParser(indicator, comparison, violations)
                        .parse(parts.bound().text(), parts.bound().column());
        Bound warnBound = indicator == null || bound == null || warn == null
                ? null
                : warn(warn, inUnitOf(bound, indicator), comparison, bound);
        WindowRule span = span(parts);
        EvaluationPhase moment = moment(parts.moment(), indicator);
        if (indicator == null) {
            return null;
        }
        checkTogether(indicator, comparison, bound, span, measured.column());
        if (bound == null || !violations.isEmpty()) {
            return null;
        }
        Indicator inUnit = inUnitOf(bound, indicator);
        return new Objective(name, text.strip(), inUnit, comparison, bound, warnBound, span, moment, noDataPasses, at);
    }

    private static Comparison comparison(String symbol) {
        return switch (symbol) {
            case "<" -> Comparison.LESS;
            case "<=" -> Comparison.AT_MOST;
            case ">" -> Comparison.MORE;
            case ">=" -> Comparison.AT_LEAST;
            default -> Comparison.EQUAL;
        };
    }

    private @Nullable Bound warn(String word, Indicator indicator, Comparison comparison, Bound bound) {
        // It stands on a line of its own, which this parser does not have: no caret.
        BoundParser parser = new BoundParser(
                indicator, comparison, (column, found, hint) -> violations.whole("warn: " + found, hint));
        Bound warn = parser.parse(word, 0);
        if (warn instanceof Bound.Absolute tighter
                && bound instanceof Bound.Absolute absolute
                && tighter.value().dimension() != absolute.value().dimension()) {
            violations.whole(
                    "warn: " + warn + " and " + bound + " do not measure the same",
                    "write " + absolute.value().dimension().example());
        } else if (warn != null && !isTighter(warn, bound, comparison)) {
            violations.whole(
                    "warn: " + word + " would never warn before the bound breaches: " + text.strip(),
                    "write a bound that is crossed earlier");
        }
        return warn;
    }

    /** Whether it is crossed before the bound, for some baseline at least; of one of each kind nobody knows. */
    private static boolean isTighter(Bound warn, Bound bound, Comparison comparison) {
        if (warn instanceof Bound.Absolute tighter && bound instanceof Bound.Absolute absolute) {
            return comparison.holds(tighter.value().value(), absolute.value().value());
        }
        return !(warn instanceof Bound.Relative tighter && bound instanceof Bound.Relative relative)
                || IntStream.rangeClosed(-6, 9)
                        .mapToDouble(power -> Math.pow(10, power))
                        .anyMatch(baseline -> comparison.holds(tighter.at(baseline), relative.at(baseline)));
    }

    /** A metric of k6 or of a probe has no unit but the one that its bound gives it. */
    private static Indicator inUnitOf(Bound bound, Indicator indicator) {
        if (!(indicator instanceof OfMetric metric) || !metric.function().isValue()) {
            return indicator;
        }
        Quantity told = bound instanceof Bound.Absolute absolute
                ? absolute.value()
                : bound instanceof Bound.Relative relative && relative.floor() != null
                        ? relative.floor()
                        : bound instanceof Bound.Relative relative ? relative.offset() : null;
        return told == null ? indicator : metric.measuredIn(told.dimension());
    }

    private WindowRule span(ObjectiveText parts) {
        Word word = parts.span();
        Word length = parts.window();
        if (word == null || length == null) {
            if (role == ObjectiveRole.ABORT_IF) {
                violations.wrong(
                        text.stripTrailing().length(),
                        "abortIf needs a window",
                        "write how much is enough: 'in any 5s'");
            }
            return new WindowRule.Whole();
        }
        Duration window = window(length);
        return window == null ? new WindowRule.Whole() : sliding(word, window);
    }

    private @Nullable Duration window(Word length) {
        try {
            Duration window = Quantity.parseDuration(length.text());
            if (window.toMillis() < 100 || window.toMillis() % 100 != 0) {
                violations.wrong(
                        length.column(), "a window is made of tenths of a second", "write a multiple of 100ms");
            }
            return window;
        } catch (IllegalArgumentException e) {
            violations.wrong(length.column(), String.valueOf(e.getMessage()), null);
            return null;
        }
    }

    /** @param kind {@code every} or {@code any} */
    private WindowRule sliding(Word kind, Duration window) {
        switch (kind.text()) {
            case "every":
                if (role == ObjectiveRole.ABORT_IF) {
                    violations.wrong(
                            kind.column(),
                            "'in every' does not belong in abortIf",
                            "an abort needs one window: write 'in any'");
                }
                return new WindowRule.Every(window);
            case "any":
                if (role != ObjectiveRole.ABORT_IF) {
                    violations.wrong(
                            kind.column(),
                            "'in any' does not belong in " + role.key(),
                            "one good window proves little: write 'in every'");
                }
                return new WindowRule.Any(window);
            default:
                violations.unknown(kind.column(), "span", kind.text(), List.of("every", "any"));
                return new WindowRule.Whole();
        }
    }

    private EvaluationPhase moment(@Nullable Word named, @Nullable Indicator indicator) {
        boolean atEnd = indicator instanceof Indicator.RecoveryTime || indicator instanceof Indicator.LostWrites;
        if (named == null) {
            return atEnd
                    ? new EvaluationPhase.AtEnd()
                    : new EvaluationPhase.During(role == ObjectiveRole.STEADY_STATE ? Phase.BASELINE : Phase.FAULT);
        }
        if (atEnd) {
            violations.wrong(named.column(), "'during' does not belong here: this is known only at the end", null);
            return new EvaluationPhase.AtEnd();
        }
        if (role == ObjectiveRole.ABORT_IF) {
            violations.wrong(
                    named.column(),
                    "'during' does not belong in abortIf",
                    "it is watched from the first fault to the end");
        }
        if (role == ObjectiveRole.STEADY_STATE && !named.text().equals(Phase.BASELINE.word())) {
            violations.wrong(
                    named.column(),
                    "steadyState defines what healthy means before a fault",
                    "put what must hold later under slo:");
        }
        return phaseOrFault(named);
    }

    private EvaluationPhase phaseOrFault(Word named) {
        String word = named.text();
        Optional<Phase> phase = JUDGED.stream()
                .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (phase.isPresent()) {
            return new EvaluationPhase.During(phase.get());
        }
        if (!faults.contains(word)) {
            List<String> allowed = new ArrayList<>(faults);
            JUDGED.forEach(one -> allowed.add(one.word()));
            violations.unknown(named.column(), "phase or fault", word, allowed);
        }
        return new EvaluationPhase.DuringFault(word);
    }

    private void checkTogether(
            Indicator indicator, Comparison comparison, @Nullable Bound bound, WindowRule span, int column) {
        boolean atEnd = indicator instanceof Indicator.RecoveryTime || indicator instanceof Indicator.LostWrites;
        if (atEnd && role != ObjectiveRole.SLO) {
            violations.wrong(column, "this is known only at the end", "it belongs under slo:");
        }
        if (atEnd && !(span instanceof WindowRule.Whole)) {
            violations.wrong(column, "this has one value for the whole run, and no windows", null);
        }
        if (atEnd && !comparison.isUpperBound()) {
            violations.wrong(
                    column,
                    "less is better here",
                    "write < or <=" + (indicator instanceof Indicator.LostWrites ? " or =" : ""));
        }
        if (comparison == Comparison.EQUAL && !(indicator instanceof Indicator.LostWrites)) {
            boolean zero =
                    bound instanceof Bound.Absolute absolute && absolute.value().value() == 0;
            if (!(zero && indicator instanceof Indicator.ErrorRate) && !countsWhole(indicator, bound)) {
                violations.wrong(column, "a measured value never equals a bound exactly", "write <= or >=");
            }
        }
    }

    /** Counts, and the least and the most of values that are given as bare numbers, may well equal a bound. */
    private static boolean countsWhole(Indicator indicator, @Nullable Bound bound) {
        boolean number = bound instanceof Bound.Absolute absolute
                && (absolute.value().dimension() == Dimension.COUNT
                        || absolute.value().value() == 0);
        return number
                && indicator instanceof OfMetric metric
                && metric.function() != Function.MEAN
                && metric.function() != Function.RATE
                && metric.function() != Function.PERCENTILE;
    }
}
