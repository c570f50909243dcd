package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.spi.DriverException;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which answers by HTTP mean success. */
final class Expectation {

    private static final Pattern CODE = Pattern.compile("[1-5](\\d\\d|xx)");

    /** As JSON and JavaScript write one. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private record Value(JsonPointer at, String text) {
        boolean isIn(@Nullable Object json) {
            Object found = AnswerId.find(at, json);
            if (found instanceof Number number) {
                return NUMBER.matcher(text).matches() && Double.parseDouble(text) == number.doubleValue();
            }
            return (found instanceof String || found instanceof Boolean)
                    && found.toString().equals(text);
        }
    }

    private final BitSet statuses = new BitSet();
    private final List<Value> values = new ArrayList<>();

    private Expectation() {}

    /** @throws DriverException if what should be a status or a JSON pointer is none */
    static Expectation of(ExpectedAnswer expect) throws DriverException {
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
            all.values.add(new Value(AnswerId.pointer(value.getKey()), value.getValue()));
        }
        return all;
    }

    boolean isMetBy(int status) {
        return statuses.get(status);
    }

    /** Whether answers must be read. */
    boolean hasValues() {
        return !values.isEmpty();
    }

    /** @param json {@code null} if the answer is none */
    boolean hasItsValues(@Nullable Object json) {
        return values.stream().allMatch(value -> value.isIn(json));
    }
}
