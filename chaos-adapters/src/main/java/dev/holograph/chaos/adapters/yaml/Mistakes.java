package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** All mistakes of one file, reported together and in the order of its lines. */
final class Mistakes {

    /** More than a person mends in one go. */
    private static final int MOST = 50;

    /** Shorter values are words such as {@code dev}, whose hiding would say nothing and hide much. */
    private static final int SHORTEST_SECRET = 6;

    private final String file;
    private final Placeholders places;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> variables = new LinkedHashSet<>();

    /** @param places fills the texts of the file */
    Mistakes(String file, Placeholders places) {
        this.file = file;
        this.places = places;
    }

    String file() {
        return file;
    }

    Placeholders places() {
        return places;
    }

    /** Notes the values of variables that were put into a text. */
    void remember(Filled filled) {
        filled.parts().stream()
                .filter(part -> part.place().startsWith("{" + Placeholders.ENVIRONMENT))
                .map(Filled.Part::value)
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .forEach(variables::add);
    }

    /** The values of variables that were put into texts of the file so far. */
    List<String> variables() {
        return List.copyOf(variables);
    }

    Location at(@Nullable Mark mark) {
        return mark == null ? new Location(file, 1, 1) : new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    void add(Violation violation) {
        violations.add(violation);
    }

    void addAll(Collection<Violation> more) {
        violations.addAll(more);
    }

    List<Violation> all() {
        return violations.stream().distinct().toList();
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    /** What was read if nothing is wrong, else all that is. */
    <T> Validated<T> unlessAny(Supplier<T> read) {
        return violations.isEmpty() ? Validated.of(read.get()) : Validated.wrong(sorted());
    }

    private List<Violation> sorted() {
        List<Violation> sorted = new ArrayList<>(violations.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Violation one) -> one.at().line())
                        .thenComparingInt(one -> one.at().column()))
                .toList());
        if (sorted.size() > MOST) {
            int more = sorted.size() - MOST;
            Location last = sorted.get(MOST).at();
            sorted.subList(MOST, sorted.size()).clear();
            sorted.add(Violation.of(last, "and " + more + " more mistakes from here on"));
        }
        return sorted;
    }
}
