package dev.holograph.chaos.adapters.data;

import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.spi.DriverException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which answers by HTTP mean success. */
public final class Expectation {

    private static final Pattern CODE = Pattern.compile("[1-5](\\d\\d|xx)");

    /** As JSON and JavaScript write one. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    /** Up to so many digits, k6 tells each number from every other: JavaScript has doubles alone. */
    private static final int MOST_DIGITS = 15;

    private record Value(AnswerPointer at, String text) {
        boolean isIn(@Nullable Object json) {
            Object found = at.in(json);
            if (found instanceof Number number) {
                return isNumber(text) && Double.parseDouble(text) == number.doubleValue();
            }
            return (found instanceof String || found instanceof Boolean)
                    && found.toString().equals(text);
        }
    }

    private static boolean isNumber(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        String digits = (matcher.group(1) + Objects.requireNonNullElse(matcher.group(2), "")).replaceAll("\\D", "");
        return digits.replaceFirst("^0+", "").length() <= MOST_DIGITS;
    }

    private final BitSet statuses = new BitSet();
    private final List<Value> values = new ArrayList<>();

    private Expectation() {}

    /** @throws DriverException if what should be a status or a JSON pointer is none */
    public static Expectation of(ExpectedAnswer expect) throws DriverException {
        Expectation all = new Expectation();
        for (String status : expect.statuses()) {
            String code = status.toLowerCase(Locale.ROOT);
            if (!CODE.matcher(code).matches()) {
                throw new DriverException(
                        "expect: '" + status + "' is no HTTP status: write a code such as 201 or 2xx");
            }
            all.statuses.set(Integer.parseInt(code.replace('x', '0')), Integer.parseInt(code.replace('x', '9')) + 1);
        }
        for (Map.Entry<String, String> value : expect.values().entrySet()) {
            all.values.add(new Value(AnswerPointer.of(value.getKey()), value.getValue()));
        }
        return all;
    }

    /** Whether a status is an expected one. */
    public boolean isMetBy(int status) {
        return statuses.get(status);
    }

    /** Whether answers must be read. */
    public boolean hasValues() {
        return !values.isEmpty();
    }

    /**
     * Whether an answer has the expected values.
     *
     * @param json {@code null} if the answer is none
     */
    public boolean hasItsValues(@Nullable Object json) {
        return values.stream().allMatch(value -> value.isIn(json));
    }
}
