package dev.holograph.chaos.plan;

/** What happens when a local service ends by itself. */
public enum Restart {
    ALWAYS,
    NEVER
}
