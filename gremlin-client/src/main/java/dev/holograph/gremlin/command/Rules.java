package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What several commands ask of their arguments. */
final class Rules {

    /** The bound of gremlin-python: 52 weeks. */
    static final Duration LONGEST = Duration.ofSeconds(31_449_600);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Rules() {}

    static void length(Duration length) {
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0 || length.getNano() != 0) {
            throw new IllegalArgumentException(
                    "length must be whole seconds from 1 to " + LONGEST.toSeconds() + ", not " + length);
        }
    }

    static void percent(String name, int value) {
        if (value < 1 || value > 100) {
            throw new IllegalArgumentException(name + " must be from 1 to 100 percent, not " + value);
        }
    }

    static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }

    /** A value that stands behind a flag: one that begins with a hyphen would be read as another flag. */
    static void text(String name, String value) {
        if (value.isBlank() || value.startsWith("-") || CONTROL.matcher(value).find()) {
            throw new IllegalArgumentException(
                    name + " must not be empty, begin with '-' or hold control characters, and is '" + value + "'");
        }
    }

    static void textOrNone(String name, @Nullable String value) {
        if (value != null) {
            text(name, value);
        }
    }

    /** An absolute path. */
    static void directory(String value) {
        text("directory", value);
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException("directory must be an absolute path such as /tmp, not '" + value + "'");
        }
    }

    static void matches(String name, String value, Pattern allowed, String example) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must look like " + example + ", not '" + value + "'");
        }
    }
}
