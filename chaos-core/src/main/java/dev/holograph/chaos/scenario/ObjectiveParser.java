package dev.holograph.chaos.scenario;

import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.scenario.Indicator.OfMetric.Function;
import dev.holograph.chaos.scenario.ObjectiveText.Word;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads objectives: {@code INDICATOR OP BOUND [in every|any WINDOW] [during PHASE or FAULT NAME]}. One object for each
 * text; every mistake is found at once, with a caret under its column.
 */
public final class ObjectiveParser {

    /** More than a person reads in one line; what follows it is a slip, or a file that is no scenario. */
    public static final int LONGEST = 500;

    private static final Pattern FUNCTION_NAME = Pattern.compile("(?<name>p\\(\\s*+[\\d.]++\\s*+\\)|[\\w.]++)\\s*+\\(");
    private static final Pattern K6_PERCENTILE = Pattern.compile("p\\(\\s*(?<q>\\d+(?:\\.\\d+)?)\\s*\\)");
    private static final Pattern PERCENTILE = Pattern.compile("p(?<q>\\d+(?:\\.\\d+)?)");
    private static final Pattern OF_REQUESTS = Pattern.compile("(error_rate|throughput)(\\s*+\\{.*)?");
    private static final Pattern TAGS_OUTSIDE =
            Pattern.compile("(?<function>[\\w.]++\\([\\w.]++)\\)\\s*+(?<tags>\\{[^{}]*+\\})");
    private static final List<String> INDICATORS = List.of(
            "p95(latency)",
            "min(latency)",
            "max(latency)",
            "mean(latency)",
            "median(latency)",
            "count(metric)",
            "rate(metric)",
            "fraction(metric)",
            "error_rate",
            "throughput",
            "recovery_time",
            "lost_writes");
    private static final Set<Phase> JUDGED = Set.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY);

    private final String text;
    private final Location at;
    private final ObjectiveRole role;
    private final Set<String> faults;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param at where the text's first character stands
     * @param faults the names that may follow {@code during}, besides the phases
     */
    public ObjectiveParser(String text, Location at, ObjectiveRole role, Set<String> faults) {
        this.text = text;
        this.at = at;
        this.role = role;
        this.faults = faults;
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
            violations.add(Violation.of(at, "an objective of " + text.length() + " characters is too long")
                    .withHint("write at most " + LONGEST + "; split it into several objectives"));
            return Validated.wrong(violations);
        }
        ObjectiveText parts = ObjectiveText.of(text);
        if (parts == null) {
            wrong(0, "'" + text + "' is no objective", "write INDICATOR OP BOUND, such as p95(latency) < 250ms");
            return Validated.wrong(violations);
        }
        Indicator indicator =
                indicator(parts.indicator().text(), parts.indicator().column());
        Comparison comparison = comparison(parts.comparison());
        Bound bound = indicator == null
                ? null
                : new BoundParser(indicator, comparison, this::wrong)
                        .parse(parts.bound().text(), parts.bound().column());
        Bound warnBound = indicator == null || bound == null || warn == null
                ? null
                : warn(warn, inUnitOf(bound, indicator), comparison, bound);
        WindowRule span = span(parts);
        EvaluationPhase moment = moment(parts.moment(), indicator);
        if (indicator != null) {
            checkTogether(indicator, comparison, bound, span, parts.indicator().column());
        }
        if (indicator == null || bound == null || !violations.isEmpty()) {
            return Validated.wrong(violations);
        }
        return Validated.of(new Objective(
                name.strip(),
                text.strip(),
                inUnitOf(bound, indicator),
                comparison,
                bound,
                warnBound,
                span,
                moment,
                noDataPasses,
                at));
    }

    private @Nullable Indicator indicator(String word, int column) {
        Matcher k6 = K6_PERCENTILE.matcher(word);
        if (k6.matches()) {
            return percentile(k6.group("q"), Indicator.LATENCY, column);
        }
        Matcher ofRequests = OF_REQUESTS.matcher(word);
        if (ofRequests.matches()) {
            return ofRequests(word, column);
        }
        Matcher outside = TAGS_OUTSIDE.matcher(word);
        if (outside.matches()) {
            wrong(
                    column,
                    "tags stand within the parentheses",
                    "write " + outside.group("function") + outside.group("tags") + ")");
            return null;
        }
        switch (word) {
            case "recovery_time":
                return new Indicator.RecoveryTime();
            case "lost_writes":
                return new Indicator.LostWrites();
            default:
        }
        Matcher function = FUNCTION_NAME.matcher(word);
        if (!function.lookingAt() || !word.endsWith(")")) {
            return unknownIndicator(word, column);
        }
        Word argument = Word.between(word, function.end(), word.length() - 1);
        Metric metric = new MetricParser(this::wrong).parse(argument.text(), column + argument.column());
        return metric == null
                ? null
                : metric.name().equals(Indicator.LATENCY)
                        ? ofLatency(function.group("name"), metric, argument, word, column)
                        : ofMetric(function.group("name"), metric, word, column);
    }

    /** {@code error_rate} and {@code throughput}, alone or of some requests. */
    private @Nullable Indicator ofRequests(String word, int column) {
        MetricParser parser = new MetricParser(this::wrong);
        Metric metric = parser.parse(word, column);
        RequestSelection requests = metric == null ? null : parser.requests(metric, column);
        if (metric == null || requests == null) {
            return null;
        }
        return metric.name().equals("throughput")
                ? new Indicator.Throughput(requests)
                : new Indicator.ErrorRate(requests);
    }

    private @Nullable Indicator ofLatency(String function, Metric metric, Word argument, String word, int column) {
        RequestSelection requests = new MetricParser(this::wrong).requests(metric, column + argument.column());
        if (requests == null) {
            return null;
        }
        String quantile = quantile(function);
        if (quantile != null) {
            Indicator.Percentile percentile = percentile(quantile, Indicator.LATENCY, column);
            return percentile == null
                    ? null
                    : new Indicator.Percentile(percentile.quantile(), Indicator.LATENCY, requests);
        }
        return switch (function) {
            case "min" -> new Indicator.Statistic(Indicator.Statistic.Kind.MIN, Indicator.LATENCY, requests);
            case "max" -> new Indicator.Statistic(Indicator.Statistic.Kind.MAX, Indicator.LATENCY, requests);
            case "mean", "avg" -> new Indicator.Statistic(Indicator.Statistic.Kind.MEAN, Indicator.LATENCY, requests);
            case "median", "med" -> new Indicator.Percentile(0.5, Indicator.LATENCY, requests);
            case "count", "rate", "fraction" -> {
                wrong(
                        column,
                        function + "() is not of latency",
                        "how many requests there were is in throughput, how many failed in error_rate");
                yield null;
            }
            default -> unknownIndicator(word, column);
        };
    }

    private @Nullable Indicator ofMetric(String function, Metric metric, String word, int column) {
        String number = quantile(function);
        if (number != null) {
            Indicator.Percentile percentile = percentile(number, metric.name(), column);
            return percentile == null
                    ? null
                    : new OfMetric(Function.PERCENTILE, percentile.quantile(), metric, Dimension.COUNT);
        }
        return switch (function) {
            case "min" -> new OfMetric(Function.MIN, 0, metric, Dimension.COUNT);
            case "max" -> new OfMetric(Function.MAX, 0, metric, Dimension.COUNT);
            case "mean", "avg" -> new OfMetric(Function.MEAN, 0, metric, Dimension.COUNT);
            case "median", "med" -> new OfMetric(Function.PERCENTILE, 0.5, metric, Dimension.COUNT);
            case "count" -> new OfMetric(Function.COUNT, 0, metric, Dimension.COUNT);
            case "rate" -> new OfMetric(Function.RATE, 0, metric, Dimension.RATE);
            case "fraction" -> new OfMetric(Function.FRACTION, 0, metric, Dimension.RATIO);
            default -> unknownIndicator(word, column);
        };
    }

    /** The number of {@code p95} or {@code p(95)}; {@code null} if it is no percentile. */
    private static @Nullable String quantile(String function) {
        Matcher ours = PERCENTILE.matcher(function);
        Matcher k6 = K6_PERCENTILE.matcher(function);
        return ours.matches() ? ours.group("q") : k6.matches() ? k6.group("q") : null;
    }

    private @Nullable Indicator unknownIndicator(String word, int column) {
        unknown(column, "indicator", word, INDICATORS);
        return null;
    }

    private Indicator.@Nullable Percentile percentile(String number, String metric, int column) {
        double quantile = new BigDecimal(number).movePointLeft(2).doubleValue();
        if (quantile <= 0 || quantile >= 1) {
            wrong(
                    column,
                    "p" + number + " is no percentile",
                    "it lies between p1 and p99.99; for all use max(latency)");
            return null;
        }
        return new Indicator.Percentile(quantile, metric);
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
                indicator,
                comparison,
                (column, found, hint) -> violations.add(new Violation(at, "warn: " + found, List.of(), null, hint)));
        Bound warn = parser.parse(word, 0);
        if (warn instanceof Bound.Absolute tighter
                && bound instanceof Bound.Absolute absolute
                && tighter.value().dimension() != absolute.value().dimension()) {
            violations.add(new Violation(
                    at,
                    "warn: " + warn + " and " + bound + " do not measure the same",
                    List.of(),
                    null,
                    "write " + absolute.value().dimension().example()));
        } else if (warn != null && !isTighter(warn, bound, comparison)) {
            violations.add(new Violation(
                    at,
                    "warn: " + word + " would never warn before the bound breaches: " + text.strip(),
                    List.of(),
                    null,
                    "write a bound that is crossed earlier"));
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
                wrong(text.stripTrailing().length(), "abortIf needs a window", "write how much is enough: 'in any 5s'");
            }
            return new WindowRule.Whole();
        }
        String kind = word.text();
        int column = word.column();
        Duration window;
        try {
            window = Quantity.parseDuration(length.text());
        } catch (IllegalArgumentException e) {
            wrong(length.column(), String.valueOf(e.getMessage()), null);
            return new WindowRule.Whole();
        }
        if (window.toMillis() < 100 || window.toMillis() % 100 != 0) {
            wrong(length.column(), "a window is made of tenths of a second", "write a multiple of 100ms");
        }
        if (kind.equals("every")) {
            if (role == ObjectiveRole.ABORT_IF) {
                wrong(column, "'in every' does not belong in abortIf", "an abort needs one window: write 'in any'");
            }
            return new WindowRule.Every(window);
        }
        if (kind.equals("any")) {
            if (role != ObjectiveRole.ABORT_IF) {
                wrong(
                        column,
                        "'in any' does not belong in " + role.key(),
                        "one good window proves little: write 'in every'");
            }
            return new WindowRule.Any(window);
        }
        unknown(column, "span", kind, List.of("every", "any"));
        return new WindowRule.Whole();
    }

    private EvaluationPhase moment(@Nullable Word named, @Nullable Indicator indicator) {
        boolean atEnd = indicator instanceof Indicator.RecoveryTime || indicator instanceof Indicator.LostWrites;
        if (named == null) {
            return atEnd
                    ? new EvaluationPhase.AtEnd()
                    : new EvaluationPhase.During(role == ObjectiveRole.STEADY_STATE ? Phase.BASELINE : Phase.FAULT);
        }
        String word = named.text();
        int column = named.column();
        if (atEnd) {
            wrong(column, "'during' does not belong here: this is known only at the end", null);
            return new EvaluationPhase.AtEnd();
        }
        if (role == ObjectiveRole.ABORT_IF) {
            wrong(column, "'during' does not belong in abortIf", "it is watched from the first fault to the end");
        }
        if (role == ObjectiveRole.STEADY_STATE && !word.equals(Phase.BASELINE.word())) {
            wrong(
                    column,
                    "steadyState defines what healthy means before a fault",
                    "put what must hold later under slo:");
        }
        Optional<Phase> phase = JUDGED.stream()
                .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (phase.isPresent()) {
            return new EvaluationPhase.During(phase.get());
        }
        if (!faults.contains(word)) {
            List<String> allowed = new ArrayList<>(faults);
            JUDGED.forEach(one -> allowed.add(one.word()));
            unknown(column, "phase or fault", word, allowed);
        }
        return new EvaluationPhase.DuringFault(word);
    }

    private void checkTogether(
            Indicator indicator, Comparison comparison, @Nullable Bound bound, WindowRule span, int column) {
        boolean atEnd = indicator instanceof Indicator.RecoveryTime || indicator instanceof Indicator.LostWrites;
        if (atEnd && role != ObjectiveRole.SLO) {
            wrong(column, "this is known only at the end", "it belongs under slo:");
        }
        if (atEnd && !(span instanceof WindowRule.Whole)) {
            wrong(column, "this has one value for the whole run, and no windows", null);
        }
        if (atEnd && !comparison.isUpperBound()) {
            wrong(
                    column,
                    "less is better here",
                    "write < or <=" + (indicator instanceof Indicator.LostWrites ? " or =" : ""));
        }
        if (comparison == Comparison.EQUAL && !(indicator instanceof Indicator.LostWrites)) {
            boolean zero =
                    bound instanceof Bound.Absolute absolute && absolute.value().value() == 0;
            if (!(zero && indicator instanceof Indicator.ErrorRate) && !countsWhole(indicator, bound)) {
                wrong(column, "a measured value never equals a bound exactly", "write <= or >=");
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

    private void unknown(int column, String kind, String name, Collection<String> allowed) {
        violations.add(Violation.unknown(at.right(column), kind, name, allowed).withHint(caret(column)));
    }

    private void wrong(int column, String found, @Nullable String hint) {
        violations.add(Violation.of(at.right(column), found).withHint((hint == null ? "" : hint) + caret(column)));
    }

    /** The text with a mark under one of its columns. */
    private String caret(int column) {
        return "\n    " + text.replace('\n', ' ') + "\n    " + " ".repeat(column) + "^";
    }
}
