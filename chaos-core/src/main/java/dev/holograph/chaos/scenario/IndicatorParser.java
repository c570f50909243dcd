package dev.holograph.chaos.scenario;

import dev.holograph.chaos.scenario.Indicator.OfMetric;
import dev.holograph.chaos.scenario.Indicator.OfMetric.Function;
import dev.holograph.chaos.scenario.ObjectiveText.Word;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an objective measures: {@code p95(latency)}, {@code error_rate}, {@code rate(metric{tag=value})}. */
final class IndicatorParser {

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

    private final ObjectiveViolations violations;

    IndicatorParser(ObjectiveViolations violations) {
        this.violations = violations;
    }

    /**
     * The indicator, or {@code null} if what is wrong with it has been added to the violations.
     *
     * @param column where the word's first character stands
     */
    @Nullable Indicator parse(String word, int column) {
        Matcher k6 = K6_PERCENTILE.matcher(word);
        if (k6.matches()) {
            return percentile(k6.group("q"), Indicator.LATENCY, column);
        }
        if (OF_REQUESTS.matcher(word).matches()) {
            return ofRequests(word, column);
        }
        Matcher outside = TAGS_OUTSIDE.matcher(word);
        if (outside.matches()) {
            violations.wrong(
                    column,
                    "tags stand within the parentheses",
                    "write " + outside.group("function") + outside.group("tags") + ")");
            return null;
        }
        return switch (word) {
            case "recovery_time" -> new Indicator.RecoveryTime();
            case "lost_writes" -> new Indicator.LostWrites();
            default -> ofValues(word, column);
        };
    }

    /** A function of the latency or of another metric. */
    private @Nullable Indicator ofValues(String word, int column) {
        Matcher function = FUNCTION_NAME.matcher(word);
        if (!function.lookingAt() || !word.endsWith(")")) {
            return unknownIndicator(word, column);
        }
        Word argument = Word.between(word, function.end(), word.length() - 1);
        Metric metric = new MetricParser(violations).parse(argument.text(), column + argument.column());
        if (metric == null) {
            return null;
        }
        return metric.name().equals(Indicator.LATENCY)
                ? ofLatency(function.group("name"), metric, argument, word, column)
                : ofMetric(function.group("name"), metric, word, column);
    }

    /** {@code error_rate} and {@code throughput}, alone or of some requests. */
    private @Nullable Indicator ofRequests(String word, int column) {
        MetricParser parser = new MetricParser(violations);
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
        RequestSelection requests = new MetricParser(violations).requests(metric, column + argument.column());
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
                violations.wrong(
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
        violations.unknown(column, "indicator", word, INDICATORS);
        return null;
    }

    private Indicator.@Nullable Percentile percentile(String number, String metric, int column) {
        double quantile = new BigDecimal(number).movePointLeft(2).doubleValue();
        if (quantile <= 0 || quantile >= 1) {
            violations.wrong(
                    column,
                    "p" + number + " is no percentile",
                    "it lies between p1 and p99.99; for all use max(latency)");
            return null;
        }
        return new Indicator.Percentile(quantile, metric);
    }
}
