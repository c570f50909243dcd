package dev.holograph.chaos.scenario;

import java.util.Collection;
import java.util.List;
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
     * characters is shown by their escapes.
     */
    public String message() {
        StringBuilder text = new StringBuilder(at.toString()).append(": ").append(visible(found));
        if (nearest != null) {
            text.append("; did you mean '").append(nearest).append("'?");
        }
        if (!allowed.isEmpty()) {
            text.append(nearest == null ? "; allowed: " : " Allowed: ").append(String.join(", ", allowed));
        }
        if (hint != null) {
            text.append(hint.startsWith("\n") ? "" : "; ").append(hint);
        }
        return text.toString();
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
