package dev.holograph.gremlin;

/**
 * Why an attack is halted, for Gremlin's audit log.
 *
 * @param reference where to read more, e.g. a run's id; may be empty
 */
public record HaltReason(String reason, String reference) {}
