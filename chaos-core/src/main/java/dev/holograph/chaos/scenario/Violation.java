package dev.holograph.chaos.scenario;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mistake that a person can mend: where it is, what was found and what would do instead.
 *
 * @param found what is wrong, one sentence without a full stop
 * @param allowed what may stand there, each as it would be written; empty where no list helps
 * @param nearest the allowed name that is most like what was found
 * @param hint what to do, or the text with a caret under the wrong column
 */
public record Violation(
        Location at,
        String found,
        List<String> allowed,
        @Nullable String nearest,
        @Nullable String hint) {

    /** Words of a file that are longer are cut in a message: who wrote them knows them, and must find the sentence. */
    private static final int LONGEST_QUOTE = 200;

    private static final int SHOWN_OF_IT = 100;
    private static final Pattern LONG_QUOTE = Pattern.compile("'([^']{" + (LONGEST_QUOTE + 1) + ",})'");

    /** In case that quotes stand in what was quoted. */
    private static final int LONGEST = 4_000;

    public Violation {
        allowed = List.copyOf(allowed);
    }

    /** A mistake that needs no list of what is allowed. */
    public static Violation of(Location at, String found) {
        return new Violation(at, found, List.of(), null, null);
    }

    /** A name that is not among the allowed ones. */
    public static Violation unknown(Location at, String kind, String name, Collection<String> allowed) {
        List<String> sorted = allowed.stream().sorted().toList();
        return new Violation(
                at,
                "unknown " + kind + " '" + name + "'",
                sorted,
                NearestName.to(name, sorted).orElse(null),
                null);
    }

    /** The same mistake with advice. */
    public Violation withHint(String advice) {
        return new Violation(at, found, allowed, nearest, advice);
    }

    /**
     * The whole message, one line, further lines only from the hint. What a file has of line breaks and other control
     * characters is shown by their escapes, and of long words the beginning.
     */
    public String message() {
        StringBuilder text = new StringBuilder(at.toString()).append(": ").append(visible(shortened(found)));
        if (nearest != null) {
            text.append("; did you mean '").append(nearest).append("'?");
        }
        if (!allowed.isEmpty()) {
            text.append(nearest == null ? "; allowed: " : " Allowed: ").append(String.join(", ", allowed));
        }
        if (hint != null) {
            text.append(hint.startsWith("\n") ? hint : "; " + shortened(hint));
        }
        return text.toString();
    }

    private static String shortened(String text) {
        String cut = LONG_QUOTE
                .matcher(text)
                .replaceAll(
                        quote -> Matcher.quoteReplacement("'" + quote.group(1).substring(0, SHOWN_OF_IT) + "…' ("
                                + quote.group(1).length() + " characters)"));
        return cut.length() <= LONGEST ? cut : cut.substring(0, LONGEST) + "…";
    }

    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default ->
                    shown.append(Character.isISOControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c));
            }
        });
        return shown.toString();
    }
}
