package dev.holograph.chaos.plan;

import java.util.List;

/**
 * What a target is, other than a URL or a service of the run: a kind of target with its settings, as a record whose
 * components are its YAML keys. Implementations carry {@link TargetType}, check their values in the compact constructor
 * by {@link IllegalArgumentException}, and may come from other artifacts. Each component carries
 * {@link dev.holograph.chaos.scenario.Key}, and may be {@code null} where it is neither needed nor has a default.
 */
public interface TargetKind {

    /** As it is written in an environment. */
    default String kind() {
        TargetType type = getClass().getAnnotation(TargetType.class);
        if (type == null) {
            throw new IllegalStateException(getClass() + " carries no @TargetType");
        }
        return type.name();
    }

    /** What may be shown of it; no secrets. */
    String shown();

    /**
     * What of it the guard must list, as {@code kind:place}, before anything of it may be touched: at least one. Places
     * are never guessed from what is shown.
     */
    List<String> places();

    /** The names in it by which a person would know production. */
    default List<String> names() {
        return places();
    }
}
