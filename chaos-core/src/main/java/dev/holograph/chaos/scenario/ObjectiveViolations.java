package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes of one objective, most of them with the objective's text and a caret under the wrong column. */
final class ObjectiveViolations implements BoundParser.Complaints {

    private final String text;
    private final Location at;
    private final List<Violation> all = new ArrayList<>();

    /** @param at where the text's first character stands */
    ObjectiveViolations(String text, Location at) {
        this.text = text;
        this.at = at;
    }

    List<Violation> all() {
        return all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    @Override
    public void wrong(int column, String found, @Nullable String hint) {
        all.add(Violation.of(at.right(column), found).withHint((hint == null ? "" : hint) + caret(column)));
    }

    /** Adds a name that is not among the allowed ones. */
    void unknown(int column, String kind, String name, Collection<String> allowed) {
        all.add(Violation.unknown(at.right(column), kind, name, allowed).withHint(caret(column)));
    }

    /** Adds a mistake without a caret: of the whole text, or of what stands on another line. */
    void whole(String found, @Nullable String hint) {
        all.add(new Violation(at, found, List.of(), null, hint));
    }

    private String caret(int column) {
        return "\n    " + text.replace('\n', ' ') + "\n    " + " ".repeat(column) + "^";
    }
}
