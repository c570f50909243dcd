package dev.holograph.chaos.application;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as they are given on a command line. */
final class CommaSeparated {

    private CommaSeparated() {}

    /** The words between commas, but not those between brackets, as of a run's name: {@code latency[delay=1s,load=9/s]}. */
    static List<String> split(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",(?![^\\[]*])"))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
