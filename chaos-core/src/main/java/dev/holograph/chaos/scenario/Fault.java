package dev.holograph.chaos.scenario;

/**
 * A kind of disturbance with its settings, as a record whose components are its YAML keys. Implementations carry
 * {@link FaultType}, check their values in the compact constructor by {@link IllegalArgumentException}, and may come
 * from other artifacts. Component types that the reader knows: {@code Duration}, {@code Quantity} with
 * {@link UnitOf}, {@code int}, {@code double}, {@code boolean}, {@code String} and enums (written in lower case with
 * hyphens).
 */
public interface Fault {

    /** The settings that {@link FaultType} describes. */
    default FaultType type() {
        FaultType type = getClass().getAnnotation(FaultType.class);
        if (type == null) {
            throw new IllegalStateException(getClass() + " carries no @FaultType");
        }
        return type;
    }
}
