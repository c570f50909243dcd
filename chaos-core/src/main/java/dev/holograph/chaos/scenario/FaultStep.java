package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fault of a scenario: what, to which target, when.
 *
 * @param name what objectives and reports call it; the fault's type where the scenario gives none
 * @param target a name among the environment's targets
 * @param at start on the fault phase's clock
 * @param length how long it lasts, from the moment it is confirmed; {@code null}: to the end of the fault phase. Drivers
 *     are given the step of a lasting fault with its length
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
        Location location) {

    /** Returns a copy with the default length filled in: up to the end of a fault phase of this length. */
    public FaultStep in(Duration phase) {
        return length != null ? this : new FaultStep(name, fault, target, at, phase.minus(at), repeat, location);
    }

    /** When it is injected on the clock of a fault phase of this length, the first time and each time it is repeated. */
    public List<Duration> starts(Duration phase) {
        List<Duration> starts = new ArrayList<>(List.of(at));
        if (repeat != null) {
            for (Duration next = at.plus(repeat); next.compareTo(phase) < 0; next = next.plus(repeat)) {
                starts.add(next);
            }
        }
        return starts;
    }
}
