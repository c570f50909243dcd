package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with what it measures, as people write it: {@code 250ms}, {@code 1m30s}, {@code 5%}, {@code 100/s},
 * {@code 64KiB}, {@code 0}.
 *
 * @param value in the unit of its dimension
 */
public record Quantity(double value, Dimension dimension) {

    private static final String NUMBER = "\\d+(?:\\.\\d+)?";
    private static final Pattern TIME_PART = Pattern.compile("(" + NUMBER + ")\\s?(us|µs|ms|s|m|h)");
    private static final Pattern RATIO = Pattern.compile("(" + NUMBER + ")\\s?%");
    private static final Pattern RATE = Pattern.compile("(" + NUMBER + ")\\s?/\\s?(s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(" + NUMBER + ")\\s?(B|kB|KB|MB|GB|KiB|MiB|GiB)");
    private static final Pattern COUNT = Pattern.compile(NUMBER);

    private static final String ALLOWED =
            "write a number with its unit: 250ms, 1m30s, 5%, 100/s, 64KiB (times in us, ms,"
                    + " s, m, h; shares in %; rates in /s, /m, /h; sizes in B, kB, MB, GB, KiB, MiB, GiB)";

    /** Letters that no number with its unit needs. */
    private static final int LONGEST = 60;

    /** Longer times are slips of the pen, and would overflow where lengths are added up. */
    private static final double YEAR_MILLIS = 8760 * 3600e3;

    private static final Map<String, Double> MILLIS =
            Map.of("us", 1e-3, "µs", 1e-3, "ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
    private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "m", 60.0, "h", 3600.0);
    private static final Map<String, Double> BYTES = Map.of(
            "B", 1.0, "kB", 1e3, "KB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0);

    /**
     * Reads any quantity.
     *
     * @throws IllegalArgumentException if it is none; the message says what may stand there
     */
    public static Quantity parse(String text) {
        Quantity quantity = read(text);
        if (quantity.dimension == Dimension.TIME && quantity.value > YEAR_MILLIS) {
            throw new IllegalArgumentException("'" + text + "' is too long; a time is at most a year (8760h)");
        }
        if (Double.isInfinite(quantity.value)) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return quantity;
    }

    private static Quantity read(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a quantity of " + trimmed.length() + " characters is too long; " + ALLOWED);
        }
        Matcher ratio = RATIO.matcher(trimmed);
        if (ratio.matches()) {
            return ratio(Double.parseDouble(ratio.group(1)) / 100);
        }
        Matcher rate = RATE.matcher(trimmed);
        if (rate.matches()) {
            return new Quantity(number(rate) / unit(SECONDS, rate), Dimension.RATE);
        }
        double millis = 0;
        int read = 0;
        for (Matcher part = TIME_PART.matcher(trimmed);
                part.region(read, trimmed.length()).lookingAt(); ) {
            millis += number(part) * unit(MILLIS, part);
            read = part.end();
        }
        if (read > 0 && read == trimmed.length()) {
            return new Quantity(millis, Dimension.TIME);
        }
        Matcher size = SIZE.matcher(trimmed);
        if (size.matches()) {
            return new Quantity(number(size) * unit(BYTES, size), Dimension.SIZE);
        }
        if (COUNT.matcher(trimmed).matches()) {
            return count(Double.parseDouble(trimmed));
        }
        throw new IllegalArgumentException("'" + text + "' is no quantity; " + ALLOWED);
    }

    /**
     * Reads a quantity that must measure one thing.
     *
     * @throws IllegalArgumentException if it is none, or measures something else, or has no unit where one is due
     */
    public static Quantity parse(String text, Dimension wanted) {
        Quantity quantity = parse(text);
        if (quantity.dimension != wanted) {
            String what = quantity.dimension == Dimension.COUNT
                    ? "'" + text + "' has no unit"
                    : "'" + text + "' is " + quantity.dimension.example().replaceFirst(" such as.*", "");
            throw new IllegalArgumentException(what + "; write " + wanted.example());
        }
        return quantity;
    }

    /** Reads a time. @throws IllegalArgumentException if it is none */
    public static Duration parseDuration(String text) {
        return parse(text, Dimension.TIME).toDuration();
    }

    public static Quantity ratio(double fraction) {
        return new Quantity(fraction, Dimension.RATIO);
    }

    public static Quantity count(double number) {
        return new Quantity(number, Dimension.COUNT);
    }

    public static Quantity time(Duration duration) {
        return new Quantity(duration.toNanos() / 1e6, Dimension.TIME);
    }

    /** This time as a duration. @throws IllegalStateException if it is no time */
    public Duration toDuration() {
        if (dimension != Dimension.TIME) {
            throw new IllegalStateException(this + " is no time");
        }
        return Duration.ofNanos(Math.round(value * 1e6));
    }

    /** As a person would write it, rounded to what a reader can use; never rounded where a verdict is made. */
    @Override
    public String toString() {
        if (value < 0) {
            return "-" + new Quantity(-value, dimension);
        }
        return switch (dimension) {
            case TIME ->
                value >= 60_000 && value % 1000 == 0
                        ? minutes()
                        : value >= 1000 ? trim(value / 1000) + "s" : trim(value) + "ms";
            case RATIO -> trim(value * 100) + "%";
            case RATE -> trim(value) + "/s";
            case SIZE ->
                value >= 1048576 && value % 1048576 == 0
                        ? trim(value / 1048576) + "MiB"
                        : value >= 1024 && value % 1024 == 0 ? trim(value / 1024) + "KiB" : trim(value) + "B";
            case COUNT -> trim(value);
        };
    }

    private String minutes() {
        long seconds = Math.round(value / 1000);
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    private static String trim(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        if (Math.abs(number) >= 1e15) {
            return String.format(Locale.ROOT, "%.3g", number); // not hundreds of digits
        }
        String digits = Math.abs(number) >= 100
                ? String.format(Locale.ROOT, "%.1f", number)
                : Math.abs(number) >= 1
                        ? String.format(Locale.ROOT, "%.2f", number)
                        : String.format(Locale.ROOT, "%.3g", number);
        return digits.contains("e") ? digits : digits.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }

    private static double number(Matcher matcher) {
        return Double.parseDouble(matcher.group(1));
    }

    private static double unit(Map<String, Double> units, Matcher matcher) {
        Double factor = units.get(matcher.group(2));
        if (factor == null) {
            throw new IllegalStateException("a unit that the pattern lets through has no factor: " + matcher.group());
        }
        return factor;
    }
}
