package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.DriverException;
import java.util.regex.Pattern;

/** Makes the ids of a load's requests, and knows them when they come back. */
final class Ids {

    /** The name of a scenario's only load: its ids do without. */
    private static final String UNNAMED = "load";

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int LONGEST = 64;
    private static final int DIGITS = 12;

    private final String prefix;

    private Ids(String prefix) {
        this.prefix = prefix;
    }

    /** @throws DriverException if no proper id can be made of these names */
    static Ids of(String runId, String loadName) throws DriverException {
        String prefix = runId + "-" + (loadName.equals(UNNAMED) ? "" : loadName + "-");
        if (!ALLOWED.matcher(prefix).matches() || prefix.length() > LONGEST - DIGITS) {
            throw new DriverException("ids of requests begin with '" + prefix + "', which must be at most "
                    + (LONGEST - DIGITS) + " of A-Z a-z 0-9 . _ -: give the load a plain, shorter name");
        }
        return new Ids(prefix);
    }

    String id(long number) {
        return prefix + number;
    }

    /** The number of the request with this id; -1 if it is none of this load's. */
    long number(String id) {
        int digits = id.length() - prefix.length();
        if (digits < 1 || digits > DIGITS || !id.startsWith(prefix)) {
            return -1;
        }
        long number = 0;
        for (int i = prefix.length(); i < id.length(); i++) {
            char digit = id.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
