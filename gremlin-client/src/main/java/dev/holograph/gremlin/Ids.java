package dev.holograph.gremlin;

import java.util.regex.Pattern;

/** What an id may look like. */
final class Ids {

    /**
     * It becomes a part of a URL, where {@code /attacks/halt} and an empty id mean everything that the team runs. So it
     * must be long and have a digit, as every UUID and no word of the API does.
     */
    private static final Pattern ID = Pattern.compile("(?=.*\\d)[A-Za-z0-9][A-Za-z0-9-]{7,63}");

    private Ids() {}

    static void check(String what, String value) {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must be a guid as Gremlin gives them, 8 to 64 letters, digits and"
                            + " hyphens with at least one digit, not '" + value + "'");
        }
    }
}
