package dev.holograph.chaos.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The value that a parameter of a scenario has in one run.
 *
 * @param text as a person wrote it, such as {@code 500ms}
 * @param quantity the same as a number; {@code null} where the parameter is a text
 * @param origin where the value comes from, in words: {@code its default}, {@code matrix}, …
 * @param varies whether it makes this run another experiment than the files alone describe: a value of a matrix, of the
 *     command line, of a suite, or of a variable of the build. It is part of the run's name then
 * @param description for people; empty: there is none
 */
public record ParameterValue(
        String name, String text, @Nullable Quantity quantity, String origin, boolean varies, String description) {

    /** Without a description. */
    public ParameterValue(String name, String text, @Nullable Quantity quantity, String origin, boolean varies) {
        this(name, text, quantity, origin, varies, "");
    }

    /** Digits of a label: enough that no two texts of a project share them. */
    private static final int LABEL_DIGITS = 12;

    /** The same with a description. */
    public ParameterValue described(String words) {
        return new ParameterValue(name, text, quantity, origin, varies, words);
    }

    /** As it stands in a run's name, {@code delay=500ms}. */
    public String label() {
        return name + "="
                + (text.matches("[A-Za-z0-9._:/%+-]{1,40}")
                        ? text
                        : "#" + Digest.of(text).substring(0, LABEL_DIGITS));
    }

    /** What the name of a run has after that of its scenario: {@code [delay=500ms]}, or nothing. */
    public static String suffix(List<ParameterValue> values) {
        String labels = values.stream()
                .filter(ParameterValue::varies)
                .map(ParameterValue::label)
                .collect(Collectors.joining(","));
        return labels.isEmpty() ? "" : "[" + labels + "]";
    }
}
