package dev.holograph.chaos.scenario;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A value, or all the mistakes that stand in its way. */
public final class Validated<T> {

    private final @Nullable T value;
    private final List<Violation> violations;

    private Validated(@Nullable T value, List<Violation> violations) {
        this.value = value;
        this.violations = List.copyOf(violations);
    }

    public static <T> Validated<T> of(T value) {
        return new Validated<>(value, List.of());
    }

    /** @throws IllegalArgumentException if there is no violation */
    public static <T> Validated<T> wrong(List<Violation> violations) {
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("nothing is wrong");
        }
        return new Validated<>(null, violations);
    }

    public boolean isValid() {
        return violations.isEmpty();
    }

    public List<Violation> violations() {
        return violations;
    }

    /** @throws NoSuchElementException if there are violations */
    public T get() {
        if (value == null) {
            throw new NoSuchElementException("not valid: " + violations);
        }
        return value;
    }
}
