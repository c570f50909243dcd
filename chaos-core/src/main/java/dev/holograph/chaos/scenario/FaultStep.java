package dev.holograph.chaos.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One fault of a scenario: what, to which target, when.
 *
 * @param name what objectives and reports call it; the fault's type where the scenario gives none
 * @param target a name among the environment's targets
 * @param at start on the fault phase's clock
 * @param length how long it lasts, from the moment it is confirmed; {@code null}: to the end of the fault phase
 * @param repeat how often an instant fault happens again; {@code null}: once
 * @param location where it is written
 */
public record FaultStep(
        String name,
        Fault fault,
        String target,
        Duration at,
        @Nullable Duration length,
        @Nullable Duration repeat,
        Location location) {}
