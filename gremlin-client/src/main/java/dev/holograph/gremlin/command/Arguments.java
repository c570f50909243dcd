package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts flags in a row. */
final class Arguments {

    private final List<String> line = new ArrayList<>();

    static Arguments lasting(Duration length) {
        return new Arguments().add("-l", length.toSeconds());
    }

    Arguments add(String flag, String value) {
        line.add(flag);
        line.add(value);
        return this;
    }

    Arguments add(String flag, long value) {
        return add(flag, Long.toString(value));
    }

    /** Nothing if there are no values. */
    Arguments add(String flag, List<String> values) {
        return values.isEmpty() ? this : add(flag, String.join(",", values));
    }

    /** Nothing if there is no value. */
    Arguments addIfSet(String flag, @Nullable String value) {
        return value == null ? this : add(flag, value);
    }

    /** A flag without a value, if it is to stand. */
    Arguments flag(String flag, boolean on) {
        if (on) {
            line.add(flag);
        }
        return this;
    }

    List<String> toList() {
        return List.copyOf(line);
    }
}
