package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.DriverException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which HTTP statuses mean success.
 *
 * @param from first of them
 * @param to last of them
 */
record Expectation(int from, int to) {

    private static final Pattern CODE = Pattern.compile("[1-5](\\d\\d|xx)");

    /** @throws DriverException if this is neither a code nor a class of codes */
    static Expectation of(String expect) throws DriverException {
        String code = expect.toLowerCase(Locale.ROOT);
        if (!CODE.matcher(code).matches()) {
            throw new DriverException("expect: '" + expect + "' is no HTTP status: write a code such as 201 or 2xx");
        }
        return new Expectation(Integer.parseInt(code.replace('x', '0')), Integer.parseInt(code.replace('x', '9')));
    }

    boolean isMetBy(int status) {
        return from <= status && status <= to;
    }
}
