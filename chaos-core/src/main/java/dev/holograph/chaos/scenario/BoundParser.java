package dev.holograph.chaos.scenario;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a measured value is held against: a quantity, or something relative to the baseline. */
final class BoundParser {

    /** Takes a mistake: its column, counted as the parser was told, what was found, and what to do. */
    @FunctionalInterface
    interface Complaints {
        void wrong(int column, String found, @Nullable String hint);
    }

    private static final Pattern TIMES = Pattern.compile("(?<factor>\\d+(?:\\.\\d+)?)\\s*x\\s*baseline");
    private static final Pattern PLUS = Pattern.compile("baseline(?:\\s*\\+\\s*(?<offset>.+))?");
    private static final Pattern MAX = Pattern.compile("max\\(\\s*(?<a>[^,]+?)\\s*,\\s*(?<b>[^,]+?)\\s*\\)");

    /** Letters that follow no digit: what follows one is a unit. */
    private static final Pattern WORD = Pattern.compile("(?<![\\dA-Za-zµ])[A-Za-z]{2,}");

    private static final List<String> WORDS = List.of("baseline", "max");

    private static final Pattern TIMES_SIGN = Pattern.compile("(\\d)\\s*[*×X]\\s*(?=[A-Za-z])");

    private final Indicator indicator;
    private final Comparison comparison;
    private final Complaints complaints;

    BoundParser(Indicator indicator, Comparison comparison, Complaints complaints) {
        this.indicator = indicator;
        this.comparison = comparison;
        this.complaints = complaints;
    }

    /**
     * The bound, or {@code null} if it has been complained about.
     *
     * @param column where the word's first character stands
     */
    @Nullable Bound parse(String word, int column) {
        Matcher max = MAX.matcher(word);
        if (max.matches()) {
            String relative = isRelative(max.group("a")) ? "a" : "b";
            String floor = relative.equals("a") ? "b" : "a";
            if (isRelative(max.group(relative))) {
                Quantity least = quantity(max.group(floor), column + max.start(floor));
                return least == null ? null : relative(max.group(relative), column + max.start(relative), least);
            }
        }
        if (isRelative(word)) {
            return relative(word, column, null);
        }
        Quantity value = quantity(word, column);
        return value == null ? null : new Bound.Absolute(value);
    }

    private static boolean isRelative(String word) {
        return TIMES.matcher(word).matches() || PLUS.matcher(word).matches();
    }

    private @Nullable Bound relative(String word, int column, @Nullable Quantity floor) {
        Bound.Relative bound = multipleOrSum(word, column, floor);
        if (bound != null && comparison.isUpperBound() && isOftenZero() && bound.at(0) <= 0) {
            complaints.wrong(
                    column,
                    "a healthy baseline is often 0 here, and then the bound is 0 as well: a single event breaks it",
                    "give it a floor: max(" + word + ", " + exampleOfFloor() + ")");
            return null;
        }
        return bound;
    }

    /** A share or a count of what a healthy system does not do. */
    private boolean isOftenZero() {
        return indicator instanceof Indicator.ErrorRate
                || (indicator instanceof Indicator.OfMetric metric
                        && switch (metric.function()) {
                            case COUNT, RATE, FRACTION -> true;
                            case PERCENTILE, MIN, MAX, MEAN -> false;
                        });
    }

    private String exampleOfFloor() {
        return switch (indicator.dimension()) {
            case RATIO -> "1%";
            case RATE -> "1/s";
            default -> "10";
        };
    }

    private Bound.@Nullable Relative multipleOrSum(String word, int column, @Nullable Quantity floor) {
        if (indicator instanceof Indicator.RecoveryTime || indicator instanceof Indicator.LostWrites) {
            complaints.wrong(
                    column,
                    "this has no baseline",
                    "write " + indicator.dimension().example());
            return null;
        }
        Matcher times = TIMES.matcher(word);
        if (times.matches()) {
            return new Bound.Relative(Double.parseDouble(times.group("factor")), null, floor);
        }
        Matcher plus = PLUS.matcher(word);
        if (!plus.matches() || plus.group("offset") == null) {
            return new Bound.Relative(1, null, floor);
        }
        Quantity offset = quantity(plus.group("offset"), column + plus.start("offset"));
        return offset == null ? null : new Bound.Relative(1, offset, floor);
    }

    private @Nullable Quantity quantity(String word, int column) {
        Dimension dimension = indicator.dimension();
        try {
            if (indicator instanceof Indicator.OfMetric metric
                    && metric.function().isValue()) {
                return ofMetric(word); // nobody but the author knows what a metric's values measure
            }
            Quantity value = Quantity.parse(word);
            boolean zero = value.dimension() == Dimension.COUNT && value.value() == 0;
            return zero ? new Quantity(0, dimension) : Quantity.parse(word, dimension);
        } catch (IllegalArgumentException e) {
            complaints.wrong(column, String.valueOf(e.getMessage()), meant(word));
            return null;
        }
    }

    /** What was probably meant, where a word of it is nearly one of ours; {@code null} if nobody can say. */
    private static @Nullable String meant(String bound) {
        String times = TIMES_SIGN.matcher(bound).replaceFirst("$1x ");
        String meant = WORD.matcher(times)
                .replaceAll(word -> NearestName.to(word.group(), WORDS).orElse(word.group()));
        return meant.equals(bound) ? null : "did you mean '" + meant + "'?";
    }

    /** A metric may be negative: a temperature, a clock's offset. */
    private static Quantity ofMetric(String word) {
        if (!word.startsWith("-")) {
            return Quantity.parse(word);
        }
        Quantity size = Quantity.parse(word.substring(1));
        return new Quantity(0 - size.value(), size.dimension());
    }
}
