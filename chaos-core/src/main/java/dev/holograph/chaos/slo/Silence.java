package dev.holograph.chaos.slo;

/**
 * A time in which a part of the test bench gave no sign of life: what was measured then says nothing about the system.
 *
 * @param of the part, as a person reads it: {@code the load generator}, {@code the proxy}
 */
public record Silence(String of, Window window) {}
